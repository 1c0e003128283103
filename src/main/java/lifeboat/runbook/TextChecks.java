package lifeboat.runbook;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lifeboat.runbook.Form.Kind;
import lifeboat.runbook.Value.Entries;
import lifeboat.runbook.Value.Items;
import lifeboat.runbook.Value.Text;

/** Checks the variables, conditions and names in texts against what the runbook defines. */
final class TextChecks {
    private final Problems problems;
    private final Set<String> secrets;
    private final Map<String, List<String>> choices;

    /**
     * @param secrets the parameters whose values must never be shown
     * @param choices the values of the parameters that have choices
     */
    TextChecks(Problems problems, Set<String> secrets, Map<String, List<String>> choices) {
        this.problems = problems;
        this.secrets = secrets;
        this.choices = choices;
    }

    /** Calls with every single value inside a value. */
    static void each(Value value, Consumer<Text> visit) {
        if (value instanceof Text text) {
            visit.accept(text);
        } else if (value instanceof Items items) {
            items.values().forEach(element -> each(element, visit));
        } else if (value instanceof Entries entries) {
            entries.values().values().forEach(element -> each(element, visit));
        }
    }

    /** Every text in the value may use these variables, and no secret. */
    void check(Value value, Variables known) {
        each(value, text -> check(text, known, false));
    }

    /** Every text in the value may use these variables; what is made of it is never shown. */
    void checkHidden(Value value, Variables known) {
        each(value, text -> check(text, known, true));
    }

    /** A name must be one of those. */
    void checkName(Text text, Collection<String> names, String what) {
        if (!names.contains(text.text())) {
            problems.add(
                    text.place(),
                    "there is no " + what + " `" + Characters.visible(text.text()) + "`",
                    names.isEmpty() ? "The runbook defines none." : Nearest.hint(text.text(), names, "There are"));
        }
    }

    private void check(Text text, Variables known, boolean hidden) {
        if (!text.sound()) {
            return;
        }
        if (text.form().kind().isTemplate()) {
            for (String variable : new Template(text.text()).variables()) {
                check(variable, text, known, hidden);
            }
        } else if (text.form().kind() == Kind.CONDITION) {
            checkCondition(text, known);
        } else if (text.form().kind() == Kind.TEXT && text.text().contains("{{")) {
            problems.add(text.place().of("{{"), "a variable in a plain text", "It would stay as it is; leave it out.");
        }
    }

    private void check(String variable, Text text, Variables known, boolean hidden) {
        if (!known.knows(variable)) {
            problems.add(
                    text.place().of(variable),
                    "the variable `" + variable + "` is not known here",
                    known.hint(variable));
        } else if (secrets.contains(variable) && !hidden) {
            problems.add(
                    text.place().of(variable),
                    "the secret `" + variable + "` would be shown here",
                    "Secrets may stand in `targets` and in the `environment` of a program only.");
        }
    }

    private void checkCondition(Text text, Variables known) {
        Condition condition;
        try {
            condition = Condition.parse(text.text());
        } catch (IllegalArgumentException broken) {
            problems.add(
                    text.place(),
                    Optional.ofNullable(broken.getMessage()).orElse("not a condition"),
                    "Write `name`, `not name` or `name == word`, joined by `and`; there is no more.");
            return;
        }
        for (Condition.Comparison comparison : condition.comparisons()) {
            check(comparison.variable(), text, known, false);
            List<String> possible = choices.getOrDefault(comparison.variable(), List.of());
            if (!comparison.operator().isEmpty() && !possible.isEmpty() && !possible.contains(comparison.value())) {
                problems.add(
                        text.place().of(comparison.value()),
                        "`" + comparison.variable() + "` is never `" + Characters.visible(comparison.value()) + "`",
                        Nearest.hint(comparison.value(), possible, "It is one of"));
            }
        }
    }
}
