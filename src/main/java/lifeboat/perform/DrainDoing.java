package lifeboat.perform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.PodRow;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.Action;

/** Waits until nothing is left that can write; a pod that is new meanwhile is named with its owner. */
final class DrainDoing implements Doing<Action.Drain> {
    private static final Duration EVERY = Duration.ofMillis(500);

    @Override
    public Preview preview(Call<Action.Drain> call) throws PerformException {
        Drainage now = Drainage.look(
                call.world().cluster(call.run()), call.text(call.action().app()));
        return Preview.ofDetails(List.of(now.isDone() ? "no such pod is left" : "left now: " + now.words()));
    }

    @Override
    public Outcome act(Call<Action.Drain> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Cluster cluster = call.world().cluster(call.run());
        String app = call.text(call.action().app());
        Set<String> known = new HashSet<>();
        boolean[] first = {true};
        Sight sight = new Sight(cluster, app, call.world().surroundings().clock());
        Optional<Drainage> drained = Patience.until(call.timeout(), EVERY, listener.cancelled(), () -> {
            Optional<Drainage> seen = sight.look(listener);
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            Drainage now = seen.get();
            tellOfNewcomers(call, now, known, first[0], listener);
            first[0] = false;
            if (!now.isDone()) {
                listener.progress("left: " + now.words());
            }
            return now.isDone() ? Optional.of(now) : Optional.empty();
        });
        if (drained.isPresent()) {
            return Doing.done("no such pod is left");
        }
        if (listener.cancelled().getAsBoolean()) {
            return new Outcome.Cancelled("waiting was stopped", EffectSeen.NONE);
        }
        Drainage left = Drainage.look(cluster, app);
        Instant now = call.world().surroundings().clock().instant();
        String pods =
                left.pods().stream().map(pod -> Drainage.describe(pod, now)).collect(Collectors.joining("; "));
        return new Outcome.Failed(
                false,
                "still there after " + call.timeout().toSeconds() + " s: " + pods,
                "A pod stuck in Terminating often sits on a node that is gone; look at the pod and its node.",
                EffectSeen.NONE);
    }

    /** A look that a cluster which cannot be seen for a while does not end. */
    private static final class Sight {
        private final Cluster cluster;
        private final String app;
        private final InstantSource clock;
        private Optional<Instant> unseen = Optional.empty();

        Sight(Cluster cluster, String app, InstantSource clock) {
            this.cluster = cluster;
            this.app = app;
            this.clock = clock;
        }

        Optional<Drainage> look(Performer.Listener listener) throws PerformException {
            try {
                Drainage now = Drainage.look(cluster, app);
                unseen = Optional.empty();
                return Optional.of(now);
            } catch (PerformException e) {
                if (!(e.getCause() instanceof ClusterException trouble)
                        || !trouble.kind().passes()) {
                    throw e;
                }
                Instant since = unseen.orElseGet(clock::instant).truncatedTo(ChronoUnit.SECONDS);
                unseen = Optional.of(since);
                listener.progress("cannot see the cluster since " + since + ", looking again: " + e.reason());
                return Optional.empty();
            }
        }
    }

    private static void tellOfNewcomers(
            Call<Action.Drain> call, Drainage now, Set<String> known, boolean first, Performer.Listener listener) {
        for (PodRow pod : now.pods()) {
            if (known.add(pod.uid()) && !first) {
                String text = Drainage.describe(
                        pod, call.world().surroundings().clock().instant());
                listener.checked("came back", Severity.WARN, text + "; something is scaling it up");
            }
        }
    }
}
