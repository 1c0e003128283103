package lifeboat.journal;

import java.util.Optional;

/** Thrown when somebody else has the lock. */
public final class LockedException extends JournalException {
    private static final long serialVersionUID = 1L;
    private final transient Optional<Holder> holder;

    LockedException(String what, Optional<Holder> holder) {
        super(
                what + " is in use" + holder.map(who -> " by " + who.describe()).orElse(""),
                "Wait until it has ended, or ask whoever works there. The lock goes with the process.");
        this.holder = holder;
    }

    /** Who has it; empty when that cannot be read. */
    public Optional<Holder> holder() {
        return holder;
    }
}
