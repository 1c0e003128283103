package lifeboat.terminal;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Whether a terminal can show the full screen; if not, why, as a sentence for the operator. */
public final class Capability {
    /** The least that it takes. */
    public static final Size SMALLEST = new Size(60, 15);

    private Capability() {}

    /**
     * Why the full screen cannot be shown, as far as the surroundings tell; empty if it may be.
     *
     * @param environment {@code TERM} and {@code LIFEBOAT_LINE} are read
     * @param in whether standard input is a terminal
     * @param out whether standard output is one
     */
    public static Optional<String> missing(Map<String, String> environment, boolean in, boolean out) {
        String term = environment.getOrDefault("TERM", "");
        if (!environment.getOrDefault("LIFEBOAT_LINE", "").isEmpty()) {
            return Optional.of("LIFEBOAT_LINE is set.");
        }
        if (!in || !out) {
            return Optional.of(in ? "Standard output is not a terminal." : "Standard input is not a terminal.");
        }
        if (term.isEmpty()) {
            return Optional.of("TERM is not set, so nobody knows what this terminal can show.");
        }
        if (term.equals("dumb") || term.startsWith("dumb-")) {
            return Optional.of("TERM is " + term + ": this terminal can only show lines.");
        }
        return Optional.empty();
    }

    /** Why a terminal of this size is too small; empty if it is not. */
    public static Optional<String> missing(Size size) {
        return size.columns() >= SMALLEST.columns() && size.rows() >= SMALLEST.rows()
                ? Optional.empty()
                : Optional.of("This terminal has " + size.columns() + "x" + size.rows()
                        + " characters; it takes at least " + SMALLEST.columns() + "x" + SMALLEST.rows() + ".");
    }

    /** Why {@link OperatorTerminal#find} failed. */
    public static String missing(IOException failed) {
        return "This terminal cannot be opened: " + failed.getMessage() + ".";
    }
}
