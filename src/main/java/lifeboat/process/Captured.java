package lifeboat.process;

import java.util.List;

/**
 * What a short program said.
 *
 * @param exit how it ended
 * @param out the lines of standard output, masked
 * @param err the lines of standard error, masked
 * @param truncated whether there was more output than the limit and the rest was dropped
 */
public record Captured(Exit exit, List<String> out, List<String> err, boolean truncated) {
    /** Copies the lists. */
    public Captured {
        out = List.copyOf(out);
        err = List.copyOf(err);
    }

    /** Standard output as one text, lines joined by a newline, none at the end. */
    public String text() {
        return String.join("\n", out);
    }
}
