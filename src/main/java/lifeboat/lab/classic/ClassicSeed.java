package lifeboat.lab.classic;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What the lab's running cluster knows at first: input repos, twelve pipelines in a graph, their history. */
final class ClassicSeed {
    static final String IMAGES = "images";
    static final String UPLOADS = "uploads";
    static final String TELEMETRY = "telemetry";

    private static final int HISTORY = 3;
    private static final int MORE = 6;

    private final Pachd pachd;
    private final Instant now;
    private final SplittableRandom random;

    ClassicSeed(Pachd pachd, Instant now, long seed) {
        this.pachd = pachd;
        this.now = now;
        this.random = new SplittableRandom(seed);
    }

    static List<Pipeline> pipelines() {
        return List.of(
                pipeline("edges", 2, Pipeline.State.RUNNING, IMAGES),
                pipeline("montage", 1, Pipeline.State.RUNNING, IMAGES, "edges"),
                pipeline("resize", 1, Pipeline.State.RUNNING, UPLOADS),
                pipeline("thumbnails", 1, Pipeline.State.STANDBY, "resize"),
                pipeline("classify", 2, Pipeline.State.RUNNING, "edges", "labels"),
                pipeline("report", 1, Pipeline.State.STANDBY, "classify"),
                new Pipeline("nightly", List.of(), true, 1, false, false, Pipeline.State.RUNNING, ""),
                pipeline("archive", 1, Pipeline.State.PAUSED, "montage"),
                new Pipeline(
                        "broken",
                        List.of("labels"),
                        false,
                        1,
                        false,
                        false,
                        Pipeline.State.FAILURE,
                        "worker pod is unschedulable: image registry.example.org/broken:1.0 not found"),
                pipeline("audit", 1, Pipeline.State.RUNNING, "report"),
                pipeline("legacy_export", 1, Pipeline.State.PAUSED, "classify"),
                pipeline("metrics", 1, Pipeline.State.RUNNING, "audit"));
    }

    private static Pipeline pipeline(String name, int workers, Pipeline.State state, String... inputs) {
        return new Pipeline(
                name,
                List.of(inputs),
                false,
                workers,
                state == Pipeline.State.STANDBY,
                state == Pipeline.State.PAUSED,
                state,
                "");
    }

    void plant() throws IOException {
        for (String repo : List.of(IMAGES, UPLOADS, "labels", TELEMETRY)) {
            pachd.with(depot -> depot.put(new Repo(repo, now.minus(Duration.ofDays(400)), "loaded from outside")));
            history(repo, 80_000);
        }
        List<Pipeline> all = new ArrayList<>(pipelines());
        if (pachd.falls(Trap.CROWDED)) {
            for (int i = 1; i <= MORE; i++) {
                all.add(pipeline("crowd-" + i, 1, Pipeline.State.PAUSED, "labels"));
            }
        }
        for (Pipeline pipeline : all) {
            if (pipeline.cron()) {
                pachd.with(depot ->
                        depot.put(new Repo(pipeline.cronRepo(), now.minus(Duration.ofDays(300)), "cron of nightly")));
                history(pipeline.cronRepo(), 40);
            }
            pachd.with(depot -> {
                depot.put(new Repo(
                        pipeline.name(),
                        now.minus(Duration.ofDays(300)),
                        "Output repo for pipeline " + pipeline.name() + "."));
                depot.put(pipeline);
            });
            if (pipeline.state() != Pipeline.State.FAILURE) {
                history(pipeline.name(), 200_000);
            }
        }
        pachd.with(depot -> depot.head("labels", "staging", depot.head("labels", Depot.MASTER)));
        pachd.settle();
    }

    private void history(String repo, int most) throws IOException {
        String parent = "";
        for (int i = HISTORY; i > 0; i--) {
            byte[] content = new byte[40 + random.nextInt(most)];
            random.nextBytes(content);
            String key = "pach/block/" + Pachd.sha256(content);
            pachd.blobs().put(pachd.bucket(), key, content);
            Instant when = now.minus(Duration.ofDays(i));
            Commit commit = new Commit(
                    repo,
                    pachd.id(),
                    parent,
                    Depot.MASTER,
                    when,
                    Optional.of(when.plusSeconds(30)),
                    key,
                    content.length);
            parent = commit.id();
            pachd.with(depot -> depot.put(commit));
        }
    }
}
