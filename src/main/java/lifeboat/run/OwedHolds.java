package lifeboat.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Step;

/**
 * What a run's holds should be by what its steps did. Events of one decision reach the disk together, but the power can go
 * between two lines: then an action has ended and its hold is not yet open, or not yet released.
 */
final class OwedHolds {
    private final Run run;

    private OwedHolds(Run run) {
        this.run = run;
    }

    static List<RunEvent> of(Run run) {
        OwedHolds owed = new OwedHolds(run);
        List<RunEvent> events = new ArrayList<>();
        owed.releases(events);
        owed.openings(events);
        return List.copyOf(events);
    }

    /** The holds that a step had released before it was taken back, opened again by what still holds them. */
    static List<RunEvent> reopened(Run run, Step takenBack) {
        List<RunEvent> events = new ArrayList<>();
        new OwedHolds(run).openings(events);
        events.removeIf(event -> !(event instanceof RunEvent.HoldOpened opened)
                || !takenBack.releases().contains(opened.hold()));
        return events;
    }

    private void releases(List<RunEvent> events) {
        for (Run.OpenHold open : run.holds()) {
            // A step that had released it is owed again when it is opened again, so a done one stands for this opening.
            run.book().steps().stream()
                    .filter(step -> step.releases().contains(open.id()) && run.status(step) == Status.DONE)
                    .findFirst()
                    .map(Step::id)
                    .or(() -> takenBack(open) ? Optional.of(open.step()) : Optional.empty())
                    .ifPresent(step -> events.add(new RunEvent.HoldReleased(open.id(), step)));
        }
    }

    private void openings(List<RunEvent> events) {
        Set<String> opened = new LinkedHashSet<>();
        steps().forEach(step -> {
            for (String hold : step.holds()) {
                boolean released = run.book().steps().stream().anyMatch(other -> releasedBy(other, hold));
                if (holds(step, hold) && !run.isHeld(hold) && !released && opened.add(hold)) {
                    events.add(new RunEvent.HoldOpened(hold, step.id()));
                }
            }
        });
    }

    /** Whether its step was undone, and no other step holds it. */
    private boolean takenBack(Run.OpenHold open) {
        StepState opener = run.state(open.step());
        return opener.status() == Status.WAITING
                && opener.attempts() > 1
                && steps().noneMatch(step -> holds(step, open.id()));
    }

    private boolean releasedBy(Step step, String hold) {
        boolean releases = step.releases().contains(hold)
                || step.together().stream().anyMatch(child -> child.releases().contains(hold));
        return releases && run.status(step) == Status.DONE;
    }

    private boolean holds(Step step, String hold) {
        return step.holds().contains(hold) && run.state(step.id()).touched();
    }

    private Stream<Step> steps() {
        return run.book().steps().stream()
                .flatMap(step -> step.together().isEmpty() ? Stream.of(step) : step.together().stream());
    }
}
