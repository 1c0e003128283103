package lifeboat.bucket.s3;

/**
 * Sizes and counts for copies.
 *
 * @param partThreshold objects larger than this are copied by the server in parts; at most 5 GiB
 * @param partSize bytes a part, at least 5 MiB; grows by itself where 10,000 parts would not be enough
 * @param partThreads parts of one object at a time
 * @param connections connections open at a time
 */
public record CopyLimits(long partThreshold, long partSize, int partThreads, int connections) {
    private static final long MIB = 1L << 20;
    private static final int MOST_PARTS = 10_000;

    /** Checks what S3 itself would refuse. */
    public CopyLimits {
        if (partThreshold < 1 || partThreshold > 5L << 30 || partSize < 5 * MIB || partSize > 5L << 30) {
            throw new IllegalArgumentException("parts are from 5 MiB to 5 GiB, and copies in one piece up to 5 GiB");
        }
        if (partThreads < 1 || connections < 1) {
            throw new IllegalArgumentException("at least one part and one connection at a time");
        }
    }

    /** One piece up to 5 GiB, then parts of 256 MiB, four at a time. */
    public static CopyLimits standard() {
        return new CopyLimits(5L << 30, 256 * MIB, 4, 160);
    }

    /** The part size for an object of this size, in whole MiB. */
    long partSizeFor(long size) {
        long least = (size + MOST_PARTS - 1) / MOST_PARTS;
        return Math.max(partSize, (least + MIB - 1) / MIB * MIB);
    }
}
