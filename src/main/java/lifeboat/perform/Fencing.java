package lifeboat.perform;

import java.util.Optional;
import lifeboat.run.Run;

/** The lock of a run where others see it, and the fence that goes with it. Safe for any thread. */
public interface Fencing {
    /** What every change carries; rises with every holder of the lock. */
    long value();

    /**
     * Why this run must not change anything now: its lock was lost, or whether it was cannot be seen. Empty if the lock is its
     * own.
     *
     * @param afresh whether to ask in any case; if not, it is asked only when it was seen long ago, by either clock
     */
    Optional<String> lost(Run run, boolean afresh);

    /** The fence of a run that has no lock that could be lost. */
    static Fencing of(long value) {
        return new Fencing() {
            @Override
            public long value() {
                return value;
            }

            @Override
            public Optional<String> lost(Run run, boolean afresh) {
                return Optional.empty();
            }
        };
    }
}
