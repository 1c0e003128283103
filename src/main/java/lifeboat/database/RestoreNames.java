package lifeboat.database;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The names that a restore gives to databases besides the final one. PostgreSQL cuts a name after {@link
 * Administration#LONGEST_NAME} bytes, so a long name gives way, and what tells two names apart stays.
 */
public final class RestoreNames {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private RestoreNames() {}

    /** Where a database is while it is being restored. */
    public static String scratch(String database, String run) {
        return joined(database, "_restoring_" + run);
    }

    /** Where a database goes that is in the way. */
    public static String aside(String database, Instant when) {
        return aside(database, when, 1);
    }

    /** Where a database goes that is in the way; the number tells several of one run apart, 1 is not written. */
    public static String aside(String database, Instant when, int number) {
        return joined(database, "_aside_" + STAMP.format(when) + (number == 1 ? "" : "_" + number));
    }

    /** The comment that names the run which made a database. */
    public static String mark(String run, String database) {
        return "lifeboat run " + run + " restores " + database;
    }

    private static String joined(String database, String ending) {
        String base = database;
        while (!base.isEmpty() && bytes(base + ending) > Administration.LONGEST_NAME) {
            base = base.substring(0, base.offsetByCodePoints(base.length(), -1));
        }
        return base + ending;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
