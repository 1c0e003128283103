package lifeboat.screen;

import java.util.List;
import lifeboat.runbook.Parameter;
import lifeboat.screen.Sheet.Line;

/** Which parameter shall get another value. */
record ParameterMenu(Picking picking) implements MenuPopup {
    static ParameterMenu open() {
        return new ParameterMenu(Picking.on(0));
    }

    @Override
    public Popup with(Picking other) {
        return new ParameterMenu(other);
    }

    @Override
    public String name() {
        return "A new value";
    }

    @Override
    public String title(RunView view) {
        return "Change which parameter?";
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        return new Sheet(columns)
                .prose(
                        0,
                        "The new value holds from the next try on. It goes into the audit; a secret's does not.",
                        Role.MUTED)
                .lines();
    }

    @Override
    public List<Pick> picks(RunView view) {
        return view.run().book().parameters().stream()
                .map(parameter -> new Pick(
                        parameter.name(),
                        ChangePopup.shown(parameter, view.run().parameters().getOrDefault(parameter.name(), "")),
                        view.run().changeObstacle(parameter.name())))
                .toList();
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        List<Parameter> parameters = view.run().book().parameters();
        return parameters.isEmpty() ? After.close() : After.stay(ChangePopup.of(parameters.get(pick), view));
    }
}
