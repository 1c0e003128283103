package lifeboat.journal;

/**
 * The last record of a journal: what is kept elsewhere to prove later that the journal is the same up to there.
 *
 * @param sequence its number; 0 before the first record
 * @param hash its hash; 64 zeros before the first record
 */
public record Head(long sequence, String hash) {
    /** Before the first record. */
    public static final Head NONE = new Head(0, Chain.GENESIS);
}
