package lifeboat.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What is said to a terminal beside pictures. The launcher says {@link #LEAVE} too, if we cannot. */
final class Modes {
    /** The other screen, no wrapping at the edge, pastes in marks, no cursor. */
    static final String ENTER = "\033[?1049h\033[?7l\033[?2004h\033[?25l";

    /** All of it back, and the mouse. */
    static final String LEAVE = "\033[0m\033[?2004l\033[?1006l\033[?1002l\033[?1000l\033[?7h\033[?25h\033[?1049l";

    static final String MOUSE_ON = "\033[?1000h\033[?1006h";
    static final String MOUSE_OFF = "\033[?1006l\033[?1000l";
    static final String BELL = "\007";

    /** What the usual terminals take, in Base64. */
    private static final int LONGEST_COPY = 74_994;

    private Modes() {}

    /** Whether a text is short enough for a clipboard. */
    static boolean mayCopy(String text) {
        return (text.getBytes(StandardCharsets.UTF_8).length + 2) / 3 * 4 <= LONGEST_COPY;
    }

    static String copy(String text) {
        return "\033]52;c;" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\007";
    }
}
