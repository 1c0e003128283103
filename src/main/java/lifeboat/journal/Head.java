package lifeboat.journal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last record of a journal: what is kept elsewhere to prove later that the journal is the same up to there.
 *
 * @param sequence its number; 0 before the first record
 * @param hash its hash, or the first characters of it, 16 at least; 64 zeros before the first record
 */
public record Head(long sequence, String hash) {
    /** Before the first record. */
    public static final Head NONE = new Head(0, Chain.GENESIS);

    private static final int SHORT = 16;
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,16}):([0-9a-f-]{16,80})");

    /** Reads {@code SEQUENCE:HASH}, also in its short form; empty if it is none. */
    public static Optional<Head> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String hash = matcher.group(2).replace("-", "");
        boolean fits = hash.length() >= SHORT && hash.length() <= Chain.GENESIS.length();
        return fits ? Optional.of(new Head(Long.parseLong(matcher.group(1)), hash)) : Optional.empty();
    }

    /**
     * A code short enough to be typed from a screen into a ticket: the number and 16 characters of the hash. Who wants to
     * change the journal without changing it has to try some 2^64 journals.
     */
    public String code() {
        return sequence + ":" + hash.substring(0, SHORT).replaceAll("(.{4})(?!$)", "$1-");
    }

    /** {@code SEQUENCE:HASH} in full. */
    public String text() {
        return sequence + ":" + hash;
    }

    /** Whether it is the head with that full hash. */
    boolean isOf(String full) {
        return hash.length() >= SHORT && full.startsWith(hash);
    }
}
