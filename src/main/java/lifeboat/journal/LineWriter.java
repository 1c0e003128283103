package lifeboat.journal;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import org.jspecify.annotations.Nullable;

/** Makes the next line of a journal, and reads it back before anybody writes it. */
final class LineWriter {
    private final Envelope envelope;
    private final Artifacts artifacts;

    LineWriter(Envelope envelope, Artifacts artifacts) {
        this.envelope = envelope;
        this.artifacts = artifacts;
    }

    /** A line with its newline, and what a reader of it sees. */
    record Written(byte[] bytes, Head head, Recorded recorded) {}

    /**
     * The line after {@code before}.
     *
     * @param unit the first sequence of the lines that will be forced together, if there are several
     */
    Written line(Head before, OptionalLong unit, Map<String, Object> orchestrator, Instant at, RunEvent event)
            throws JournalException {
        Map<String, @Nullable Object> record =
                EventCodec.record(envelope, orchestrator, before.sequence() + 1, at, event);
        Map<String, @Nullable Object> own = inner(record, "lifeboat");
        if (unit.isPresent()) {
            own.put("unit", unit.getAsLong());
        }
        own.put("chain", new LinkedHashMap<>(Map.of("prev", before.hash())));
        record.put("lifeboat", own);
        byte[] bytes = chained(record, before.hash());
        if (bytes.length > Line.LIMIT) {
            bytes = shortened(record, own, before.hash());
        }
        return readBack(bytes, before);
    }

    private byte[] shortened(Map<String, @Nullable Object> record, Map<String, @Nullable Object> own, String prev)
            throws JournalException {
        Object data = own.get("data");
        byte[] full = CanonicalJson.write(data);
        String digest = artifacts.store(full);
        own.put("cut", Map.of("sha256", digest, "bytes", full.length));
        for (Shortened step : Shortened.steps(digest)) {
            own.put("data", step.of(data));
            byte[] bytes = chained(record, prev);
            if (bytes.length <= Line.LIMIT) {
                return bytes;
            }
        }
        throw new JournalException(
                "an event does not fit into a line of the journal even when it is cut",
                "This is a defect of lifeboat; nothing was done. Its data is in artifacts/" + digest + ".");
    }

    private static byte[] chained(Map<String, @Nullable Object> record, String prev) {
        Map<String, @Nullable Object> own = inner(record, "lifeboat");
        own.put("chain", Map.of("prev", prev, "hash", Chain.hash(prev, record)));
        Map<String, @Nullable Object> whole = new HashMap<>(record);
        whole.put("lifeboat", own);
        byte[] json = CanonicalJson.write(whole);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    private Written readBack(byte[] bytes, Head before) throws JournalException {
        try {
            Line line = Line.read(Arrays.copyOf(bytes, bytes.length - 1));
            if (!line.intact() || !line.prev().equals(before.hash()) || line.sequence() != before.sequence() + 1) {
                throw new MalformedJsonException("it is not the next of the chain");
            }
            Recorded recorded = EventCodec.recorded(line.record(), RecordData.inFull(line.record(), artifacts));
            return new Written(bytes, new Head(line.sequence(), line.hash()), recorded);
        } catch (MalformedJsonException | UnknownVersionException e) {
            throw new JournalException(
                    "a line of the journal does not read back: " + e.getMessage(),
                    "This is a defect of lifeboat; nothing was written.",
                    e);
        }
    }

    private static Map<String, @Nullable Object> inner(Map<String, @Nullable Object> record, String name) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (record.get(name) instanceof Map<?, ?> fields) {
            fields.forEach((field, value) -> copy.put((String) field, value));
        }
        return copy;
    }
}
