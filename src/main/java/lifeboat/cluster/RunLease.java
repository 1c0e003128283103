package lifeboat.cluster;

import java.time.Instant;
import java.util.Optional;

/**
 * The lock of a run as the cluster knows it.
 *
 * @param leaseName the Lease object
 * @param lockKey what is locked
 * @param holder {@code user@host/run}; empty text when it is free
 * @param run the holder's run
 * @param step where the holder was at its last beat
 * @param fence rises with every holder
 * @param acquired when the holder got it
 * @param lastBeat when the holder was last heard of
 * @param audit the head of the holder's audit at its last beat, {@code SEQUENCE:HASH}; empty text before the first
 * @param resourceVersion its version
 */
public record RunLease(
        String leaseName,
        String lockKey,
        String holder,
        String run,
        String step,
        long fence,
        Optional<Instant> acquired,
        Optional<Instant> lastBeat,
        String audit,
        String resourceVersion) {

    /** Whether somebody holds it. */
    public boolean held() {
        return !holder.isEmpty();
    }

    /**
     * Who asks for the lock.
     *
     * @param lockKey what to lock
     * @param holder {@code user@host/run}
     * @param run the run's id; the same run gets its own lock again
     * @param step where it is
     * @param fenceAtLeast the lowest fence it may get: more than any fence seen on the objects
     * @param takeOverFrom the run whose lock is taken, as the operator typed it; empty to take only a free lock
     */
    public record Request(
            String lockKey, String holder, String run, String step, long fenceAtLeast, Optional<String> takeOverFrom) {}

    /** What became of the question. */
    public sealed interface Answer {
        /** It is ours. */
        record Ours(RunLease lease) implements Answer {}

        /** Somebody else has it. */
        record Theirs(RunLease lease) implements Answer {}

        /** We may not use leases here; the other locks have to do. */
        record NotAllowed(String message) implements Answer {}
    }
}
