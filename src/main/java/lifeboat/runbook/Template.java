package lifeboat.runbook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a runbook with variables in double braces, and nothing more: no filters, no code.
 *
 * <p>{@code {{ name }}} stands for the variable's value; {@code {{ name == word }}} and {@code {{ name != word }}} stand
 * for {@code true} or {@code false}.
 *
 * @param text as it stands in the runbook
 */
public record Template(String text) {
    private static final Pattern VARIABLE = Pattern.compile(
            "\\{\\{\\s*([A-Za-z_][A-Za-z0-9_.-]*)\\s*(?:(==|!=)\\s*([A-Za-z0-9_][A-Za-z0-9_.-]*)\\s*)?}}");

    /** Thrown when a variable has no value yet. */
    public static final class UnknownVariable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String variable;

        UnknownVariable(String variable) {
            super("the variable \"" + variable + "\" has no value yet");
            this.variable = variable;
        }

        /** The variable's name, without braces. */
        public String variable() {
            return variable;
        }
    }

    /** The names of the variables, in the order of their first use. */
    public Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /**
     * The text with every variable replaced; a list is joined by commas.
     *
     * @throws UnknownVariable if the scope does not know a variable
     */
    public String resolve(Scope scope) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(out, Matcher.quoteReplacement(String.join(",", valueOf(matcher, scope))));
        }
        return matcher.appendTail(out).toString();
    }

    /**
     * Like {@link #resolve} but keeps a list apart: a template that is nothing but one variable gives that variable's
     * elements, any other gives its one text.
     *
     * @throws UnknownVariable if the scope does not know a variable
     */
    public List<String> resolveList(Scope scope) {
        Matcher whole = VARIABLE.matcher(text.strip());
        if (whole.matches()) {
            return new ArrayList<>(valueOf(whole, scope));
        }
        return List.of(resolve(scope));
    }

    /** Whether every variable is known to the scope. */
    public boolean isKnownIn(Scope scope) {
        return variables().stream().allMatch(name -> scope.lookup(name).isPresent());
    }

    /** What is left of the text when every variable is taken out. */
    String withoutVariables() {
        return VARIABLE.matcher(text).replaceAll("");
    }

    /** The first thing in double braces that is not a variable, if there is one; it would stay in the text as it is. */
    public Optional<String> malformed() {
        String rest = VARIABLE.matcher(text).replaceAll(" ");
        int open = rest.indexOf("{{");
        if (open >= 0) {
            int close = rest.indexOf("}}", open);
            return Optional.of(close < 0 ? rest.substring(open) : rest.substring(open, close + 2));
        }
        return rest.contains("}}") ? Optional.of("}}") : Optional.empty();
    }

    private static List<String> valueOf(Matcher matcher, Scope scope) {
        String name = matcher.group(1);
        List<String> value = scope.lookup(name).orElseThrow(() -> new UnknownVariable(name));
        if (matcher.group(2) == null) {
            return value;
        }
        boolean equal = String.join(",", value).equals(matcher.group(3));
        return List.of(String.valueOf(equal == matcher.group(2).equals("==")));
    }

    @Override
    public String toString() {
        return text;
    }
}
