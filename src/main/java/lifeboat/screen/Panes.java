package lifeboat.screen;

import java.util.Locale;
import java.util.Optional;
import lifeboat.runbook.StepId;
import lifeboat.screen.Layout.Part;

/**
 * The panes of the run screen.
 *
 * @param pods empty if the runbook watches none
 */
record Panes(
        StepsPane steps, StepPane step, OutputPane output, Optional<PodsPane> pods, HoldsPane holds, AuditPane audit) {
    /** As they are when a run is opened. */
    static Panes of(RunView view) {
        return new Panes(
                StepsPane.first(),
                StepPane.first(),
                OutputPane.first(),
                view.run().book().watch().isEmpty() ? Optional.empty() : Optional.of(PodsPane.fresh()),
                HoldsPane.first(),
                AuditPane.first());
    }

    Pane of(Part part) {
        return switch (part) {
            case STEPS -> steps;
            case STEP -> step;
            case OUTPUT -> output;
            case PODS -> pods.isPresent() ? pods.get() : step;
            case HOLDS -> holds;
            case AUDIT -> audit;
        };
    }

    Panes with(Part part, Pane pane) {
        return new Panes(
                part == Part.STEPS ? (StepsPane) pane : steps,
                part == Part.STEP ? (StepPane) pane : step,
                part == Part.OUTPUT ? (OutputPane) pane : output,
                part == Part.PODS ? Optional.of((PodsPane) pane) : pods,
                part == Part.HOLDS ? (HoldsPane) pane : holds,
                part == Part.AUDIT ? (AuditPane) pane : audit);
    }

    /** What a pane is called in the name of a file. */
    static String name(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    /** With the step and the output of another step, or again of the one that the run is at. */
    Panes looking(Optional<StepId> other, boolean home) {
        return new Panes(home ? steps.home() : steps, step.looking(other), output.looking(other), pods, holds, audit);
    }

    /** As they were just shown. */
    Panes drawn(Layout layout, RunView view) {
        boolean seen = layout.areas().containsKey(Part.STEP);
        return seen ? with(Part.STEP, step.drawn(view, layout.inside(Part.STEP).high())) : this;
    }

    /** As wide as the layout has them, and the list of steps where the run is. */
    Panes within(Layout layout, RunView view) {
        return new Panes(
                steps.within(view, layout.inside(Part.STEPS).high()),
                step.wide(layout.inside(Part.STEP).wide()),
                output.wide(layout.inside(Part.OUTPUT).wide()),
                pods.map(pane -> pane.within(view, layout.inside(Part.PODS).high())),
                holds.wide(layout.inside(Part.HOLDS).wide()),
                audit);
    }
}
