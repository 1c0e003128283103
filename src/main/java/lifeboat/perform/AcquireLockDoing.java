package lifeboat.perform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.atlas.AtlasCli;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.BackupLock;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.run.Wording;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;

/** Takes the backup lock, and remembers what gives it back. */
final class AcquireLockDoing implements Doing<Action.Atlas> {
    private final AtlasTask.AcquireLock task;

    AcquireLockDoing(AtlasTask.AcquireLock task) {
        this.task = task;
    }

    /** What stands in a lock of a run; no other run has the same. */
    static String reason(Run run) {
        return "lifeboat run " + run.id();
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) throws PerformException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        boolean http = call.text(task.by()).equals("http");
        return new Preview(
                List.of(new Preview.Change(
                        "backup lock",
                        "reason",
                        AtlasLocks.now(call, place).orElse("not seen from here"),
                        reason(call.run()))),
                List.of(),
                http ? List.of() : List.of(place.cli().acquire()),
                http
                        ? List.of("POST " + AtlasLocks.endpoint(place).acquireUrl(reason(call.run())))
                        : List.of(
                                "no released build has backup-lock; if this one has not, it says so and changes nothing"),
                List.of());
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        String reason = reason(call.run());
        try {
            if (!call.text(task.by()).equals("http")) {
                AtlasProgram.Ran ran = new AtlasProgram(call, attempt, listener)
                        .run(place, place.cli().acquire());
                place.cli().judge(AtlasCli.Verb.ACQUIRE, ran.exit(), ran.lines());
                return Doing.done(
                        Map.of("token", List.of(""), "reason", List.of("manual-backup")), "taken by the program");
            }
            BackupLock.Held held = AtlasLocks.endpoint(place).acquire(reason, listener.cancelled());
            return Doing.done(
                    Map.of("token", List.of(held.token()), "reason", List.of(reason)),
                    (held.found() ? "was ours already: " : "taken: ") + held.token());
        } catch (AtlasException e) {
            if (e.kind() == AtlasException.Kind.HELD && attempt.number() > 1) {
                return new Outcome.Failed(
                        false,
                        Reasons.message(e),
                        "An interrupted attempt of this run may have taken it. If nobody else has, release it with "
                                + Wording.command(place.cli().release()) + ", then retry.",
                        EffectSeen.NONE);
            }
            boolean none = e.kind() == AtlasException.Kind.HELD
                    || e.kind() == AtlasException.Kind.UNREACHABLE
                    || e.kind() == AtlasException.Kind.NO_LOCK;
            return new Outcome.Failed(false, Reasons.message(e), e.hint(), none ? EffectSeen.NONE : EffectSeen.UNKNOWN);
        }
    }

    @Override
    public Performer.Finding probe(Call<Action.Atlas> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        Optional<String> now = AtlasLocks.now(call, place);
        if (now.isEmpty()) {
            return Findings.byClass(call, program);
        }
        if (!call.text(task.by()).equals("http") && !now.get().equals(AtlasLocks.AVAILABLE)) {
            // The program gives every lock the same reason, so whose it is, is for the operator to say.
            return new Performer.Finding(
                    Optional.of(Verdict.TOOK_EFFECT),
                    "the backup lock is held, with the reason \"" + now.get()
                            + "\" that the program always gives; unless"
                            + " somebody else has taken it, it is this run's",
                    false);
        }
        boolean ours = now.get().equals(reason(call.run()));
        return new Performer.Finding(
                Optional.of(ours ? Verdict.TOOK_EFFECT : Verdict.DID_NOT),
                "the reason in the backup lock is \"" + now.get() + "\"",
                true);
    }
}
