package lifeboat.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that was written once is read the same for ever: {@code journals/every-event.jsonl} is never made anew. */
class GoldenJournalTest {
    private static final AuditVerify PLAIN = new AuditVerify(false, false, Optional.empty());

    @TempDir
    Path directory;

    private static String golden() throws Exception {
        return golden("every-event");
    }

    private static String golden(String name) throws Exception {
        try (InputStream in = GoldenJournalTest.class.getResourceAsStream("/journals/" + name + ".jsonl")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private RunFolder folder() throws Exception {
        return new StateDirectory(directory.resolve("state")).create(Samples.RUN, new byte[] {1});
    }

    private static List<RunEvent> events() {
        List<RunEvent> events = new ArrayList<>(Samples.oneOfEach());
        events.remove(events.size() - 1);
        return events;
    }

    private static List<RunEvent> read(RunFolder folder) throws Exception {
        return Journal.read(folder).stream().map(Recorded::event).toList();
    }

    @Test
    void everyKindOfEventIsReadAsItWasWritten() throws Exception {
        RunFolder folder = folder();
        Files.writeString(folder.journal(), golden());
        assertThat(read(folder).subList(0, events().size())).isEqualTo(events());
        assertThat(PLAIN.verify(folder).finding()).isEqualTo(Verification.Finding.INTACT);
        assertThat(PLAIN.verify(folder).sealed()).isTrue();
    }

    @Test
    void aSealOfBeforeSealsNamedEachOtherStillCounts() throws Exception {
        RunFolder folder = folder();
        Files.writeString(folder.journal(), golden("seals-before-they-were-signed"));
        assertThat(read(folder).subList(0, events().size())).isEqualTo(events());
        Verification found = PLAIN.verify(folder);
        assertThat(found.finding()).isEqualTo(Verification.Finding.INTACT);
        assertThat(found.sealed()).isTrue();
        assertThat(found.remarks()).contains("no seal is signed");
    }

    @Test
    void theSameEventsAreStillTheSameBytes() throws Exception {
        RunFolder folder = folder();
        try (Journal journal = Journal.create(folder, Samples.ENVELOPE, Samples.CLOCK)) {
            for (RunEvent event : events()) {
                journal.append(List.of(event));
            }
            journal.seal();
        }
        assertThat(Files.readString(folder.journal())).isEqualTo(golden());
    }

    @Test
    void everyPrefixIsReadAndIsIntact() throws Exception {
        RunFolder folder = folder();
        String[] lines = golden().split("\n");
        for (int length = 1; length <= lines.length; length++) {
            Files.writeString(folder.journal(), String.join("\n", List.of(lines).subList(0, length)) + "\n");
            assertThat(Journal.read(folder)).hasSize(length);
            assertThat(PLAIN.verify(folder).finding()).isEqualTo(Verification.Finding.INTACT);
        }
    }
}
