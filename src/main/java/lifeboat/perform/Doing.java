package lifeboat.perform;

import java.util.List;
import java.util.Map;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.Action;

/** How one kind of action is previewed, recorded, done and probed. */
interface Doing<A extends Action> {
    /** What it would do. */
    Preview preview(Call<A> call) throws PerformException;

    /** What it is about to change, as it is now, under the names of the action's outputs. */
    default Map<String, List<String>> record(Call<A> call) throws PerformException {
        return Map.of();
    }

    /** Does it; what the world does wrong is an exception here and a failed outcome above. */
    Outcome act(Call<A> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException;

    /**
     * What became of an attempt that never ended, where the step has no probe of its own.
     *
     * @param program what it had started, already known to be gone
     */
    default Performer.Finding probe(Call<A> call, Attempt attempt, java.util.Optional<Run.Program> program)
            throws PerformException {
        return Findings.byClass(call, program);
    }

    /** Done, without outputs. */
    static Outcome done(String summary) {
        return new Outcome.Succeeded(Map.of(), summary);
    }

    /** Done, with outputs. */
    static Outcome done(Map<String, List<String>> outputs, String summary) {
        return new Outcome.Succeeded(outputs, summary);
    }

    /** Settled without asking. */
    static Performer.Finding again(String evidence) {
        return new Performer.Finding(java.util.Optional.of(Verdict.DID_NOT), evidence, true);
    }
}
