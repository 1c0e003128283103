package lifeboat.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines, decodes, masks and bounds them. A carriage return ends a line too, since programs redraw their progress
 * with it. Memory is bounded whatever comes. For one thread.
 */
final class LineCutter {
    /** The longest line that is handed on, in characters. */
    static final int LIMIT = 8192;

    /** What a line that was cut ends with. */
    static final String CUT = " […cut]";

    private final Masker masker;
    private final Consumer<String> lines;
    private final int keep;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private boolean afterReturn;
    private boolean overflow;
    private boolean masked;

    LineCutter(Masker masker, Consumer<String> lines) {
        this.masker = masker;
        this.lines = lines;
        // So much is kept that a secret which begins before the cut is there as a whole and is masked.
        this.keep = (LIMIT + masker.longest()) * 4;
    }

    void feed(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            afterReturn = b == '\r';
            if (b == '\n' || b == '\r') {
                emit();
            } else if (line.size() < keep) {
                line.write(b);
            } else {
                overflow = true;
            }
        }
    }

    /** Hands on a last line that has no end. */
    void finish() {
        if (line.size() > 0) {
            emit();
        }
    }

    /** Whether a secret was found so far. */
    boolean maskedAny() {
        return masked;
    }

    private void emit() {
        String raw = line.toString(StandardCharsets.UTF_8);
        String text = masker.mask(raw);
        masked |= !text.equals(raw);
        if (overflow || text.length() > LIMIT) {
            int end = Math.min(text.length(), LIMIT);
            if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            text = text.substring(0, end) + CUT;
        }
        line.reset();
        overflow = false;
        lines.accept(text);
    }
}
