package lifeboat.terminal;

import java.util.Locale;
import java.util.Map;

/** How many colours a terminal has; fewer to more. */
public enum ColourDepth {
    /** None, but bold, underlined and reversed text. */
    MONO,
    /** The sixteen. */
    SIXTEEN,
    /** The 256. */
    INDEXED,
    /** Red, green and blue. */
    TRUE;

    /**
     * What the environment says: {@code NO_COLOR} set to anything, or a terminal without colours, is {@link #MONO}; then
     * {@code COLORTERM} and {@code TERM} decide.
     */
    public static ColourDepth of(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty() || isWithoutColours(term)) {
            return MONO;
        }
        if (isConsole(term)) {
            return SIXTEEN;
        }
        String more = environment.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT);
        if (more.equals("truecolor") || more.equals("24bit")) {
            return TRUE;
        }
        return term.endsWith("256color") || term.contains("kitty") || term.endsWith("direct") ? INDEXED : SIXTEEN;
    }

    /** Whether it is the console of a Linux machine, which has sixteen colours, a small font and no clipboard. */
    static boolean isConsole(String term) {
        return term.equals("linux") || term.startsWith("linux-");
    }

    private static boolean isWithoutColours(String term) {
        return term.isEmpty()
                || term.equals("dumb")
                || term.endsWith("-m")
                || term.endsWith("-mono")
                || term.matches("vt[0-9]+.*");
    }
}
