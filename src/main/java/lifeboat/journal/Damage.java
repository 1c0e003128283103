package lifeboat.journal;

/**
 * Where a journal is not what was written, and in what way.
 *
 * @param sequence the first record that is wrong or missing; 1 is the first of the run
 * @param file the name of the journal's file, such as {@code journal.jsonl}
 * @param offset the byte in that file at which it shows
 * @param detail what was found, in lower case
 */
public record Damage(Kind kind, long sequence, String file, long offset, String detail) {
    /** What was done to it, as far as the bytes tell. */
    public enum Kind {
        /** A record reads well but is not what was hashed. */
        EDITED("edited"),
        /** Bytes that are no record stand before records. */
        DAMAGED("damaged"),
        /** Records are missing. */
        REMOVED("removed"),
        /** Records stand in another order. */
        REORDERED("reordered"),
        /** A record stands there twice. */
        REPEATED("repeated"),
        /** A record stands there that was not written there. */
        INSERTED("inserted"),
        /** A record was replaced, and its hash made anew. */
        REWRITTEN("rewritten"),
        /** A piece out of the middle is missing. */
        TRUNCATED("truncated in the middle"),
        /** A seal does not say what stands before it. */
        SEAL("seal does not match"),
        /** A seal that a later one names is not there. */
        SEAL_STRIPPED("seal stripped"),
        /** A seal is not signed by whom it should be, or its signature is over something else. */
        SIGNATURE("signature does not fit"),
        /** A longer text that a record names is missing or was changed. */
        ARTIFACT("artifact missing or changed"),
        /** A record is of another run than those before it, or than its folder. */
        FOREIGN("of another run"),
        /** It is not the journal whose head was kept elsewhere. */
        ANCHOR("does not match the head kept elsewhere");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    @Override
    public String toString() {
        return "record " + sequence + " " + kind.words() + ", at byte " + offset + " of " + file + ": " + detail;
    }
}
