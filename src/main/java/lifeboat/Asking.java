package lifeboat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.line.Answer;
import lifeboat.line.ParameterForm;
import lifeboat.line.Prompt;
import lifeboat.perform.Choices;
import lifeboat.run.Run;
import lifeboat.runbook.Given;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.Runbook;

/** Asks for what options, files, lab and environment did not give. */
record Asking(Wiring wiring, Talking talking) {
    private static final int ROUNDS = 3;

    /**
     * A value for every parameter.
     *
     * @param everything whether what has a default is asked for too, as an operator at a terminal wants it
     */
    Map<String, Given> missing(Runbook book, Map<String, Given> known, boolean everything) throws Complaint {
        Map<String, Given> before = new LinkedHashMap<>(known);
        for (Parameter parameter : book.parameters()) {
            Optional<Given> value = Values.of(parameter, before, wiring.machine());
            boolean settled = value.isPresent()
                    && (!value.get().origin().equals("default")
                            || (!everything && (!value.get().value().isEmpty() || !isNeeded(parameter, before))));
            if (settled) {
                before.putIfAbsent(parameter.name(), value.get());
            } else if (!everything && !isNeeded(parameter, before)) {
                before.putIfAbsent(parameter.name(), new Given("", "default"));
            }
        }
        Choices choices = new OfferedChoices(wiring);
        Optional<Map<String, Given>> filled = new ParameterForm(talking.dialogue(), choices).fill(book, before);
        if (filled.isEmpty()) {
            String needed = book.parameters().stream()
                    .filter(parameter -> isNeeded(parameter, before) && !before.containsKey(parameter.name()))
                    .map(Parameter::name)
                    .collect(Collectors.joining(", "));
            throw Complaint.usage(
                    "parameters are missing" + (needed.isEmpty() ? "" : ": " + needed),
                    "Give them with -p NAME=VALUE, --parameters FILE, or type them when asked. Nothing was done.");
        }
        return filled.get();
    }

    private static boolean isNeeded(Parameter parameter, Map<String, Given> known) {
        return parameter.required() && Values.applies(parameter, known);
    }

    /** The secrets of a run that is resumed: from the lab, the environment, or typed again; each may be typed three times. */
    Map<String, Given> secrets(Runbook book, Run before, Map<String, Given> known) throws Complaint {
        Map<String, String> typed = new LinkedHashMap<>();
        KeptSecrets kept = KeptSecrets.of(wiring, book, before, known, typed);
        for (int round = 0; round < ROUNDS && !kept.missing().isEmpty(); round++) {
            for (String name : kept.missing()) {
                typed.put(name, again(book.parameter(name).orElseThrow()));
            }
            kept = KeptSecrets.of(wiring, book, before, known, typed);
            kept.refused()
                    .forEach(name -> talking.dialogue().print("It is not the one that the run began with: " + name));
        }
        if (!kept.missing().isEmpty()) {
            throw needed(book.parameter(kept.missing().get(0)).orElseThrow());
        }
        return kept.given();
    }

    private String again(Parameter parameter) throws Complaint {
        talking.dialogue().print("A secret is not kept: " + parameter.question());
        Answer answer = talking.dialogue()
                .ask(new Prompt(parameter.name() + " >", List.of(), Prompt.Kind.SECRET, Optional.empty()));
        if (answer instanceof Answer.Text text) {
            return text.text();
        }
        throw needed(parameter);
    }

    private static Complaint needed(Parameter parameter) {
        return Complaint.usage(
                "the secret " + parameter.name() + " is needed to go on",
                "Set " + parameter.environment().orElse("its environment variable") + ", or type it when asked.");
    }
}
