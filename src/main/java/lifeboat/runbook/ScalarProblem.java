package lifeboat.runbook;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import lifeboat.runbook.Form.Scalar;

/** Why a text is not what its field wants. */
record ScalarProblem(String message, String hint) {
    static final String REGISTER_PATTERN = "[a-z][a-z0-9_]{0,63}([.][a-z][a-z0-9_]{0,63}){0,3}";

    /** What is wrong with the text itself; names of other things are looked up elsewhere. */
    static Optional<ScalarProblem> of(String value, Scalar form, String what) {
        String shown = "`" + what + "` is `" + Characters.visible(shortened(value)) + "`";
        return switch (form.kind()) {
            case TEXT, CONDITION, HOLD, STEP, TARGET -> Optional.empty();
            case SLUG ->
                unless(
                        StepId.isSlug(value),
                        shown,
                        "It must be a name of lower-case letters, digits and hyphens, such as `scale-down-pachd`.");
            case REGISTER ->
                unless(
                        value.matches(REGISTER_PATTERN),
                        shown,
                        "It must be a name of lower-case letters, digits and underscores, such as `recorded.pachd`.");
            case TEMPLATE -> template(value);
            case NUMBER_TEMPLATE ->
                template(value)
                        .or(() -> unless(
                                value.contains("{{") || value.matches("0|[1-9][0-9]{0,8}"),
                                shown,
                                "It must be a whole number or a variable."));
            case BOOLEAN_TEMPLATE ->
                template(value)
                        .or(() -> unless(
                                value.contains("{{") || isBoolean(value),
                                shown,
                                "It must be `true`, `false` or a variable."));
            case BOOLEAN -> unless(isBoolean(value), shown, "Write `true` or `false`.");
            case NUMBER -> number(value, form, shown);
            case DURATION ->
                unless(
                        DurationText.parse(value).isPresent(),
                        shown,
                        "It must be a duration, such as `90s`, `5m`, `2h` or `1h30m`.");
            case PATTERN -> pattern(value);
            case WORD ->
                unless(form.words().contains(value), shown, Nearest.hint(value, form.words(), "It must be one of"));
            case SHAPED -> unless(value.matches(form.pattern()), shown, "It must look like `" + form.example() + "`.");
        };
    }

    private static Optional<ScalarProblem> unless(boolean fine, String message, String hint) {
        return fine ? Optional.empty() : Optional.of(new ScalarProblem(message, hint));
    }

    private static boolean isBoolean(String value) {
        return value.equals("true") || value.equals("false");
    }

    private static Optional<ScalarProblem> number(String value, Scalar form, String shown) {
        boolean fine = value.matches("0|[1-9][0-9]{0,8}")
                && Integer.parseInt(value) >= form.minimum()
                && Integer.parseInt(value) <= form.maximum();
        return unless(fine, shown, "It must be a whole number from " + form.minimum() + " to " + form.maximum() + ".");
    }

    private static Optional<ScalarProblem> template(String value) {
        return new Template(value)
                .malformed()
                .map(part -> new ScalarProblem(
                        "`" + Characters.visible(shortened(part)) + "` is not a variable",
                        "Write {{ name }}, or {{ name == word }} for true or false; there is nothing more."));
    }

    private static Optional<ScalarProblem> pattern(String value) {
        try {
            Pattern.compile(value);
            return Optional.empty();
        } catch (PatternSyntaxException broken) {
            return Optional.of(new ScalarProblem(
                    "not a regular expression: " + broken.getDescription().toLowerCase(java.util.Locale.ROOT),
                    "See position " + (broken.getIndex() + 1) + " of the pattern."));
        } catch (StackOverflowError deep) {
            return Optional.of(new ScalarProblem("not a regular expression: nested too deep", "Make it simpler."));
        }
    }

    private static String shortened(String value) {
        if (value.codePointCount(0, value.length()) <= 60) {
            return value;
        }
        return value.substring(0, value.offsetByCodePoints(0, 50)) + "…";
    }
}
