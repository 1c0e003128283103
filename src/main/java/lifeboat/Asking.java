package lifeboat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.journal.JournalException;
import lifeboat.journal.SecretDigest;
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

    /** The secrets of a run that is resumed: from the lab, the environment, or typed again. */
    Map<String, Given> secrets(Runbook book, Run before, Map<String, Given> known) throws Complaint {
        Map<String, Given> secrets = new LinkedHashMap<>(known);
        for (Parameter parameter : book.parameters()) {
            String kept = before.parameters().getOrDefault(parameter.name(), "");
            if (!parameter.isSecret() || secrets.containsKey(parameter.name())) {
                continue;
            }
            if (kept.isEmpty()) {
                secrets.put(parameter.name(), new Given("", "default"));
            } else {
                secrets.put(parameter.name(), again(parameter, kept));
            }
        }
        return secrets;
    }

    private Given again(Parameter parameter, String kept) throws Complaint {
        Optional<String> environment = parameter.environment().flatMap(wiring.machine()::variable);
        if (environment.isPresent()) {
            return new Given(environment.get(), "environment");
        }
        SecretDigest digest;
        try {
            digest = wiring.state().secretDigest();
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
        for (int attempt = 0; attempt < 3; attempt++) {
            talking.dialogue().print("A secret is not kept: " + parameter.question());
            Answer answer = talking.dialogue()
                    .ask(new Prompt(
                            parameter.name() + " >", java.util.List.of(), Prompt.Kind.SECRET, Optional.empty()));
            if (!(answer instanceof Answer.Text text)) {
                break;
            }
            if (digest.of(text.text()).equals(kept)) {
                return new Given(text.text(), "operator");
            }
            talking.dialogue().print("It is not the one that the run began with.");
        }
        throw Complaint.usage(
                "the secret " + parameter.name() + " is needed to go on",
                "Set " + parameter.environment().orElse("its environment variable") + ", or type it when asked.");
    }
}
