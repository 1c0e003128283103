package lifeboat.terminal.keys;

import java.util.Optional;

/**
 * Text between the marks of a bracketed paste. A mark that never comes must not swallow what is typed later, and text that
 * comes slowly must not be taken for keys.
 */
final class PastedText {
    /** How many bytes are handed out at the latest. */
    static final int MOST = 1 << 20;

    /** After how much silence what there is is handed out, and after how much the paste is over without its mark. */
    static final int HAND_OUT_TICKS = 10;

    static final int OVER_TICKS = 50;

    private static final String END = "\033[201~";

    private final Bytes bytes = new Bytes();
    private boolean begun;
    private boolean anything;
    private boolean returned;
    private int silence;

    boolean begun() {
        return begun;
    }

    void begin() {
        begun = true;
        anything = false;
        returned = false;
        silence = 0;
    }

    /** Takes a byte; the text if it is complete, or too long to wait for more. */
    Optional<String> take(int next) {
        silence = 0;
        bytes.add(next);
        if (endsWithMark()) {
            begun = false;
            Optional<String> rest = handOut(bytes.size() - END.length());
            // An empty paste is one too, but not what is left of one that was handed out.
            return rest.isPresent() || anything ? rest : Optional.of("");
        }
        return bytes.size() >= MOST && !mayBeCut() ? handOut(bytes.size()) : Optional.empty();
    }

    /** A tenth of a second of silence. */
    Optional<String> tick() {
        silence++;
        if (silence >= OVER_TICKS) {
            begun = false;
            return handOut(bytes.size());
        }
        return silence == HAND_OUT_TICKS && !mayBeCut() ? handOut(bytes.size()) : Optional.empty();
    }

    private Optional<String> handOut(int length) {
        String text = bytes.utf8(length);
        bytes.clear();
        // Terminals send what Enter sends for a line's end.
        String lines = (returned && text.startsWith("\n") ? text.substring(1) : text)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
        returned = text.endsWith("\r");
        anything |= !lines.isEmpty();
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
    }

    private boolean endsWithMark() {
        return endsWith(END.length());
    }

    /** Whether a character, or the mark, may have begun and not ended. */
    private boolean mayBeCut() {
        if (bytes.size() > 0 && bytes.at(bytes.size() - 1) >= 0x80 && bytes.size() < MOST + 4) {
            return true;
        }
        for (int length = 1; length < END.length(); length++) {
            if (endsWith(length)) {
                return true;
            }
        }
        return false;
    }

    private boolean endsWith(int length) {
        if (bytes.size() < length) {
            return false;
        }
        for (int index = 0; index < length; index++) {
            if (bytes.at(bytes.size() - length + index) != END.charAt(index)) {
                return false;
            }
        }
        return true;
    }
}
