package lifeboat.line;

import java.util.List;
import java.util.Optional;

/**
 * A question put to the operator.
 *
 * @param text what stands before the cursor, without the space at its end
 * @param words what can be completed
 * @param kind how the answer is treated
 * @param automatic what is answered when nobody is there to be asked; empty if only a person can answer
 */
public record Prompt(String text, List<String> words, Kind kind, Optional<String> automatic) {
    /** How an answer is treated. */
    public enum Kind {
        /** Kept in the history; may be pasted. */
        PLAIN,
        /** Decides something: not kept, and worth nothing when pasted or typed too early. */
        DECISION,
        /** Never shown, never kept. */
        SECRET
    }
}
