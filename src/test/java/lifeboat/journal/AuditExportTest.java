package lifeboat.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import lifeboat.fault.Fault;
import lifeboat.journal.AuditExport.Format;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What other programs get of an audit. With {@code -Dgolden.update} the golden files are written anew. */
class AuditExportTest {
    private static final Path JOURNALS = Path.of("src", "test", "resources", "journals");

    @TempDir
    Path directory;

    private RunFolder folder() throws Exception {
        RunFolder folder = new StateDirectory(directory.resolve("state")).create(Samples.RUN, new byte[] {1});
        try (InputStream in = AuditExportTest.class.getResourceAsStream("/journals/every-event.jsonl")) {
            Files.write(folder.journal(), Objects.requireNonNull(in).readAllBytes());
        }
        return folder;
    }

    private static JsonObject json(String line) throws Exception {
        return JsonObject.of(CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource
    void everyEventHasAFormThatStaysAsItIs(Format format) throws Exception {
        List<String> lines = AuditExport.lines(folder(), format);
        Path golden = JOURNALS.resolve("every-event." + format.name().toLowerCase(Locale.ROOT) + ".jsonl");
        if (System.getProperty("golden.update") != null) {
            Files.write(golden, lines);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(golden));
    }

    @Test
    void ecsIsTheRecordItselfWithItsHash() throws Exception {
        RunFolder folder = folder();
        List<String> records = Files.readAllLines(folder.journal());
        List<String> lines = AuditExport.lines(folder, Format.ECS);
        assertThat(lines).hasSameSizeAs(records);
        for (int i = 0; i < lines.size(); i++) {
            String hash =
                    json(records.get(i)).object("lifeboat").object("chain").text("hash");
            assertThat(json(lines.get(i)).object("event").text("hash")).isEqualTo(hash);
        }
    }

    @Test
    void ocsfNumbersFitEachOther() throws Exception {
        for (String line : AuditExport.lines(folder(), Format.OCSF)) {
            JsonObject event = json(line);
            assertThat(event.number("type_uid"))
                    .isEqualTo(event.number("class_uid") * 100 + event.number("activity_id"));
            assertThat(event.number("class_uid") / 1000).isEqualTo(event.number("category_uid"));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Fault("F56")
    void nothingInAnExportActsOnATerminal(Format format) throws Exception {
        RunFolder folder = new StateDirectory(directory.resolve("state")).create(Samples.RUN, new byte[] {1});
        String hostile = "\u001b[2J\u001b]52;c;aGk=\u0007\u009b31m\u202e\u2066\u200b\u0085\r\n\u2028\ud83d\ude00";
        try (Journal journal = Journal.create(folder, Samples.ENVELOPE, Samples.CLOCK)) {
            journal.append(List.of(Samples.opened(), new RunEvent.NoteAdded(hostile)));
        }
        List<String> lines = AuditExport.lines(folder, format);
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).matches("[ -~]+"));
        JsonObject own = format == Format.ECS
                ? json(lines.get(1)).object("lifeboat")
                : json(lines.get(1)).object("unmapped").object("lifeboat");
        assertThat(own.object("data").text("text")).isEqualTo(hostile);
    }

    @Test
    @Fault("F60")
    void aDamagedJournalIsNotHandedOn() throws Exception {
        RunFolder folder = folder();
        Files.writeString(folder.journal(), Files.readString(folder.journal()).replaceFirst("mira", "jane"));
        assertThatThrownBy(() -> AuditExport.lines(folder, Format.ECS)).hasMessageContaining("corrupt");
    }

    @Test
    void aHeadGoesIntoAFileAndComesBackAlsoFromAManifest() throws Exception {
        Head head = new Head(41, "ab".repeat(32));
        Path file = directory.resolve("audit.json");
        new AnchorFile(file).keep("R1", head);
        new AnchorFile(file).keep("R1", head);
        assertThat(AnchorFile.read(file)).isEqualTo(new AnchorFile.Kept("R1", head));
        Files.writeString(
                file,
                "{\"format\":\"lifeboat-backup-1\",\"run\":{\"id\":\"R2\",\"audit\":{\"sequence\":41,\"hash\":\""
                        + head.hash() + "\"}}}");
        assertThat(AnchorFile.read(file)).isEqualTo(new AnchorFile.Kept("R2", head));
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> AnchorFile.read(file)).hasMessageContaining("audit.json");
    }

    @Test
    void aHeadIsShortEnoughForATicketAndReadInEitherForm() {
        Head head = new Head(41, "0123456789abcdef".repeat(4));
        assertThat(head.code()).isEqualTo("41:0123-4567-89ab-cdef");
        assertThat(Head.parse(head.code()).orElseThrow().isOf(head.hash())).isTrue();
        assertThat(Head.parse(head.text())).contains(head);
        assertThat(Head.parse("41:0123-4567-89ab-cdee").orElseThrow().isOf(head.hash()))
                .isFalse();
        assertThat(Head.parse("41:0123")).isEmpty();
        assertThat(Head.parse("41:----------------")).isEmpty();
        assertThat(Head.parse("x")).isEmpty();
    }
}
