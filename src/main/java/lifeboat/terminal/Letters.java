package lifeboat.terminal;

import java.util.Locale;
import java.util.Map;

/** Which letters a terminal has. */
final class Letters {
    private Letters() {}

    /**
     * Whether the locale says UTF-8, and the terminal is none of those whose font is too small for it. The text of the
     * variables decides and not the JVM, which falls back to ASCII when the locale is not installed, and on newer JDKs
     * always says UTF-8.
     */
    static boolean moreThanAscii(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
        if (ColourDepth.isConsole(term) || term.equals("dumb") || term.matches("vt[0-9]+.*")) {
            return false;
        }
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(name, "");
            if (!locale.isEmpty()) {
                String upper = locale.toUpperCase(Locale.ROOT);
                return upper.contains("UTF-8") || upper.contains("UTF8");
            }
        }
        return false;
    }
}
