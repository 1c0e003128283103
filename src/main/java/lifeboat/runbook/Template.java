package lifeboat.runbook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a runbook with variables in double braces, and nothing more: no filters, no code.
 *
 * @param text as it stands in the runbook
 */
public record Template(String text) {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_.-]*)\\s*}}");

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
            matcher.appendReplacement(
                    out, Matcher.quoteReplacement(String.join(",", valueOf(matcher.group(1), scope))));
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
            return new ArrayList<>(valueOf(whole.group(1), scope));
        }
        return List.of(resolve(scope));
    }

    /** Whether every variable is known to the scope. */
    public boolean isKnownIn(Scope scope) {
        return variables().stream().allMatch(name -> scope.lookup(name).isPresent());
    }

    private static List<String> valueOf(String name, Scope scope) {
        return scope.lookup(name).orElseThrow(() -> new UnknownVariable(name));
    }

    @Override
    public String toString() {
        return text;
    }
}
