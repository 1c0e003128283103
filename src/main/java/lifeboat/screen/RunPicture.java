package lifeboat.screen;

import java.util.Optional;
import lifeboat.perform.Question;
import lifeboat.runbook.Step;
import lifeboat.screen.Layout.Area;
import lifeboat.screen.Layout.Part;

/** Draws the run screen: header, panes with their titles, the lines between them, and what stands over them. */
record RunPicture(RunScene scene) {
    void draw(Canvas canvas) {
        RunView view = scene.view();
        Layout layout = scene.layout(canvas.columns(), canvas.rows());
        new Header(view, asks(layout)).draw(canvas);
        layout.draw(canvas);
        Part front = layout.areas().containsKey(scene.focus()) ? scene.focus() : Part.STEP;
        for (Part part : layout.parts()) {
            Pane pane = scene.panes().of(part);
            title(canvas, layout, part, part == front);
            pane.draw(layout.inside(part).of(canvas), view, part == front);
        }
        scene.popup().ifPresent(shown -> shown.draw(canvas, view));
    }

    /** What is asked while it is not on the screen; empty while it is. */
    private String asks(Layout layout) {
        RunView view = scene.view();
        Question question = view.question();
        boolean asked = !(question instanceof Question.Busy || question instanceof Question.Over);
        boolean there =
                scene.panes().step().looked().isEmpty() && layout.areas().containsKey(Part.STEP);
        boolean waits =
                asked && !there && scene.popup().isEmpty() && !view.frame().readOnly();
        return waits ? scene.panes().step().looking(Optional.empty()).title(view) : "";
    }

    /** The name of a pane above it, or only the sign of the one that has the keys where the name stands in it. */
    private void title(Canvas canvas, Layout layout, Part part, boolean focused) {
        Area area = layout.areas().getOrDefault(part, layout.inside(part));
        Role role = focused ? Role.FOCUS : Role.TITLE;
        int margin = area.column() > 0 ? 1 : 0;
        if (focused) {
            canvas.part(area.column() + margin, area.row(), 1, 1).text(0, 0, "▸", role);
        }
        if (layout.inside(part).row() == area.row()) {
            return;
        }
        String title = scene.panes().of(part).title(scene.view());
        boolean under = part == Part.OUTPUT
                && layout.areas().containsKey(Part.STEP)
                && layout.areas().getOrDefault(Part.STEP, area).row() < area.row();
        if (under) {
            canvas.part(area.column() + margin + 1, area.row(), area.wide(), 1).across(0, Role.BORDER);
            canvas.text(area.column(), area.row(), "├", Role.BORDER);
            title += " ";
        }
        Canvas row = canvas.part(area.column() + margin + 1, area.row(), area.wide() - margin - 2, 1);
        int room = row.columns();
        if (part == Part.STEP) {
            Step step = scene.view().run().step(scene.panes().step().shown(scene.view()));
            Sheet.Piece strength = StepText.strength(step);
            row.right(room, 0, strength.text(), strength.role());
            room -= strength.text().length() + 2;
        }
        row.fitted(0, 0, room, title, role);
    }
}
