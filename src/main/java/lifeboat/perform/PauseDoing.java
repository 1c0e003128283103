package lifeboat.perform;

import java.util.List;
import java.util.Optional;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.ConfigData;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.Action;

/** {@code pachctl enterprise pause} and {@code unpause}; the mode in the config map tells which of them took effect. */
final class PauseDoing {
    private PauseDoing() {}

    private interface Asked {
        List<String> of(Pachctl pachctl) throws PachctlException, InterruptedException;
    }

    static final class Pausing implements Doing<Action.Pause> {
        @Override
        public Preview preview(Call<Action.Pause> call) throws PerformException {
            Pachctl pachctl = call.world().pachctl(call.run(), call.action().target());
            return PauseDoing.preview(call, pachctl, pachctl.pauseCommand(), "paused");
        }

        @Override
        public Outcome act(Call<Action.Pause> call, Attempt attempt, Performer.Listener listener)
                throws PerformException, InterruptedException {
            return PauseDoing.act(call, call.action().target(), Pachctl::pause, listener);
        }

        @Override
        public Performer.Finding probe(Call<Action.Pause> call, Attempt attempt, Optional<Run.Program> program)
                throws PerformException {
            return PauseDoing.probe(call, "paused");
        }
    }

    static final class Unpausing implements Doing<Action.Unpause> {
        @Override
        public Preview preview(Call<Action.Unpause> call) throws PerformException {
            Pachctl pachctl = call.world().pachctl(call.run(), call.action().target());
            return PauseDoing.preview(call, pachctl, pachctl.unpauseCommand(), "full");
        }

        @Override
        public Outcome act(Call<Action.Unpause> call, Attempt attempt, Performer.Listener listener)
                throws PerformException, InterruptedException {
            return PauseDoing.act(call, call.action().target(), Pachctl::unpause, listener);
        }

        @Override
        public Performer.Finding probe(Call<Action.Unpause> call, Attempt attempt, Optional<Run.Program> program)
                throws PerformException {
            return PauseDoing.probe(call, "full");
        }
    }

    private static Preview preview(Call<?> call, Pachctl pachctl, List<String> command, String mode)
            throws PerformException {
        String context;
        try {
            context = pachctl.enterpriseContext().orElse("none");
        } catch (PachctlException e) {
            throw Reasons.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("looking at the contexts was interrupted", "Try again.", e);
        }
        return new Preview(
                List.of(new Preview.Change("configmap/pachd-config", "data.MODE", mode(call), mode)),
                List.of(),
                List.of(command),
                List.of("pachctl acts on the enterprise context " + context + "; pachd restarts in that mode"),
                List.of());
    }

    private static Outcome act(Call<?> call, String target, Asked asked, Performer.Listener listener)
            throws PerformException, InterruptedException {
        try {
            asked.of(call.world().pachctl(call.run(), target)).forEach(listener::line);
            return Doing.done("asked; pachd restarts");
        } catch (PachctlException e) {
            EffectSeen seen = e.kind() == PachctlException.Kind.MISSING ? EffectSeen.NONE : EffectSeen.UNKNOWN;
            return new Outcome.Failed(false, Reasons.message(e), e.hint(), seen);
        }
    }

    private static Performer.Finding probe(Call<?> call, String wanted) throws PerformException {
        String mode = mode(call);
        boolean there = mode.equals(wanted);
        return new Performer.Finding(
                Optional.of(there ? Verdict.TOOK_EFFECT : Verdict.DID_NOT), "the mode is " + mode, true);
    }

    /** The mode that pachd starts in; without the config map it is full. */
    private static String mode(Call<?> call) throws PerformException {
        try {
            return call.world()
                    .cluster(call.run())
                    .configMap("pachd-config")
                    .map(ConfigData::data)
                    .map(data -> data.getOrDefault("MODE", "full"))
                    .orElse("full");
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }
}
