package lifeboat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lifeboat.runbook.Given;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.ParameterFilling;
import lifeboat.runbook.Runbook;

/** Fills in what options, file and lab did not give: from the environment, then from the defaults. */
final class Values {
    private Values() {}

    /** The value that a parameter has without asking anybody; nothing if it has none. */
    static Optional<Given> of(Parameter parameter, Map<String, Given> known, Machine machine) {
        Given given = known.get(parameter.name());
        if (given != null) {
            return Optional.of(given);
        }
        if (!applies(parameter, known)) {
            return Optional.of(new Given(byDefault(parameter, known).orElse(""), "default"));
        }
        Optional<Given> environment =
                parameter.environment().flatMap(machine::variable).map(value -> new Given(value, "environment"));
        if (environment.isPresent()) {
            return environment;
        }
        return byDefault(parameter, known).map(value -> new Given(value, "default"));
    }

    /** Whether it is to be asked for at all. */
    static boolean applies(Parameter parameter, Map<String, Given> known) {
        return ParameterFilling.applies(parameter, ParameterFilling.scope(known))
                .orElse(true);
    }

    private static Optional<String> byDefault(Parameter parameter, Map<String, Given> known) {
        return ParameterFilling.standard(parameter, ParameterFilling.scope(known));
    }

    /** Every parameter with its value; one without any has the empty text. */
    static Map<String, Given> complete(Runbook book, Map<String, Given> known, Machine machine) {
        Map<String, Given> all = new LinkedHashMap<>();
        for (Parameter parameter : book.parameters()) {
            Given given = known.get(parameter.name());
            all.put(
                    parameter.name(),
                    given != null
                            ? given
                            : of(parameter, merged(known, all), machine).orElse(new Given("", "default")));
        }
        return all;
    }

    private static Map<String, Given> merged(Map<String, Given> known, Map<String, Given> all) {
        Map<String, Given> merged = new LinkedHashMap<>(all);
        merged.putAll(known);
        return merged;
    }
}
