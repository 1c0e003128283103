package lifeboat.perform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lifeboat.pachyderm.ClassicCommit;
import lifeboat.pachyderm.ClassicPachctl;
import lifeboat.pachyderm.ClassicPipeline;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/** Looks which repos that no pipeline writes get commits: somebody outside still reaches pachd. */
final class WatchWritesDoing implements Doing<ClassicAction> {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final ClassicTask.WatchWrites task;

    WatchWritesDoing(ClassicTask.WatchWrites task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<ClassicAction> call) {
        return Preview.ofDetails(List.of("counts the commits of every repo that is loaded from outside, twice"));
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        ClassicPachctl pachctl = ClassicPlace.pachctl(call, task.target());
        int seconds = call.number(task.seconds());
        try {
            Map<String, Set<String>> before = commits(pachctl);
            listener.progress("waiting " + seconds + " s");
            Optional<Boolean> stopped = Patience.until(
                    Duration.ofSeconds(seconds), EVERY, listener.cancelled(), () -> Optional.<Boolean>empty());
            if (stopped.isEmpty() && listener.cancelled().getAsBoolean()) {
                return new Outcome.Cancelled("the look was given up", EffectSeen.NONE);
            }
            Map<String, Set<String>> after = commits(pachctl);
            List<String> written = new ArrayList<>();
            for (Map.Entry<String, Set<String>> repo : after.entrySet()) {
                Set<String> fresh = new LinkedHashSet<>(repo.getValue());
                fresh.removeAll(before.getOrDefault(repo.getKey(), Set.of()));
                if (fresh.isEmpty()) {
                    listener.checked(repo.getKey(), Severity.PASS, "no new commit");
                } else {
                    written.add(repo.getKey());
                    listener.checked(
                            repo.getKey(),
                            Severity.WARN,
                            "still written: " + fresh.size() + " new commits; somebody reaches pachd by a port that is"
                                    + " open, or from inside the cluster");
                }
            }
            return Doing.done(
                    Map.of("written", written),
                    written.isEmpty() ? "nobody writes from outside" : "still written: " + String.join(", ", written));
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
    }

    private static Map<String, Set<String>> commits(ClassicPachctl pachctl)
            throws PachctlException, InterruptedException {
        Set<String> outputs = new LinkedHashSet<>();
        for (ClassicPipeline pipeline : pachctl.pipelines()) {
            outputs.add(pipeline.name());
            outputs.addAll(pipeline.crons());
        }
        Map<String, Set<String>> commits = new LinkedHashMap<>();
        for (String repo : pachctl.repos()) {
            if (!outputs.contains(repo)) {
                Set<String> ids = new LinkedHashSet<>();
                for (ClassicCommit commit : pachctl.commits(repo)) {
                    ids.add(commit.id());
                }
                commits.put(repo, ids);
            }
        }
        return commits;
    }
}
