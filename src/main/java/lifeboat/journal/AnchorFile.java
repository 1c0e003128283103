package lifeboat.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;

/**
 * A head that is kept in a file, such as beside a backup, which goes where the backup goes.
 *
 * @param file where; what is there is replaced in one step
 */
public record AnchorFile(Path file) implements Anchor {
    private static final String FORMAT = "lifeboat-head-1";

    /**
     * The head of one run.
     *
     * @param run the run's id
     */
    public record Kept(String run, Head head) {}

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public void keep(String runId, Head head) throws JournalException {
        byte[] bytes = CanonicalJson.write(
                Map.of("format", FORMAT, "run", runId, "sequence", head.sequence(), "hash", head.hash()));
        try {
            new RealDisk().replace(file, bytes);
        } catch (IOException e) {
            throw new JournalException(
                    "could not keep the head of the audit in " + file + ": " + e.getMessage(),
                    "Note it down yourself: " + head.text(),
                    e);
        }
    }

    /**
     * The head in a file that was kept so, or in the manifest of a backup.
     *
     * @throws JournalException if it is neither
     */
    public static Kept read(Path file) throws JournalException {
        try {
            JsonObject kept = JsonObject.of(CanonicalJson.read(new RealDisk().read(file)));
            boolean own = kept.text("format").equals(FORMAT);
            String run = own ? kept.text("run") : kept.object("run").text("id");
            JsonObject head = own ? kept : kept.object("run").object("audit");
            return new Kept(run, new Head(head.number("sequence"), head.text("hash")));
        } catch (IOException | MalformedJsonException e) {
            throw new JournalException(
                    "there is no head of an audit in " + file + ": " + e.getMessage(),
                    "Name the manifest.json of a backup, or the audit.json beside it.",
                    e);
        }
    }
}
