package lifeboat.screen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.runbook.Given;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.ParameterFilling;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.Scope;
import lifeboat.runbook.Target;

/**
 * The values of a form. What was typed wins over what is known, and that over the defaults, which follow the values above
 * them. Immutable.
 *
 * @param known from options, files, environment and lab; secrets in clear
 * @param typed what the operator gave, by parameter
 */
record FormValues(Runbook book, Map<String, Given> known, Map<String, String> typed) {
    private static final String DEFAULT = "default";
    private static final String OPERATOR = "operator";

    /** One that is asked for, with the value it has now and why that is not accepted. */
    record Field(Parameter parameter, Given given, Optional<String> refusal) {
        String name() {
            return parameter.name();
        }

        boolean isTyped() {
            return given.origin().equals(OPERATOR);
        }

        boolean isDefault() {
            return given.origin().equals(DEFAULT);
        }
    }

    /** Nothing was typed yet. Known defaults are left out, for they may depend on what will be typed. */
    static FormValues of(Runbook book, Map<String, Given> known) {
        Map<String, Given> firm = new LinkedHashMap<>();
        known.forEach((name, given) -> {
            if (!given.origin().equals(DEFAULT)) {
                firm.put(name, given);
            }
        });
        return new FormValues(book, Map.copyOf(firm), Map.of());
    }

    /** A value for every parameter, in the runbook's order. */
    Map<String, Given> all() {
        Map<String, Given> values = new LinkedHashMap<>();
        for (Parameter parameter : book.parameters()) {
            values.put(parameter.name(), given(parameter, ParameterFilling.scope(values)));
        }
        return values;
    }

    /** What is asked for as things stand, in the runbook's order. */
    List<Field> fields() {
        Map<String, Given> values = new LinkedHashMap<>();
        List<Field> fields = new ArrayList<>();
        for (Parameter parameter : book.parameters()) {
            Scope scope = ParameterFilling.scope(values);
            Given given = given(parameter, scope);
            if (applies(parameter, scope)) {
                fields.add(new Field(parameter, given, parameter.refusal(given.value())));
            }
            values.put(parameter.name(), given);
        }
        return List.copyOf(fields);
    }

    /** The values of what stands above a parameter: all that a choice for it can depend on. */
    Map<String, String> above(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, Given> value : all().entrySet()) {
            if (value.getKey().equals(name)) {
                break;
            }
            values.put(value.getKey(), value.getValue().value());
        }
        return values;
    }

    /** With a value that was typed. */
    FormValues with(String name, String text) {
        Map<String, String> more = new LinkedHashMap<>(typed);
        more.put(name, text);
        return new FormValues(book, known, Map.copyOf(more));
    }

    /** With the value that it had before anything was typed. */
    FormValues reset(String name) {
        Map<String, String> less = new LinkedHashMap<>(typed);
        less.remove(name);
        return new FormValues(book, known, Map.copyOf(less));
    }

    /** The pinned targets that a parameter leads to, by name: it says where the run works. */
    List<String> targets(Parameter parameter) {
        if (parameter.isSecret()) {
            return List.of();
        }
        return book.identity().stream()
                .filter(name ->
                        leadsTo(parameter, Optional.ofNullable(book.targets().get(name))))
                .toList();
    }

    private static boolean leadsTo(Parameter parameter, Optional<Target> target) {
        return target.stream().flatMap(there -> there.templates().stream()).anyMatch(template -> template.variables()
                .contains(parameter.name()));
    }

    private static boolean applies(Parameter parameter, Scope scope) {
        return ParameterFilling.applies(parameter, scope).orElse(false);
    }

    private Given given(Parameter parameter, Scope scope) {
        String text = typed.get(parameter.name());
        Given firm = known.get(parameter.name());
        if (text != null && applies(parameter, scope)) {
            return new Given(parameter.isSecret() ? text : text.strip(), OPERATOR);
        }
        return firm != null
                ? firm
                : new Given(ParameterFilling.standard(parameter, scope).orElse(""), DEFAULT);
    }
}
