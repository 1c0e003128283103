package lifeboat.terminal.keys;

/**
 * Text that a terminal sends and nobody typed: the answer to a question about colours, or about what it can do. It is bounded
 * by marks and may come long after the question, which another program may have asked. None of it is a key.
 */
final class SentText {
    /** After how much silence it is over without its mark, so that what is typed later is not swallowed. */
    private static final int OVER_TICKS = 10;

    private static final int ESCAPE = 0x1b;
    private static final String AFTER_DCS = "0123456789;$+>!|";

    private boolean begun;
    private boolean escaped;
    private boolean brokenOff;
    private int silence;

    /** Whether it begins so: with a character after Escape that is a key with Alt when other ones follow. */
    static boolean mayBegin(int kind) {
        return kind == ']' || kind == 'P' || kind == '_';
    }

    /** Whether it begins so, and goes on with that character. */
    static boolean begins(int kind, int next) {
        switch (kind) {
            case ']':
                return Character.isDigit(next);
            case 'P':
                return AFTER_DCS.indexOf(next) >= 0;
            default:
                return next == 'G';
        }
    }

    boolean begun() {
        return begun;
    }

    void begin() {
        begun = true;
        escaped = false;
        silence = 0;
    }

    /** Takes a byte; whether it was the last. A control character ends it: a bell should, another one says that it was cut. */
    boolean take(int next) {
        silence = 0;
        brokenOff = escaped && next != '\\';
        if (escaped || (next < 0x20 && next != ESCAPE)) {
            begun = false;
        }
        escaped = next == ESCAPE;
        return !begun;
    }

    /** Whether its last byte is the second one of another sequence, which came in its place. */
    boolean brokenOff() {
        return brokenOff;
    }

    /** A tenth of a second of silence; whether it was enough. */
    boolean tick() {
        silence++;
        if (silence >= OVER_TICKS) {
            begun = false;
        }
        return !begun;
    }
}
