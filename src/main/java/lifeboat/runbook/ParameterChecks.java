package lifeboat.runbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lifeboat.runbook.Value.Entries;
import lifeboat.runbook.Value.Text;

/** Checks the parameters: types, choices and defaults, and that each uses only those above it. */
final class ParameterChecks {
    private final Map<String, Entries> parameters = new LinkedHashMap<>();
    private final Problems problems;

    ParameterChecks(Entries book, Problems problems) {
        this.problems = problems;
        book.entries("parameters").ifPresent(map -> map.values().forEach((name, value) -> {
            if (value instanceof Entries parameter) {
                parameters.put(name, parameter);
            }
        }));
    }

    Set<String> names() {
        return parameters.keySet();
    }

    /** The parameters that must never be shown. */
    Set<String> secrets() {
        return parameters.keySet().stream().filter(this::isSecret).collect(Collectors.toSet());
    }

    /** The accepted values of those that have choices. */
    Map<String, List<String>> choices() {
        Map<String, List<String>> choices = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> choices.put(name, parameter.strings("choices")));
        return choices;
    }

    void check(TextChecks texts) {
        List<String> above = new ArrayList<>();
        Map<String, String> below = new LinkedHashMap<>();
        names().forEach(name -> below.put(name, "`" + name + "` does not stand above; move it up."));
        parameters.forEach((name, parameter) -> {
            Variables known = Variables.none().with(above).because(below);
            parameter.values().forEach((key, value) -> {
                if (isSecret(name) && key.equals("default")) {
                    texts.checkHidden(value, known);
                } else {
                    texts.check(value, known);
                }
            });
            check(name, parameter);
            above.add(name);
        });
    }

    private boolean isSecret(String name) {
        Entries parameter = parameters.get(name);
        return parameter != null && parameter.string("type").equals("secret");
    }

    private void check(String name, Entries parameter) {
        if (name.equals(Variables.ITEM)) {
            problems.add(parameter.place(), "a parameter called `item`", "That is the element of a `foreach`.");
        }
        boolean choice = parameter.string("type").equals("choice");
        if (choice && !parameter.has("choices")) {
            problems.add(parameter.place(), "a `choice` without `choices`", "List the values that are accepted.");
            return;
        }
        if (!choice && parameter.has("choices")) {
            problems.add(parameter.keyPlace("choices"), "`choices` of what is not a `choice`", "Write `type: choice`.");
            return;
        }
        Optional<Text> standard = parameter.text("default");
        if (standard.isEmpty() || !parameter.sound()) {
            return;
        }
        String text = standard.get().text();
        if (isSecret(name) && !new Template(text).withoutVariables().isBlank()) {
            problems.add(
                    standard.get().place(),
                    "a secret in the runbook",
                    "Read it with `from: env:NAME`, or let it be asked.");
        } else if (new Template(text).variables().isEmpty()) {
            RunbookBuilder.parameter(name, parameter, Optional.empty())
                    .refusal(text)
                    .ifPresent(refusal -> problems.add(
                            standard.get().place(), "the default does not fit: " + refusal, "Change it or the type."));
        }
    }
}
