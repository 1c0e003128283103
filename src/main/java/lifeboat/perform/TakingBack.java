package lifeboat.perform;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lifeboat.run.Run;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** Several steps of a run while they are being taken back, the latest first. Belongs to the run thread. */
final class TakingBack {
    private final Set<StepId> tried = new HashSet<>();
    private Optional<StepId> downTo = Optional.empty();

    /** From the latest step on, down to that one and with it. */
    void begin(StepId last) {
        downTo = Optional.of(last);
        tried.clear();
    }

    /** No further step has its turn by itself. */
    void end() {
        downTo = Optional.empty();
    }

    /** What takes back the latest of them; empty when that was tried already, or nothing is left, and then for good. */
    Optional<Run.Release> next(Run run) {
        if (downTo.isPresent()) {
            Optional<Step> latest = of(run, downTo.get()).stream().findFirst();
            if (latest.isPresent() && tried.add(latest.get().id())) {
                return latest.map(step -> new Run.Release(step.id(), true));
            }
        }
        end();
        return Optional.empty();
    }

    /** That step and the later ones, as far as they can be taken back, the latest first; those inside of others are not named. */
    static List<Step> of(Run run, StepId downTo) {
        List<Step> steps = run.book().steps();
        int first = steps.indexOf(run.step(downTo));
        return run.undoable().stream()
                .filter(step -> steps.indexOf(step) >= Math.max(0, first))
                .toList();
    }
}
