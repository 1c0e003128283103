package lifeboat.fuzz;

import java.util.Arrays;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.MalformedJsonException;

/** Any bytes as JSON: what is read is written in one form only, and that is read as the same. */
public final class JsonFuzz {
    private JsonFuzz() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        byte[] written;
        try {
            written = CanonicalJson.write(CanonicalJson.read(bytes));
        } catch (MalformedJsonException refused) {
            return;
        }
        try {
            if (!Arrays.equals(CanonicalJson.write(CanonicalJson.readCanonical(written)), written)) {
                throw new IllegalStateException("two canonical forms of one value");
            }
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("the canonical form cannot be read", e);
        }
        boolean canonical = true;
        try {
            CanonicalJson.readCanonical(bytes);
        } catch (MalformedJsonException e) {
            canonical = false;
        }
        if (canonical != Arrays.equals(bytes, written)) {
            throw new IllegalStateException("what is canonical and what is not are told apart wrongly");
        }
    }
}
