package lifeboat.runbook;

import java.util.Comparator;

/**
 * One thing that is wrong with a runbook.
 *
 * @param file the name that the loader was given
 * @param line 1-based
 * @param column 1-based, in characters
 * @param message what is wrong, in lower case
 * @param hint what would be right, as a sentence; empty if there is nothing to add
 */
public record Problem(String file, int line, int column, String message, String hint) implements Comparable<Problem> {
    private static final Comparator<Problem> IN_FILE_ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::message)
            .thenComparing(Problem::hint);

    @Override
    public int compareTo(Problem other) {
        return IN_FILE_ORDER.compare(this, other);
    }

    /** {@code file:line:column: message; hint}, as compilers write it. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message + (hint.isEmpty() ? "" : "; " + hint);
    }
}
