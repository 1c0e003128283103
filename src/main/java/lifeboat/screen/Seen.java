package lifeboat.screen;

import java.util.Optional;
import lifeboat.terminal.Size;

/**
 * When a popup was on the terminal for the first time, and how large that is now.
 *
 * @param first nanoseconds, on the clock of the keys; empty while it was not
 * @param size the terminal's, with the footer's row
 */
record Seen(Optional<Long> first, Size size) {
    /** Not seen yet. */
    static Seen notYet() {
        return new Seen(Optional.empty(), Size.USUAL);
    }

    Seen after(Message message) {
        return message instanceof Message.Drawn drawn
                ? new Seen(first.or(() -> Optional.of(drawn.nanos())), drawn.size())
                : this;
    }

    /** Whether a key that was pressed then may answer what the popup asks. */
    boolean mayAnswer(long nanos) {
        return first.isPresent() && nanos - first.get() >= RunView.TOO_SOON_NANOS;
    }

    /** Its columns. */
    int columns() {
        return size.columns();
    }

    /** Its rows without the footer. */
    int rows() {
        return size.rows() - 1;
    }
}
