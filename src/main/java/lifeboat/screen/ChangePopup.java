package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.perform.Wish;
import lifeboat.runbook.Parameter;
import lifeboat.screen.Sheet.Line;

/**
 * Gives a parameter another value.
 *
 * @param parameter which one
 */
record ChangePopup(Parameter parameter, Typing typing) implements FieldPopup {
    /** Its value as it is now stands in the field; a secret's does not. */
    static ChangePopup of(Parameter parameter, RunView view) {
        String now = view.run().parameters().getOrDefault(parameter.name(), "");
        return new ChangePopup(parameter, parameter.isSecret() ? Typing.secret() : Typing.of(now));
    }

    @Override
    public Popup with(Typing other) {
        return new ChangePopup(parameter, other);
    }

    @Override
    public String name() {
        return "A new value";
    }

    @Override
    public String title(RunView view) {
        return "Change " + parameter.name();
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Sheet sheet = new Sheet(columns);
        if (!parameter.help().isBlank()) {
            sheet.prose(0, parameter.help(), Role.PLAIN);
        }
        List<String> choices = choices();
        if (!choices.isEmpty()) {
            sheet.labelled("One of: ", Role.MUTED, String.join(", ", choices), Role.PLAIN);
        }
        String now = view.run().parameters().getOrDefault(parameter.name(), "");
        sheet.labelled("Now: ", Role.MUTED, shown(parameter, now), Role.PLAIN);
        return sheet.lines();
    }

    private List<String> choices() {
        return parameter.type() == Parameter.Type.BOOLEAN ? List.of("true", "false") : parameter.choices();
    }

    /** A value as it may be shown. */
    static String shown(Parameter parameter, String value) {
        if (value.isEmpty()) {
            return "empty";
        }
        return parameter.isSecret() ? "set (not shown)" : value;
    }

    @Override
    public String asks(RunView view) {
        return parameter.question();
    }

    @Override
    public String enter() {
        return "change";
    }

    @Override
    public boolean isOver(RunView view) {
        return view.run().changeObstacle(parameter.name()).isPresent();
    }

    @Override
    public After given(RunView view) {
        String value = parameter.isSecret() ? typing.field().text() : typing.text();
        Optional<String> refusal = parameter.refusal(value);
        return refusal.map(this::wrong)
                .orElseGet(() -> Questions.adding(new Wish.Change(parameter.name(), value), view));
    }
}
