package lifeboat.journal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/** Names for runs: they sort by time, can be said on the telephone, and do not collide. */
public final class RunIds {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
    /** Without letters that look like digits, and without vowels, so that no word comes out. */
    private static final String LETTERS = "bcdfghjkmnpqrstvwxz23456789";

    private static final int LENGTH = 6;

    private RunIds() {}

    /** Such as {@code 20261121-035030-k7qx2m}: UTC time and six random characters. */
    public static String next(Instant now, RandomGenerator random) {
        StringBuilder id = new StringBuilder(SECONDS.format(now)).append('-');
        for (int i = 0; i < LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
