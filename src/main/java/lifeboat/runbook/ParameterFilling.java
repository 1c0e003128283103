package lifeboat.runbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked, and what a parameter comes to by itself, while values are given one after the other. */
public final class ParameterFilling {
    private ParameterFilling() {}

    /** The values known so far, as variables. */
    public static Scope scope(Map<String, Given> known) {
        return name -> Optional.ofNullable(known.get(name)).map(given -> List.of(given.value()));
    }

    /** Whether a parameter is to be asked for at all; empty while that cannot be known. */
    public static Optional<Boolean> applies(Parameter parameter, Scope scope) {
        try {
            return Optional.of(
                    parameter.when().map(condition -> condition.holds(scope)).orElse(true));
        } catch (Template.UnknownVariable unknown) {
            return Optional.empty();
        }
    }

    /** Its default with what is known so far; empty if it has none, or while that cannot be known. */
    public static Optional<String> standard(Parameter parameter, Scope scope) {
        return parameter
                .defaultValue()
                .filter(template -> template.isKnownIn(scope))
                .map(template -> template.resolve(scope));
    }

    /**
     * Whether a value that was typed deserves a second look, because it is not among those that were found.
     *
     * @param offered what was found; nothing if nothing could be looked up
     */
    public static boolean isStranger(String value, List<String> offered) {
        return !value.isEmpty() && !offered.isEmpty() && !offered.contains(value);
    }
}
