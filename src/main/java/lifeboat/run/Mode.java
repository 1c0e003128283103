package lifeboat.run;

/** Whether a run works on the operator's world or on the lab's. */
public enum Mode {
    RUN,
    REHEARSAL;

    /** As it stands in the journal. */
    public String text() {
        return this == RUN ? "run" : "rehearsal";
    }
}
