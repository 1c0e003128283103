package lifeboat.sim;

import lifeboat.journal.SimStore;

/** One crash at a point that is counted, from 0, over what happens after the opening of a run. */
final class Crash {
    /** What is lost, and where. */
    enum Kind {
        /** The power goes in a write to the journal. */
        POWER_AT_WRITE,
        /** The power goes when the journal is forced to disk. */
        POWER_AT_FORCE,
        /** The process is killed before or after an effect. */
        KILL_AT_EFFECT
    }

    private final Kind kind;
    private final int point;
    private int effects;

    Crash(Kind kind, int point) {
        this.kind = kind;
        this.point = point;
    }

    void schedule(SimStore store) {
        if (kind == Kind.POWER_AT_WRITE) {
            store.losePowerAtWriteIn(point);
        } else if (kind == Kind.POWER_AT_FORCE) {
            store.losePowerAtForceIn(point);
        }
    }

    boolean strikesAtEffect() {
        return kind == Kind.KILL_AT_EFFECT && effects++ == point;
    }

    @Override
    public String toString() {
        return kind + " " + point;
    }
}
