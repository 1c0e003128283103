package lifeboat.journal;

/**
 * A place outside of the journal where its head is kept, so that records which are cut off, or changed with all hashes made
 * anew, show. The further away it is from whoever could change the journal, the more it proves.
 */
public interface Anchor {
    /** What it is, for people. */
    String place();

    /** Keeps the head of a run's journal there. */
    void keep(String runId, Head head) throws JournalException;
}
