package lifeboat.bucket;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import lifeboat.bucket.ObjectStore.Tally;

/**
 * What a clone did.
 *
 * @param objects objects that the source's listing showed
 * @param bytes their bytes
 * @param copied objects copied by this call
 * @param copiedBytes their bytes
 * @param skipped objects that were there already and equal
 * @param failed objects that could not be copied
 * @param extra objects in the target that the source does not have; they are never deleted
 * @param proofs how many objects have which proof, copied and skipped ones together
 * @param failures the first failures by key
 * @param extras the first extra keys
 * @param tally requests to both stores
 * @param elapsed how long it took
 * @param cancelled true if the caller stopped it before everything was settled
 */
public record CloneReport(
        long objects,
        long bytes,
        long copied,
        long copiedBytes,
        long skipped,
        long failed,
        long extra,
        Map<Proof, Long> proofs,
        List<Failure> failures,
        List<String> extras,
        Tally tally,
        Duration elapsed,
        boolean cancelled) {

    /** Keeps its own copies. */
    public CloneReport {
        proofs = Map.copyOf(proofs);
        failures = List.copyOf(failures);
        extras = List.copyOf(extras);
    }

    /** True if every object of the source is in the target with a proof. Extra keys in the target do not matter. */
    public boolean complete() {
        return !cancelled && failed == 0 && copied + skipped == objects;
    }

    /** An object that could not be copied, and why. */
    public record Failure(String key, BucketException.Kind kind, String message, String hint) {}
}
