package lifeboat.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** The audit for other programs, such as a SIEM: one JSON object a line, in the order of the records. */
public final class AuditExport {
    /** The forms that there are. */
    public enum Format {
        /** Elastic Common Schema: the journal's own records, with their hash as {@code event.hash}. */
        ECS,
        /** Open Cybersecurity Schema Framework 1.3: API Activity, and Process Activity for programs. */
        OCSF;

        /** The form of that name, whatever its case. */
        public static Optional<Format> of(String name) {
            for (Format format : values()) {
                if (format.name().equals(name.toUpperCase(Locale.ROOT))) {
                    return Optional.of(format);
                }
            }
            return Optional.empty();
        }
    }

    private AuditExport() {}

    /**
     * A line for each record of a run's journal. Nothing in them acts on a terminal: what would is escaped, which JSON allows
     * for any character. Secrets stand there as in the journal, as digests.
     *
     * @throws JournalException if the journal is damaged: what is no longer sure to be true is not handed on
     */
    public static List<String> lines(RunFolder folder, Format format) throws JournalException {
        Replay replay = Replay.of(folder);
        List<String> lines = new ArrayList<>();
        for (ChainReading.Link link : replay.reading().links()) {
            Line line = link.line();
            try {
                Map<String, @Nullable Object> form = format == Format.OCSF ? OcsfForm.of(line) : ecs(line);
                lines.add(escaped(new String(CanonicalJson.write(form), StandardCharsets.UTF_8)));
            } catch (MalformedJsonException e) {
                throw new JournalException(
                        "record " + line.sequence() + " cannot be exported: " + e.getMessage(),
                        "Another version of lifeboat may have written it.",
                        e);
            }
        }
        return List.copyOf(lines);
    }

    private static Map<String, @Nullable Object> ecs(Line line) {
        Map<String, @Nullable Object> record = WellFormed.fields(line.tree());
        if (record.get("event") instanceof Map<?, ?> event) {
            Map<String, @Nullable Object> more = WellFormed.fields(event);
            more.put("hash", line.hash());
            record.put("event", more);
        }
        return record;
    }

    /** With everything but plain printable characters as an escape, in their UTF-16 units. */
    private static String escaped(String json) {
        StringBuilder out = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.toString();
    }
}
