package lifeboat.runbook;

/** What may be done with an action that began and never ended: the resume table by class. */
public enum Repeat {
    /** Looks only; done again without asking. */
    READ,
    /** Brings one value to a known state; the probe says whether it did. */
    SET,
    /** Goes on where it was, object by object. */
    RESUMABLE,
    /** Writes a new file or folder; a half-written one is kept aside and made afresh. */
    ARTIFACT,
    /** Can be done once only; the operator says what happened. */
    ONCE,
    /** Never repeated without a fresh typed confirmation. */
    DESTRUCTIVE
}
