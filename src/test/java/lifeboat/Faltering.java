package lifeboat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.perform.PerformException;
import lifeboat.perform.Performer;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Unit;
import lifeboat.runbook.Check;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Step;

/**
 * Does everything as it is done, but every step fails once before it did anything, and every step that changes something
 * once more after it has done all of it: as a connection that breaks before a request arrives, and before its answer does.
 *
 * @param attempts how often each part of each step was tried so far; outlives a resume
 */
record Faltering(Performer live, Map<String, Integer> attempts) implements Performer {
    static final String NEVER_SENT = "the connection broke before anything was sent";
    static final String NO_ANSWER = "the connection broke before the answer came";

    @Override
    public Outcome act(Run run, Step step, Attempt attempt, String answer, Listener listener) {
        if (attempt.undo()) {
            return live.act(run, step, attempt, answer, listener);
        }
        int tried = attempts.merge(step.id() + "[" + attempt.part() + "]", 1, Integer::sum);
        if (tried == 1) {
            return new Outcome.Failed(false, NEVER_SENT, "Try it again.", EffectSeen.NONE);
        }
        Outcome done = live.act(run, step, attempt, answer, listener);
        boolean breaks = tried == 2 && step.effect() != Effect.READ && done instanceof Outcome.Succeeded;
        return breaks ? new Outcome.Failed(false, NO_ANSWER, "Look, then try it again.", EffectSeen.UNKNOWN) : done;
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
