package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.run.Attempt;
import lifeboat.run.Part;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.Repeat;
import lifeboat.runbook.Step;

/**
 * What a run that is taken up has to look at again: what it holds counts as done, and somebody may have undone it since. Only
 * what brings a value to a known state can be told by looking.
 */
final class SinceLeft {
    static final String HINT =
            "Find out who changed it. What was made meanwhile may be worthless; release what is held, or go on.";

    private SinceLeft() {}

    /** What was done for the holds that are open, as far as nothing was begun that releases them. */
    static List<Attempt> attempts(Run run) {
        List<Attempt> attempts = new ArrayList<>();
        for (Run.OpenHold hold : run.holds()) {
            boolean releasing = run.book().steps().stream()
                    .anyMatch(step -> step.releases().contains(hold.id())
                            && !run.state(step.id()).parts().isEmpty());
            Step owner = run.step(hold.step());
            if (!releasing) {
                done(run, owner, attempts);
                owner.together().forEach(step -> done(run, step, attempts));
            }
        }
        return attempts.stream().distinct().toList();
    }

    private static void done(Run run, Step step, List<Attempt> attempts) {
        if (step.together().isEmpty() && step.action().repeat() == Repeat.SET) {
            run.state(step.id()).parts().values().stream()
                    .filter(part -> part.state() == Part.State.DONE && part.touched())
                    .map(Part::attempt)
                    .filter(attempt -> !attempt.undo())
                    .forEach(attempts::add);
        }
    }

    /** What to tell, if it is not so any more. */
    static Optional<String> changed(Attempt attempt, Performer.Finding finding) {
        return finding.verdict()
                .filter(verdict -> verdict == Verdict.DID_NOT)
                .map(verdict -> "since the run was left, somebody changed what " + attempt.step() + " had done: "
                        + finding.evidence());
    }
}
