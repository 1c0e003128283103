package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One pachd of 1.x: repos, commits, pipelines and jobs that live. What it is told takes effect later, as with a real one. */
final class Pachd {
    private static final Logger LOG = Logger.getLogger(Pachd.class.getName());
    private static final int NOTICES_MILLIS = 600;
    private static final int CRON_MILLIS = 4_000;
    private static final int IDLE_MILLIS = 2_000;

    private final String bucket;
    private final Release release;
    private final Blobs blobs;
    private final Workers workers;
    private final Clock clock;
    private final double pace;
    private final SplittableRandom random;

    // Everything below is guarded by this.
    private final Set<Trap> traps;
    private final Depot depot = new Depot();
    private final Map<String, Instant> due = new HashMap<>();
    private final Map<String, Pipeline.State> next = new HashMap<>();
    private final Map<String, Instant> jobsDue = new HashMap<>();
    private final Map<String, String> processed = new HashMap<>();
    private final Set<String> lostSpecs = new HashSet<>();
    private final Set<String> tokens = new HashSet<>();
    private boolean authActive;
    private boolean licensed;
    private Instant lastTick;

    Pachd(
            String name,
            String bucket,
            Release release,
            Blobs blobs,
            Workers workers,
            Clock clock,
            double pace,
            long seed,
            Set<Trap> traps) {
        this.bucket = bucket;
        this.release = release;
        this.blobs = blobs;
        this.workers = workers;
        this.clock = clock;
        this.pace = pace;
        this.traps = EnumSet.noneOf(Trap.class);
        this.traps.addAll(traps);
        this.random = new SplittableRandom(seed ^ name.hashCode());
        this.lastTick = clock.instant();
    }

    Release release() {
        return release;
    }

    String bucket() {
        return bucket;
    }

    Blobs blobs() {
        return blobs;
    }

    /** An id of 32 hexadecimal digits. */
    synchronized String id() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    synchronized Depot.Content content() {
        return depot.content();
    }

    /** What one asks of it under its lock, such as to fill it. */
    synchronized void with(java.util.function.Consumer<Depot> use) {
        use.accept(depot);
    }

    /** Takes what every pipeline reads now for done, and gives each that runs its pods. */
    synchronized void settle() throws IOException {
        for (Pipeline pipeline : depot.pipelines()) {
            processed.put(pipeline.name(), depot.inputHeads(pipeline));
            workers.have(pipeline, pipeline.state() == Pipeline.State.RUNNING ? pipeline.workers() : 0);
        }
    }

    /** Refuses somebody without a valid token once auth is active. */
    synchronized void admit(String token) throws Refusal {
        if (authActive && !tokens.contains(token)) {
            throw new Refusal(
                    token.isEmpty()
                            ? "no authentication token (try logging in)"
                            : "provided auth token is corrupted or has expired (try logging in again)");
        }
    }

    /** Refuses somebody who may not do what only an admin may. */
    synchronized void admitAdmin(String call) throws Refusal {
        if (authActive && traps.contains(Trap.NOT_ADMIN)) {
            throw new Refusal(
                    "robot:lab is not authorized to perform this operation; must be an admin to call " + call);
        }
    }

    synchronized boolean falls(Trap trap) {
        return traps.contains(trap);
    }

    /** Becomes what another was, as when it is given that one's volume; the objects are in its bucket already. */
    synchronized void become(Depot.Content other, boolean active, boolean licence, Set<String> others)
            throws IOException {
        depot.become(other);
        authActive = active;
        licensed = licence;
        tokens.clear();
        tokens.addAll(others);
        settle();
    }

    synchronized Set<String> tokens() {
        return Set.copyOf(tokens);
    }

    synchronized boolean authActive() {
        return authActive;
    }

    synchronized void activateAuth(String token) {
        authActive = true;
        tokens.add(token);
    }

    synchronized void license() {
        licensed = true;
    }

    synchronized boolean licensed() {
        return licensed;
    }

    /** Writes a file in a commit of its own, as {@code put file} does; the commit is finished when this returns. */
    synchronized String write(String repo, byte[] content) throws Refusal, IOException {
        if (!depot.hasRepo(repo)) {
            throw new Refusal("repo " + repo + " not found");
        }
        Instant now = clock.instant();
        Commit commit = open(repo, now);
        finish(commit, content, now);
        return commit.id();
    }

    private Commit open(String repo, Instant now) {
        Commit commit =
                new Commit(repo, id(), depot.head(repo, Depot.MASTER), Depot.MASTER, now, Optional.empty(), "", 0);
        depot.put(commit);
        return commit;
    }

