package lifeboat.bucket;

import java.util.List;

/**
 * Objects read back from both sides and compared by SHA-256.
 *
 * @param objects how many were read
 * @param bytes bytes read from each side
 * @param seed what the choice was made with, so that it can be made again
 * @param mismatches what did not fit, one sentence a key
 */
public record SampleReport(long objects, long bytes, long seed, List<String> mismatches) {
    /** Keeps its own copy. */
    public SampleReport {
        mismatches = List.copyOf(mismatches);
    }

    /** True if every object that was read is equal on both sides. */
    public boolean equal() {
        return mismatches.isEmpty();
    }
}
