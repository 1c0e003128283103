package lifeboat.journal;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * One line of a journal that reads as a record, whether or not it is the one that belongs there.
 *
 * @param bytes the line as it stands in the file, without its newline
 * @param tree the whole record
 * @param prev what it says the hash before it is
 * @param hash what it says its own hash is
 * @param unit the first sequence of the lines that were forced to disk together with it; none if it stood alone
 * @param version {@code lifeboat.version}
 */
record Line(
        byte[] bytes,
        Map<String, @Nullable Object> tree,
        long sequence,
        String prev,
        String hash,
        OptionalLong unit,
        long version) {
    /** The longest line, with its newline. */
    static final int LIMIT = 64 * 1024;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Reads a line without its newline. */
    static Line read(byte[] bytes) throws MalformedJsonException {
        if (bytes.length >= LIMIT) {
            throw new MalformedJsonException("longer than a line may be");
        }
        @Nullable Object value = CanonicalJson.readCanonical(bytes);
        JsonObject record = JsonObject.of(value);
        JsonObject own = record.object("lifeboat");
        JsonObject chain = own.object("chain");
        return new Line(
                bytes,
                fields(value),
                record.object("event").number("sequence"),
                hash(chain, "prev"),
                hash(chain, "hash"),
                own.has("unit") ? OptionalLong.of(own.number("unit")) : OptionalLong.empty(),
                own.has("version") ? own.number("version") : 0);
    }

    /** Whether its hash is that of what it says. */
    boolean intact() {
        return Chain.hash(prev, hash, bytes)
                .orElseGet(() -> Chain.hash(prev, tree))
                .equals(hash);
    }

    /** The run that it says it is of. */
    Optional<String> run() {
        try {
            return record().object("trace").optionalText("id");
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /** What happened: {@code event.action}; empty text if it does not say. */
    String action() {
        try {
            return record().object("event").optionalText("action").orElse("");
        } catch (MalformedJsonException e) {
            return "";
        }
    }

    /** Whether it is a seal that says that the one before it was the record with that number. */
    boolean isSealAfter(long number) {
        try {
            return action().equals("sealed")
                    && record().object("lifeboat").object("data").number("previous") == number;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    JsonObject record() {
        try {
            return JsonObject.of(tree);
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("a map is an object", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> fields(@Nullable Object value) throws MalformedJsonException {
        if (value instanceof Map<?, ?> map) {
            // CanonicalJson makes maps with string keys only.
            return (Map<String, @Nullable Object>) map;
        }
        throw new MalformedJsonException("not an object");
    }

    private static String hash(JsonObject chain, String name) throws MalformedJsonException {
        String hash = chain.text(name);
        if (!HASH.matcher(hash).matches()) {
            throw chain.wrong(name, "is not a hash");
        }
        return hash;
    }
}
