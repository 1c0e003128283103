package lifeboat.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lifeboat.journal.AuditVerify;
import lifeboat.journal.JournalException;
import lifeboat.journal.Verification;

/** Any bytes as a journal: a verdict, and never an intact one of more records than there are lines. */
public final class JournalFuzz {
    private static final Path FILE = Scratch.file("journal.jsonl");

    private JournalFuzz() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            Files.write(FILE, bytes);
            Verification found = new AuditVerify(false, false, Optional.empty()).verify(FILE);
            long lines = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .chars()
                    .filter(character -> character == '\n')
                    .count();
            if (found.records() > lines || found.lines().isEmpty()) {
                throw new IllegalStateException(found + " of " + lines + " lines");
            }
        } catch (JournalException refused) {
            if (refused.hint().isBlank()) {
                throw new IllegalStateException("no hint", refused);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
