package lifeboat.bucket;

import java.util.List;

/**
 * How two buckets, or an inventory and a bucket, differ.
 *
 * @param sourceObjects objects on the left
 * @param sourceBytes their bytes
 * @param targetObjects objects on the right
 * @param targetBytes their bytes
 * @param same objects that are equal by entity tag, checksum or content
 * @param unproven objects of equal size that nothing else could be compared of
 * @param onlyInSource keys that the right lacks
 * @param onlyInTarget keys that the left lacks
 * @param different objects that differ in size or content
 * @param differences the first of them by name, in the order of the keys
 * @param named how many unproven keys and differences are named at most
 * @param unprovenKeys the first unproven keys
 */
public record CompareReport(
        long sourceObjects,
        long sourceBytes,
        long targetObjects,
        long targetBytes,
        long same,
        long unproven,
        long onlyInSource,
        long onlyInTarget,
        long different,
        List<Difference> differences,
        List<String> unprovenKeys,
        int named) {

    /** Keeps its own copies. */
    public CompareReport {
        differences = List.copyOf(differences);
        unprovenKeys = List.copyOf(unprovenKeys);
    }

    /** True if both sides hold the same keys and every object was found equal. */
    public boolean equal() {
        return covers() && onlyInTarget == 0;
    }

    /** True if the right holds all that the left holds; it may hold more. */
    public boolean covers() {
        return unproven == 0 && onlyInSource == 0 && different == 0;
    }

    /** What is wrong with one key. */
    public enum Sort {
        /** The right lacks it. */
        ONLY_IN_SOURCE,
        /** The left lacks it. */
        ONLY_IN_TARGET,
        /** The sizes differ. */
        SIZE,
        /** The sizes are equal, the contents are not. */
        CONTENT
    }

    /** One key, what is wrong with it, and the two values in words. */
    public record Difference(String key, Sort sort, String detail) {}
}
