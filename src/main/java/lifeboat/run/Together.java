package lifeboat.run;

import java.util.ArrayList;
import java.util.List;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Step;

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
        // The group as a whole was refused before any of its children was begun.
        return run.state(group.id()).status() == Status.FAILED ? Status.FAILED : Status.WAITING;
    }
}