    private void finish(Commit commit, byte[] content, Instant now) throws IOException {
        String key = "pach/block/" + sha256(content);
        blobs.put(bucket, key, content);
        depot.put(commit.finish(now, key, content.length));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Stops a pipeline: recorded at once, done later. */
    synchronized void stop(String name) throws Refusal {
        Pipeline pipeline = pipeline(name, "StopPipeline");
        if (traps.remove(Trap.STOP_UNRECORDED)) {
            return;
        }
        depot.put(pipeline.stopped(true));
        boolean stays = pipeline.state() == Pipeline.State.FAILURE
                || pipeline.state() == Pipeline.State.STANDBY && !release.pausesEverything();
        if (!stays) {
            soon(name, Pipeline.State.PAUSED);
        }
    }

    /** Starts a pipeline: recorded at once, done later. */
    synchronized void start(String name) throws Refusal {
        Pipeline pipeline = pipeline(name, "StartPipeline");
        depot.put(pipeline.stopped(false));
        if (pipeline.state() != Pipeline.State.FAILURE) {
            // One in standby comes up for a moment, as its workers do.
            soon(name, Pipeline.State.RUNNING);
        }
    }

    private Pipeline pipeline(String name, String call) throws Refusal {
        return depot.pipeline(name)
                .orElseThrow(() -> new Refusal("error from " + call + ": pipeline \"" + name + "\" not found"));
    }

    private void soon(String name, Pipeline.State state) {
        next.put(name, state);
        due.put(name, clock.instant().plusMillis(Math.round(NOTICES_MILLIS * pace)));
    }

    /** Whether its spec was deleted, by a restore over itself. */
    synchronized Set<String> lostSpecs() {
        return Set.copyOf(lostSpecs);
    }

    synchronized void loseSpec(String pipeline) {
        lostSpecs.add(pipeline);
    }

    /** Lets time do its work; called some times a second. */
    synchronized void tick() {
        Instant now = clock.instant();
        try {
            for (String name : new ArrayList<>(due.keySet())) {
                if (!now.isBefore(due.get(name))) {
                    due.remove(name);
                    change(name, next.remove(name));
                }
            }
            cron(now);
            for (Pipeline pipeline : depot.pipelines()) {
                work(pipeline, now);
            }
        } catch (IOException e) {
            // What was not reached is tried again with the next tick.
            LOG.log(Level.WARNING, "the lab's pachd could not do something", e);
        }
    }

    private void change(String name, Pipeline.State state) throws IOException {
        Optional<Pipeline> found = depot.pipeline(name);
        if (found.isEmpty() || state == null) {
            return;
        }
        Pipeline changed = found.get().in(state);
        depot.put(changed);
        workers.have(changed, state == Pipeline.State.RUNNING ? changed.workers() : 0);
        if (state == Pipeline.State.RUNNING) {
            depot.running(name)
                    .ifPresent(job -> jobsDue.put(job.id(), clock.instant().plusMillis(jobMillis())));
            if (changed.standby() && depot.running(name).isEmpty()) {
                next.put(name, Pipeline.State.STANDBY);
                due.put(name, clock.instant().plusMillis(Math.round(IDLE_MILLIS * pace)));
            }
        }
    }

    private void cron(Instant now) throws IOException {
        if (now.isBefore(lastTick.plusMillis(CRON_MILLIS))) {
            return;
        }
        lastTick = now;
        for (Pipeline pipeline : depot.pipelines()) {
            boolean ticks = !pipeline.stopped() || !release.pausesEverything();
            if (pipeline.cron() && ticks && depot.hasRepo(pipeline.cronRepo())) {
                Commit commit = open(pipeline.cronRepo(), now);
                finish(commit, now.toString().getBytes(StandardCharsets.UTF_8), now);
            }
        }
    }

    private void work(Pipeline pipeline, Instant now) throws IOException {
        boolean works = !pipeline.stopped()
                && (pipeline.state() == Pipeline.State.RUNNING || pipeline.state() == Pipeline.State.STANDBY);
        Optional<Job> running = depot.running(pipeline.name());
        if (!works || next.get(pipeline.name()) == Pipeline.State.PAUSED) {
            return;
        }
        if (running.isPresent()) {
            finishJob(pipeline, running.get(), now);
            return;
        }
        String heads = depot.inputHeads(pipeline);
        if (heads.isEmpty() || heads.equals(processed.get(pipeline.name()))) {
            return;
        }
        processed.put(pipeline.name(), heads);
        Commit output = open(pipeline.name(), now);
        Job job = new Job(id(), pipeline.name(), output.id(), now, Optional.empty());
        depot.put(job);
        jobsDue.put(job.id(), now.plusMillis(jobMillis()));
        if (pipeline.state() == Pipeline.State.STANDBY) {
            next.remove(pipeline.name());
            due.remove(pipeline.name());
            Pipeline up = pipeline.in(Pipeline.State.RUNNING);
            depot.put(up);
            workers.have(up, up.workers());
        }
    }

    private long jobMillis() {
        return Math.round((500 + random.nextInt(700)) * pace);
    }

    private void finishJob(Pipeline pipeline, Job job, Instant now) throws IOException {
        if (now.isBefore(jobsDue.getOrDefault(job.id(), now))) {
            return;
        }
        jobsDue.remove(job.id());
        Commit output = depot.commit(pipeline.name(), job.output()).orElseThrow();
        finish(output, result(pipeline, job), now);
        depot.put(job.finish(now));
        if (pipeline.standby()) {
            next.put(pipeline.name(), Pipeline.State.STANDBY);
            due.put(pipeline.name(), now.plusMillis(Math.round(IDLE_MILLIS * pace)));
        }
    }

    /** What a job makes of its input: bytes that nobody else makes. */
    private byte[] result(Pipeline pipeline, Job job) {
        byte[] content = new byte[2_000 + random.nextInt(6_000)];
        random.nextBytes(content);
        byte[] label = (pipeline.name() + " " + job.id() + "\n").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(label, 0, content, 0, label.length);
        return content;
    }

    /** How full it is, for tests. */
    synchronized String summary() {
        Depot.Content content = depot.content();
        List<Pipeline> stopped =
                content.pipelines().stream().filter(Pipeline::stopped).toList();
        return JsonNodeFactory.instance
                .objectNode()
                .put("repos", content.repos().size())
                .put("commits", content.commits().size())
                .put("pipelines", content.pipelines().size())
                .put("stopped", stopped.size())
                .put("jobs", content.jobs().size())
                .put("auth", authActive)
                .toString();
    }
}
