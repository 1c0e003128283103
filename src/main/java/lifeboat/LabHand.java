package lifeboat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.lab.Lab;
import lifeboat.lab.LabException;
import lifeboat.perform.PerformException;
import lifeboat.perform.Performer;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Unit;
import lifeboat.runbook.Action;
import lifeboat.runbook.Check;
import lifeboat.runbook.Step;

/**
 * Somebody in the lab who does by hand what a step asks for, when the operator says that it is done. What needs nothing to
 * be done in the lab is left alone.
 */
record LabHand(Performer live, Lab lab) implements Performer {
    @Override
    public Outcome act(Run run, Step step, Attempt attempt, String answer, Listener listener) {
        if (step.action() instanceof Action.Manual && !attempt.undo()) {
            try {
                ClassicRehearsal.byHand(run, step, lab).ifPresent(listener::line);
            } catch (LabException e) {
                return new Outcome.Failed(false, "in the lab: " + e.getMessage(), e.hint(), EffectSeen.NONE);
            }
        }
        return live.act(run, step, attempt, answer, listener);
    }

    @Override
    public Preview preview(Run run, Step step, boolean undo) throws PerformException {
        return live.preview(run, step, undo);
    }

    @Override
    public Map<Unit, Map<String, List<String>>> record(Run run, Step step, List<Unit> units) throws PerformException {
        return live.record(run, step, units);
    }

    @Override
    public Optional<String> guard(Run run) {
        return live.guard(run);
    }

    @Override
    public Checked check(Run run, Step step, String part, Check check, Listener listener) {
        return live.check(run, step, part, check, listener);
    }

    @Override
    public Optional<String> awaitEnd(Step step, Run.Program program, Listener listener) {
        return live.awaitEnd(step, program, listener);
    }

    @Override
    public Finding probe(Run run, Step step, Attempt attempt, Optional<Run.Program> program) {
        return live.probe(run, step, attempt, program);
    }
}
