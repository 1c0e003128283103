package lifeboat.bucket;

/**
 * How far a transfer is.
 *
 * @param objectsDone objects that are settled: copied, skipped or failed
 * @param objectsKnown objects listed so far
 * @param bytesDone bytes copied, or of objects that were skipped
 * @param bytesKnown bytes of the objects listed so far
 * @param allKnown true if the listing is finished, so that the known numbers are the total
 * @param copied objects copied
 * @param skipped objects that were there already and equal
 * @param failed objects that could not be copied
 * @param retries requests that were sent again
 * @param throttled answers that asked us to slow down
 * @param bytesPerSecond bytes copied a second since the start, skipped ones not counted
 * @param objectsPerSecond objects settled a second since the start
 */
public record TransferProgress(
        long objectsDone,
        long objectsKnown,
        long bytesDone,
        long bytesKnown,
        boolean allKnown,
        long copied,
        long skipped,
        long failed,
        long retries,
        long throttled,
        double bytesPerSecond,
        double objectsPerSecond) {

    /** Called some five times a second, and once at the end; never by two threads at once. */
    @FunctionalInterface
    public interface Listener {
        /** Takes the newest numbers. Must return soon. */
        void progress(TransferProgress now);
    }
}
