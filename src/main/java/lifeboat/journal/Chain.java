package lifeboat.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lifeboat.journal.json.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** The hash chain over the records of a journal. */
final class Chain {
    /** What the first record names as the hash before it. */
    static final String GENESIS = "0".repeat(64);

    private static final byte[] LABEL = "lifeboat-journal-1\n".getBytes(StandardCharsets.US_ASCII);

    private static final String BEFORE_HASH = "\"chain\":{\"hash\":\"";

    private Chain() {}

    /**
     * The hash of a record: lower-case hex of SHA-256 over the label, the 64 characters of {@code prev}, and the
     * record's RFC 8785 form without its own hash.
     *
     * @param record with or without {@code lifeboat.chain.hash}
     */
    static String hash(String prev, Map<String, @Nullable Object> record) {
        MessageDigest digest = Digests.sha256();
        digest.update(LABEL);
        digest.update(prev.getBytes(StandardCharsets.US_ASCII));
        digest.update(CanonicalJson.write(without(record, "lifeboat", "chain", "hash")));
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The same from the record's RFC 8785 form: its own hash stands in that form between the same bytes, which no string can
     * hold, because there the quotation marks are escaped. Empty if they stand there more than once, or not at all.
     *
     * @param own the record's own hash, as it says
     */
    static Optional<String> hash(String prev, String own, byte[] form) {
        String text = new String(form, StandardCharsets.ISO_8859_1);
        int chain = text.indexOf(BEFORE_HASH + own + "\",");
        if (chain < 0 || text.indexOf(BEFORE_HASH, chain + 1) >= 0) {
            return Optional.empty();
        }
        int from = chain + "\"chain\":{".length();
        int to = chain + BEFORE_HASH.length() + own.length() + "\",".length();
        MessageDigest digest = Digests.sha256();
        digest.update(LABEL);
        digest.update(prev.getBytes(StandardCharsets.US_ASCII));
        digest.update(form, 0, from);
        digest.update(form, to, form.length - to);
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    private static Map<String, @Nullable Object> without(Map<?, ?> record, String... path) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        record.forEach((name, value) -> copy.put((String) name, value));
        if (path.length == 1) {
            copy.remove(path[0]);
        } else if (copy.get(path[0]) instanceof Map<?, ?> inner) {
            copy.put(path[0], without(inner, Arrays.copyOfRange(path, 1, path.length)));
        }
        return copy;
    }
}
