package lifeboat.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** What steps with several units have in common: {@code foreach} and {@code together}. */
final class Together {
    private Together() {}

    static List<Unit> units(Run run, Step step) {
        List<Unit> units = new ArrayList<>();
        if (!step.together().isEmpty()) {
            for (Step child : step.together()) {
                if (run.applies(child).orElse(true)) {
                    units.add(new Unit(child.id(), ""));
                }
            }
            return units;
        }
        if (step.forEach().isEmpty()) {
            return List.of(new Unit(step.id(), ""));
        }
        for (String item : step.forEach().get().resolveList(run.scope())) {
            if (!item.isEmpty()) {
                units.add(new Unit(step.id(), item));
            }
        }
        return units;
    }

    /** The group that a step is a child of, if it is one. */
    static Optional<Step> group(Run run, StepId child) {
        return run.book().steps().stream()
                .filter(step ->
                        step.together().stream().anyMatch(one -> one.id().equals(child)))
                .findFirst();
    }

    /** The worst of its children, in the order in which an operator has to care. */
    static Status status(Run run, Step group) {
        if (run.state(group.id()).status().isOver()) {
            return run.state(group.id()).status();
        }
        List<Status> children = new ArrayList<>();
        for (Step child : group.together()) {
            if (run.applies(child).orElse(true)) {
                children.add(run.state(child.id()).status());
            }
        }
        for (Status status : List.of(Status.IN_DOUBT, Status.UNDOING, Status.RUNNING, Status.CHECKING, Status.FAILED)) {
            if (children.contains(status)) {
                return status;
            }
        }
        if (children.stream().allMatch(Status::isOver)) {
            return Status.DONE;
        }
        // Its own says whether it was refused as a whole, or goes on with children that had to wait for others.
        Status own = run.state(group.id()).status();
        return own == Status.FAILED || own == Status.RUNNING ? own : Status.WAITING;
    }
}
