package lifeboat.screen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.ParameterFilling;

/**
 * What was found to choose from, by parameter. Immutable.
 *
 * @param found the answers so far
 * @param asked what was known when each was asked for last
 */
record Offers(Map<String, Message.Offered> found, Map<String, Map<String, String>> asked) {
    static Offers none() {
        return new Offers(Map.of(), Map.of());
    }

    /** Whether something can be looked up for a parameter; what is fixed in the runbook is not. */
    static boolean areFor(Parameter parameter) {
        return switch (parameter.type()) {
            case CONTEXT, NAMESPACE, PACHCTL_CONTEXT, BUCKET -> true;
            default -> false;
        };
    }

    /** Whether it has to be looked up, because it never was, or other values point elsewhere since. */
    boolean need(Parameter parameter, Map<String, String> above) {
        return areFor(parameter) && !above.equals(asked.get(parameter.name()));
    }

    /** It is being looked up; what was found before may be wrong now. */
    Offers asking(Parameter parameter, Map<String, String> above) {
        Map<String, Message.Offered> rest = new LinkedHashMap<>(found);
        rest.remove(parameter.name());
        Map<String, Map<String, String>> more = new LinkedHashMap<>(asked);
        more.put(parameter.name(), Map.copyOf(above));
        return new Offers(Map.copyOf(rest), Map.copyOf(more));
    }

    Offers with(Message.Offered answer) {
        Map<String, Message.Offered> more = new LinkedHashMap<>(found);
        more.put(answer.parameter(), answer);
        return new Offers(Map.copyOf(more), asked);
    }

    /** The values that can be chosen now; nothing if they are not known. */
    List<String> choices(Parameter parameter) {
        return switch (parameter.type()) {
            case CHOICE -> parameter.choices();
            case BOOLEAN -> List.of("true", "false");
            default ->
                Optional.ofNullable(found.get(parameter.name()))
                        .map(Message.Offered::choices)
                        .orElse(List.of());
        };
    }

    /** One sentence on how the looking went; empty if there is nothing to say. */
    String status(Parameter parameter) {
        if (!areFor(parameter) || !asked.containsKey(parameter.name())) {
            return "";
        }
        Message.Offered answer = found.get(parameter.name());
        if (answer == null) {
            return "Looking for what is there…";
        }
        return answer.trouble()
                .map(why -> "Nothing can be offered: " + why + ". It can be typed all the same.")
                .orElse(answer.choices().isEmpty() ? "Nothing was found to choose from." : "");
    }

    /** Whether what was typed is not among what was found. */
    boolean isStranger(FormValues.Field field) {
        return field.isTyped()
                && areFor(field.parameter())
                && ParameterFilling.isStranger(field.given().value(), choices(field.parameter()));
    }
}
