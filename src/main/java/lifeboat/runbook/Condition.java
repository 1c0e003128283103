package lifeboat.runbook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A {@code when}: comparisons of parameters and facts joined by {@code and}, no more.
 *
 * <p>A comparison is {@code name}, {@code not name}, or {@code name OP value} with {@code == != < <= > >=}; order
 * compares dotted numbers as versions. A bare name holds if its value is neither empty nor {@code false}.
 */
public record Condition(String text, List<Comparison> comparisons) {
    private static final Pattern ATOM = Pattern.compile(
            "\\s*(?:(not)\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*(?:(==|!=|<=|>=|<|>)\\s*(\"[^\"]*\"|'[^']*'|[^\\s\"']+))?\\s*");

    /** What is never the name of a variable. */
    private static final Set<String> WORDS = Set.of("and", "or", "not");

    private static final Pattern DIGITS = Pattern.compile("v?([0-9]+).*", Pattern.DOTALL);

    // An "and" between blanks that no quoted value holds.
    private static final Pattern AND = Pattern.compile("\\s+and\\s+(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*+$)");

    /** One comparison; {@code operator} is empty for a bare name. */
    public record Comparison(boolean negated, String variable, String operator, String value) {}

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException with a message for the operator if it is not one
     */
    public static Condition parse(String text) {
        List<Comparison> comparisons = new ArrayList<>();
        for (String part : AND.split(text, -1)) {
            Matcher matcher = ATOM.matcher(part);
            if (!matcher.matches() || WORDS.contains(matcher.group(2))) {
                throw new IllegalArgumentException("not a condition: \"" + part.strip()
                        + "\"; it may be a name, \"not\" a name, or a name compared with a value");
            }
            String operator = matcher.group(3) == null ? "" : matcher.group(3);
            String value = matcher.group(4) == null ? "" : unquote(matcher.group(4));
            if (matcher.group(1) != null && !operator.isEmpty()) {
                throw new IllegalArgumentException("\"not\" goes with a name alone: \"" + part.strip() + "\"");
            }
            comparisons.add(new Comparison(matcher.group(1) != null, matcher.group(2), operator, value));
        }
        return new Condition(text.strip(), List.copyOf(comparisons));
    }

    /** The names of the variables it compares. */
    public Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        comparisons.forEach(comparison -> names.add(comparison.variable()));
        return names;
    }

    /**
     * Whether it holds.
     *
     * @throws Template.UnknownVariable if the scope does not know a variable
     */
    public boolean holds(Scope scope) {
        return comparisons.stream().allMatch(comparison -> holds(comparison, scope));
    }

    /**
     * Why it does not hold: what each comparison that fails wanted, and what there is; empty text when it holds.
     *
     * @throws Template.UnknownVariable if the scope does not know a variable
     */
    public String unmet(Scope scope) {
        return comparisons.stream()
                .filter(comparison -> !holds(comparison, scope))
                .map(comparison -> unmet(comparison, scope))
                .collect(Collectors.joining(", and "));
    }

    private static String unmet(Comparison comparison, Scope scope) {
        String value = String.join(",", scope.lookup(comparison.variable()).orElse(List.of()));
        String is = comparison.variable() + " is " + (value.isEmpty() ? "empty" : value);
        String wanted = comparison.value().isEmpty() ? "empty" : comparison.value();
        return switch (comparison.operator()) {
            case "", "!=" -> is;
            case "==" -> is + ", not " + wanted;
            default -> is + ", not " + comparison.operator() + " " + wanted;
        };
    }

    private static boolean holds(Comparison comparison, Scope scope) {
        List<String> values = scope.lookup(comparison.variable())
                .orElseThrow(() -> new Template.UnknownVariable(comparison.variable()));
        String value = String.join(",", values);
        return switch (comparison.operator()) {
            case "" -> comparison.negated() == (value.isEmpty() || value.equals("false"));
            case "==" -> value.equals(comparison.value());
            case "!=" -> !value.equals(comparison.value());
            case "<" -> compare(value, comparison.value()) < 0;
            case "<=" -> compare(value, comparison.value()) <= 0;
            case ">" -> compare(value, comparison.value()) > 0;
            default -> compare(value, comparison.value()) >= 0;
        };
    }

    /** Compares as versions do: {@code 2.10} is more than {@code 2.9}, and {@code 2.12.0-rc.2} less than its release. */
    private static int compare(String left, String right) {
        String[] ours = left.split("-", 2);
        String[] theirs = right.split("-", 2);
        int difference = compareNumbers(ours[0], theirs[0]);
        if (difference != 0 || ours.length != theirs.length) {
            return difference != 0 ? difference : theirs.length - ours.length;
        }
        return ours.length == 1 ? 0 : compareNumbers(ours[1], theirs[1]);
    }

    private static int compareNumbers(String left, String right) {
        String[] ours = left.split("[.-]", -1);
        String[] theirs = right.split("[.-]", -1);
        for (int position = 0; position < Math.max(ours.length, theirs.length); position++) {
            int difference = Long.compare(number(ours, position), number(theirs, position));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static long number(String[] parts, int position) {
        if (position >= parts.length) {
            return 0;
        }
        Matcher digits = DIGITS.matcher(parts[position]);
        if (!digits.matches()) {
            return 0;
        }
        return digits.group(1).length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits.group(1));
    }

    private static String unquote(String text) {
        boolean quoted = text.length() >= 2 && (text.startsWith("\"") || text.startsWith("'"));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    @Override
    public String toString() {
        return text;
    }
}
