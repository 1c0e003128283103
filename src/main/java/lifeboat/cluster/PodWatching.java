package lifeboat.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lists, then follows the changes, then lists again: when the version is too old, when the stream ends however it
 * ends, and after a while in any case, because a frozen stream looks exactly like a quiet one.
 */
final class PodWatching implements PodWatch {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration GATHERING = Duration.ofMillis(50);
    private static final Duration END_WAIT = Duration.ofSeconds(2);

    private final Api api;
    private final String path;
    private final Map<String, String> selection;
    private final Consumer<PodTable> newest;
    private final Duration resync;
    private final InstantSource clock;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Map<String, PodRow> pods = new TreeMap<>();
    private Instant seen;

    PodWatching(
            Api api, String path, String selector, Consumer<PodTable> newest, Duration resync, InstantSource clock) {
        this.api = api;
        this.path = path;
        this.selection = selector.isBlank() ? Map.of() : Map.of("labelSelector", selector);
        this.newest = newest;
        this.resync = resync;
        this.clock = clock;
        this.seen = clock.instant();
        this.thread = new Thread(this::run, "lifeboat-pod-watch");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean closed() {
        return closed.getCount() == 0;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!closed()) {
            try {
                String version = list();
                long began = System.nanoTime();
                Optional<String> cut = follow(version);
                // Until the list is there, what was told last is of the past.
                cut.ifPresent(why -> tell(Optional.of(seen), why));
                // A stream that lived shorter than a pause must not become a storm of lists.
                boolean lived = System.nanoTime() - began > pause.toNanos();
                pause = lived ? FIRST_PAUSE : longer(pause);
                if (!lived) {
                    rest(pause);
                }
            } catch (ClusterException e) {
                tell(Optional.of(seen), e.getMessage());
                rest(pause);
                pause = longer(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private String list() throws ClusterException {
        JsonNode list = api.getOnce(path, selection, "list pods");
        Map<String, PodRow> fresh = new TreeMap<>();
        for (JsonNode item : list.path("items")) {
            PodRow row = PodReading.row(item);
            fresh.put(row.name(), row);
        }
        pods = fresh;
        seen = clock.instant();
        tell(Optional.empty(), "");
        return Json.string(list, "/metadata/resourceVersion");
    }

    /** Returns when it is time to list again, or when the stream ended, and then why. */
    private Optional<String> follow(String version) throws ClusterException, InterruptedException {
        Map<String, String> query = new HashMap<>(selection);
        query.put("watch", "true");
        query.put("resourceVersion", version);
        query.put("allowWatchBookmarks", "true");
        query.put("timeoutSeconds", Long.toString(Math.max(1, resync.toSeconds() + 5)));
        long deadline = System.nanoTime() + resync.toNanos();
        try (LineStream lines = LineStream.open(api, path, query)) {
            // What is not told yet is gathered for a moment.
            long tellAt = Long.MAX_VALUE;
            while (!closed()) {
                long now = System.nanoTime();
                if (tellAt <= now) {
                    tell(Optional.empty(), "");
                    tellAt = Long.MAX_VALUE;
                }
                if (deadline <= now) {
                    break;
                }
                if (lines.ended()) {
                    return Optional.of("the watch was cut off");
                }
                Optional<String> line = lines.next(Math.min(deadline, tellAt) - now);
                if (line.isPresent()) {
                    if (!apply(line.get())) {
                        return Optional.of("the watch ended with an error");
                    }
                    seen = clock.instant();
                    tellAt = Math.min(tellAt, System.nanoTime() + GATHERING.toNanos());
                }
            }
        }
        return Optional.empty();
    }

    /** False when the stream is of no more use: an error such as 410, or something that is no event. */
    private boolean apply(String line) {
        JsonNode event;
        try {
            event = Json.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            return false;
        }
        String type = event.path("type").asText("");
        PodRow row = PodReading.row(event.path("object"));
        switch (type) {
            case "ADDED", "MODIFIED" -> pods.put(row.name(), row);
            case "DELETED" -> pods.remove(row.name());
            case "BOOKMARK" -> {
                return true;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void tell(Optional<Instant> staleSince, String trouble) {
        if (!closed()) {
            newest.accept(new PodTable(List.copyOf(pods.values()), clock.instant(), staleSince, trouble));
        }
    }

    private void rest(Duration pause) {
        long jitter = ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1);
        try {
            boolean ended = closed.await(pause.toMillis() + jitter, TimeUnit.MILLISECONDS);
            if (ended) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(END_WAIT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
