package lifeboat.bucket;

import java.util.Map;

/** Tells whether two objects of the same key hold the same content, from what the stores say about them. */
public enum Sameness {
    /** Same size and same entity tag. */
    SAME_ETAG,
    /** Same size and a same checksum over the whole content. */
    SAME_CHECKSUM,
    /** Another size, checksum, or MD5. */
    DIFFERENT,
    /** Same size, and nothing else that can be compared. */
    UNKNOWN;

    /**
     * Judges by two listings alone. Plain entity tags that differ are UNKNOWN here, because only the details tell
     * whether one of the stores encrypts with a key of its own.
     */
    public static Sameness of(ObjectRow left, ObjectRow right) {
        if (left.size() != right.size()) {
            return DIFFERENT;
        }
        return !left.etag().isEmpty() && left.etag().equals(right.etag()) ? SAME_ETAG : UNKNOWN;
    }

    /** Judges by all that the two stores tell. */
    public static Sameness of(ObjectDetails left, ObjectDetails right) {
        Sameness rows = of(left.row(), right.row());
        if (rows != UNKNOWN) {
            return rows;
        }
        boolean comparable = left.wholeObject() && right.wholeObject();
        for (Map.Entry<String, String> sum : left.checksums().entrySet()) {
            String other = right.checksums().get(sum.getKey());
            if (other != null && other.equals(sum.getValue())) {
                return SAME_CHECKSUM;
            }
            if (other != null && comparable) {
                return DIFFERENT;
            }
        }
        boolean plain = left.row().plainEtag() && right.row().plainEtag();
        return plain && !left.keyEncrypted() && !right.keyEncrypted() ? DIFFERENT : UNKNOWN;
    }
}
