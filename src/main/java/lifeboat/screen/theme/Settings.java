package lifeboat.screen.theme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A file of {@code key = value} lines, read so that every fault can be named with its line. Lines that begin with {@code #} or
 * {@code !} are comments; nothing is escaped and no line is continued.
 *
 * @param file what the file is called in warnings
 * @param lines in their order, each key once
 * @param warnings {@code FILE:LINE: what is wrong}
 */
record Settings(String file, List<Line> lines, List<String> warnings) {
    private static final String MARK = "\uFEFF";

    /**
     * A setting.
     *
     * @param number its line, from 1
     * @param key as it was written; two that differ in capitals only are the same
     */
    record Line(int number, String key, String value) {}

    static Settings parse(String file, String text) {
        Map<String, Line> lines = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        int number = 0;
        for (String whole : (text.startsWith(MARK) ? text.substring(1) : text).split("\\R", -1)) {
            number++;
            String line = whole.strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                warnings.add(at(file, number) + "not a line of the form `key = value`");
                continue;
            }
            String key = line.substring(0, equals).strip();
            String known = key.toLowerCase(Locale.ROOT);
            Line before = lines.put(
                    known, new Line(number, key, line.substring(equals + 1).strip()));
            if (before != null) {
                warnings.add(at(file, number) + "`" + key + "` stands in line " + before.number() + " already");
            }
        }
        return new Settings(file, List.copyOf(lines.values()), List.copyOf(warnings));
    }

    /** A warning about one of its lines. */
    String warning(Line line, String what) {
        return at(file, line.number()) + what;
    }

    private static String at(String file, int number) {
        return file + ":" + number + ": ";
    }
}
