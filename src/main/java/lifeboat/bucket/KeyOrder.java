package lifeboat.bucket;

import lifeboat.bucket.BucketException.Kind;
import org.jspecify.annotations.Nullable;

/** The order of keys in a listing: by their UTF-8 bytes. */
public final class KeyOrder {
    private KeyOrder() {}

    /**
     * Compares as the UTF-8 bytes would compare. {@link String#compareTo} compares UTF-16 units, which puts the
     * characters beyond the BMP (surrogates, D800 to DFFF) before those of E000 to FFFF.
     */
    public static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Integer.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Passes rows on as long as every key is greater than the one before, and fails at the first that is not. */
    public static ObjectListing checked(ObjectListing listing, String where) {
        return new Checked(listing, where);
    }

    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }

    private static final class Checked implements ObjectListing {
        private final ObjectListing listing;
        private final String where;
        private @Nullable String last;

        Checked(ObjectListing listing, String where) {
            this.listing = listing;
            this.where = where;
        }

        @Override
        public @Nullable ObjectRow next() throws BucketException {
            ObjectRow row = listing.next();
            if (row != null) {
                if (last != null && compare(last, row.key()) >= 0) {
                    throw new BucketException(
                            Kind.UNSORTED,
                            "the listing of " + where + " is not in UTF-8 byte order: '" + row.key() + "' comes after '"
                                    + last + "'",
                            "Such a listing cannot be merged with another one; use the provider's own copy instead.");
                }
                last = row.key();
            }
            return row;
        }
    }
}
