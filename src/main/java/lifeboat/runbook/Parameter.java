package lifeboat.runbook;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value that a runbook asks for before it starts.
 *
 * @param name letters, digits and underscores
 * @param type what values are accepted, and which choices can be offered
 * @param ask the question in the operator's words; empty means the name is good enough
 * @param help one or two sentences shown beside the question
 * @param defaultValue used when nothing else gives a value; may use parameters that stand above this one
 * @param required whether an empty value is refused
 * @param choices the only accepted values of a {@link Type#CHOICE}; empty otherwise
 * @param pattern a whole-value pattern, if there is one
 * @param environment the environment variable to read when nothing else gives a value ({@code from: env:NAME})
 * @param when asked only if this holds; otherwise the default, or empty
 */
public record Parameter(
        String name,
        Type type,
        String ask,
        String help,
        Optional<Template> defaultValue,
        boolean required,
        List<String> choices,
        Optional<Pattern> pattern,
        Optional<String> environment,
        Optional<Condition> when) {

    /** The types of parameters. */
    public enum Type {
        STRING,
        NUMBER,
        BOOLEAN,
        CHOICE,
        PATH,
        HOST,
        PORT,
        URL,
        DURATION,
        /** Typed masked, kept as an HMAC in the journal, never shown. */
        SECRET,
        /** A context of the kubeconfig; its contexts are offered. */
        CONTEXT,
        /** A namespace of the cluster; its namespaces are offered. */
        NAMESPACE,
        /** A context of pachctl; its contexts are offered. */
        PACHCTL_CONTEXT,
        /** A bucket; the store's buckets are offered. */
        BUCKET
    }

    /**
     * Why a value is not accepted, in lower case and without the value itself, so that it may be shown for a secret too.
     *
     * @return empty if the value is fine; an empty value is fine unless the parameter is required
     */
    public Optional<String> refusal(String value) {
        if (value.isEmpty()) {
            return required ? Optional.of("a value is needed") : Optional.empty();
        }
        return ParameterValue.refusal(type, choices, value)
                .or(() -> pattern.filter(shape -> !shape.matcher(value).matches())
                        .map(shape -> "it must look like " + shape.pattern()));
    }

    /** Whether the value must never be shown. */
    public boolean isSecret() {
        return type == Type.SECRET;
    }

    /** The question to put to the operator. */
    public String question() {
        return ask.isEmpty() ? name : ask;
    }
}
