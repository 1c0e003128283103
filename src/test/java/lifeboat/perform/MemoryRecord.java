package lifeboat.perform;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;

/** A record that lasts as long as its test, and fails when it is told to. */
final class MemoryRecord implements RunRecord {
    private static final Instant START = Instant.parse("2026-11-21T02:00:00Z");

    private final List<Recorded> events = new ArrayList<>();
    private final List<Recorded> remembered = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private Set<String> failsAt = Set.of();
    private boolean unchanged;

    MemoryRecord(List<Recorded> events) {
        this.events.addAll(events);
    }

    /** No event of that kind can be kept. */
    synchronized void failAt(String... actions) {
        failsAt = Set.of(actions);
    }

    /** Nothing can be kept, or again all; {@code full} if it is as it was before whenever that fails. */
    synchronized void fail(boolean now, boolean full) {
        failsAt = now ? Set.of("") : Set.of();
        unchanged = full;
    }

    @Override
    public synchronized List<Recorded> remember(List<RunEvent> more) {
        int before = remembered.size();
        for (RunEvent event : more) {
            long sequence = events.size() + remembered.size() + 1L;
            remembered.add(new Recorded(sequence, START.plusSeconds(sequence), event));
        }
        return List.copyOf(remembered.subList(before, remembered.size()));
    }

    @Override
    public synchronized List<Recorded> catchUp(Optional<String> directory) throws RecordException {
        if (!failsAt.isEmpty() && directory.isEmpty()) {
            throw new RecordException("the disk is full", "Make room.", new IOException("No space left on device"));
        }
        failsAt = Set.of();
        places.add(directory.orElse("where it was"));
        List<Recorded> own = append(List.of(new RunEvent.AuditDegraded("caught up")));
        events.addAll(remembered);
        remembered.clear();
        return own;
    }

    /** What is in memory only. */
    synchronized List<String> remembered() {
        return remembered.stream().map(recorded -> words(recorded.event())).toList();
    }

    /** Where it went on. */
    synchronized List<String> places() {
        return List.copyOf(places);
    }

    @Override
    public synchronized List<Recorded> append(List<RunEvent> more) throws RecordException {
        for (RunEvent event : more) {
            if (failsAt.contains(event.action()) || failsAt.contains("")) {
                throw new RecordException(
                        "the disk is full", "Make room.", new IOException("No space left on device"), unchanged);
            }
        }
        List<Recorded> added = new ArrayList<>();
        for (RunEvent event : more) {
            long sequence = events.size() + 1L;
            Recorded recorded = new Recorded(sequence, START.plusSeconds(sequence), event);
            events.add(recorded);
            added.add(recorded);
        }
        return added;
    }

    synchronized List<Recorded> all() {
        return List.copyOf(events);
    }

    /** What happened, one line an event: its kind, and the attempt, step or hold it is about. */
    synchronized List<String> actions() {
        return events.stream().map(recorded -> words(recorded.event())).toList();
    }

    private static String words(RunEvent event) {
        if (event instanceof RunEvent.HoldOpened opened) {
            return "hold.opened " + opened.hold();
        }
        if (event instanceof RunEvent.HoldReleased released) {
            return "hold.released " + released.hold();
        }
        if (event instanceof RunEvent.RunClosed closed) {
            return "run.closed " + closed.result();
        }
        return event.attempt().map(attempt -> event.action() + " " + attempt).orElseGet(() -> event.step()
                .map(step -> event.action() + " " + step)
                .orElse(event.action()));
    }
}
