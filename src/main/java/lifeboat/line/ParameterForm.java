package lifeboat.line;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lifeboat.perform.Choices;
import lifeboat.runbook.Given;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.Parameter.Type;
import lifeboat.runbook.ParameterFilling;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.Scope;

/** Asks for the parameters of a runbook that nobody gave yet. */
public final class ParameterForm {
    /** What is typed for an empty value where there is a default. */
    static final String EMPTY = "\"\"";

    private static final String IN = "  ";
    private static final int MOST_CHOICES = 20;

    private final Talk talk;
    private final Choices choices;

    /** Asks on that dialogue and offers those choices. */
    public ParameterForm(Dialogue dialogue, Choices choices) {
        this.talk = new Talk(dialogue);
        this.choices = choices;
    }

    /**
     * Asks for every parameter that is not known, or known with a value that it does not accept, in the runbook's order.
     * One whose condition does not hold gets its default, or an empty value, without a question.
     *
     * @return a value for every parameter, in the runbook's order; empty if the operator left
     */
    public Optional<Map<String, Given>> fill(Runbook book, Map<String, Given> known) {
        Map<String, Given> filled = new LinkedHashMap<>();
        for (Parameter parameter : book.parameters()) {
            Map<String, String> values = new LinkedHashMap<>();
            known.forEach((name, given) -> values.put(name, given.value()));
            filled.forEach((name, given) -> values.put(name, given.value()));
            Optional<Given> value = valueOf(parameter, Optional.ofNullable(known.get(parameter.name())), values);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            filled.put(parameter.name(), value.get());
        }
        return Optional.of(filled);
    }

    private Optional<Given> valueOf(Parameter parameter, Optional<Given> known, Map<String, String> values) {
        Scope scope = name -> Optional.ofNullable(values.get(name)).map(List::of);
        Optional<String> standard = ParameterFilling.standard(parameter, scope);
        boolean applies = ParameterFilling.applies(parameter, scope).orElse(false);
        if (known.isPresent()) {
            Optional<String> refusal = applies ? parameter.refusal(known.get().value()) : Optional.empty();
            if (refusal.isEmpty()) {
                return known;
            }
            talk.page().prose("", parameter.name() + " (" + known.get().origin() + "): " + refusal.get() + ".");
        }
        return applies ? ask(parameter, standard, values) : Optional.of(new Given(standard.orElse(""), "default"));
    }

    private Optional<Given> ask(Parameter parameter, Optional<String> standard, Map<String, String> values) {
        Prompt prompt = introduce(parameter, standard, offered(parameter, values));
        String doubted = "";
        boolean interrupted = false;
        while (true) {
            Answer answer = talk.put(prompt);
            if (answer instanceof Answer.End || (answer instanceof Answer.Interrupted && interrupted)) {
                return Optional.empty();
            }
            interrupted = answer instanceof Answer.Interrupted;
            if (answer instanceof Answer.Text text) {
                Given given = given(parameter, text.text(), standard);
                Optional<String> refusal = parameter.refusal(given.value());
                boolean stranger = isStranger(parameter, given, prompt.words());
                if (refusal.isEmpty() && (!stranger || given.value().equals(doubted))) {
                    return Optional.of(given);
                }
                doubted = given.value();
                talk.page()
                        .prose(
                                IN,
                                refusal.map(ParameterForm::sentence)
                                        .orElse(
                                                "It is not among those that were found. Type it again to take it all the same."));
            }
        }
    }

    private static boolean isStranger(Parameter parameter, Given given, List<String> words) {
        return given.origin().equals("operator")
                && parameter.type() != Type.BOOLEAN
                && ParameterFilling.isStranger(given.value(), words);
    }

    private static Given given(Parameter parameter, String typed, Optional<String> standard) {
        if (parameter.isSecret()) {
            return new Given(typed, "operator");
        }
        String text = typed.strip();
        if (text.isEmpty() && standard.isPresent()) {
            return new Given(standard.get(), "default");
        }
        if (text.equals(EMPTY)) {
            return new Given("", "operator");
        }
        return new Given(parameter.type() == Type.BOOLEAN ? truth(text) : text, "operator");
    }

    private static String truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> "true";
            case "no", "false" -> "false";
            default -> text;
        };
    }

    private static String sentence(String refusal) {
        return Character.toUpperCase(refusal.charAt(0)) + refusal.substring(1) + ".";
    }

    private List<String> offered(Parameter parameter, Map<String, String> values) {
        if (parameter.type() == Type.CHOICE) {
            return parameter.choices();
        }
        if (parameter.type() == Type.BOOLEAN) {
            return List.of("yes", "no");
        }
        try {
            return choices.of(parameter, values);
        } catch (Choices.Unavailable unavailable) {
            talk.page().prose("", "Nothing can be offered: " + unavailable.reason() + ".");
            return List.of();
        }
    }

    private Prompt introduce(Parameter parameter, Optional<String> standard, List<String> words) {
        talk.page().line("");
        talk.page().prose("", parameter.question() + (parameter.required() ? " (needed)" : ""));
        if (!parameter.help().isBlank()) {
            talk.page().prose(IN, parameter.help());
        }
        if (!words.isEmpty()) {
            int more = words.size() - MOST_CHOICES;
            String list = String.join(", ", words.subList(0, Math.min(MOST_CHOICES, words.size())));
            talk.page().prose(IN, "One of: " + list + (more > 0 ? " and " + more + " more" : ""));
        }
        if (parameter.isSecret()) {
            Optional<String> none = parameter.required() ? Optional.empty() : Optional.of("");
            return new Prompt(parameter.name() + " >", List.of(), Prompt.Kind.SECRET, none);
        }
        String shown = standard.map(value -> " [" + (value.isEmpty() ? "empty" : value) + "]")
                .orElse("");
        Optional<String> automatic = standard.isPresent() || !parameter.required() ? Optional.of("") : Optional.empty();
        return new Prompt(parameter.name() + shown + " >", words, Prompt.Kind.PLAIN, automatic);
    }
}
