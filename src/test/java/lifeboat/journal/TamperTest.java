package lifeboat.journal;

import static lifeboat.journal.Samples.CLOCK;
import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import lifeboat.journal.Damage.Kind;
import lifeboat.journal.Verification.Finding;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TamperTest {
    private static final int TRIALS = 60;
    private static final String PYTHON =
            """
            import hashlib, json, sys
            prev, sequence = "0" * 64, 0
            for raw in open(sys.argv[1], encoding="utf-8", newline="\\n"):
                record = json.loads(raw)
                chain = record["lifeboat"]["chain"]
                said = chain.pop("hash")
                assert chain["prev"] == prev
                sequence += 1
                assert record["event"]["sequence"] == sequence
                form = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
                body = b"lifeboat-journal-1\\n" + prev.encode() + form.encode()
                prev = hashlib.sha256(body).hexdigest()
                assert prev == said, sequence
            print(sequence, prev)
            """;

    private final Path directory;

    TamperTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private RunFolder written() throws Exception {
        RunFolder folder = new StateDirectory(directory.resolve("state")).create(RUN, new byte[] {1});
        List<RunEvent> events = new ArrayList<>(Samples.oneOfEach());
        events.remove(events.size() - 1);
        try (Journal journal = Journal.create(folder, ENVELOPE, CLOCK)) {
            journal.append(events.subList(0, 10));
            for (RunEvent event : events.subList(10, events.size())) {
                journal.append(List.of(event));
            }
            journal.seal();
        }
        return folder;
    }

    private static Verification verify(RunFolder folder, List<String> lines) throws Exception {
        Files.writeString(folder.journal(), String.join("\n", lines) + "\n");
        return new AuditVerify(false, false, Optional.empty()).verify(folder.journal());
    }

    private static void expect(Verification found, long sequence, Kind... kinds) {
        assertThat(found.finding()).isEqualTo(Finding.CORRUPT);
        assertThat(found.damage().orElseThrow().sequence()).isEqualTo(sequence);
        assertThat(kinds).contains(found.damage().orElseThrow().kind());
    }

    @Test
    void everyWayOfTamperingIsNamedWithItsPlace() throws Exception {
        RunFolder folder = written();
        List<String> whole = List.copyOf(Files.readAllLines(folder.journal()));
        Random random = new Random(7);
        for (int trial = 0; trial < TRIALS; trial++) {
            int i = random.nextInt(whole.size() - 2);
            List<String> lines = new ArrayList<>(whole);
            lines.set(i, whole.get(i).replace("\"mira\"", "\"jane\""));
            expect(verify(folder, lines), i + 1, Kind.EDITED);

            lines = new ArrayList<>(whole);
            lines.remove(i);
            expect(verify(folder, lines), i + 1, Kind.REMOVED);

            lines = new ArrayList<>(whole);
            Collections.swap(lines, i, i + 1);
            expect(verify(folder, lines), i + 1, Kind.REORDERED);

            lines = new ArrayList<>(whole);
            lines.add(i + 1, whole.get(i));
            expect(verify(folder, lines), i + 2, Kind.REPEATED);

            lines = new ArrayList<>(whole);
            lines.set(i, whole.get(i).substring(0, 40) + whole.get(i + 2).substring(30));
            lines.remove(i + 1);
            expect(verify(folder, lines), i + 1, Kind.DAMAGED, Kind.TRUNCATED, Kind.EDITED);
        }
    }

    @Test
    void anyChangedByteIsSeen() throws Exception {
        RunFolder folder = written();
        byte[] whole = Files.readAllBytes(folder.journal());
        AuditVerify plain = new AuditVerify(false, false, Optional.empty());
        assertThat(plain.verify(folder).finding()).isEqualTo(Finding.INTACT);
        int lastLine = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('\n', whole.length - 2) + 1;
        int firstVersion = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\"version\":1}") + 10;
        Random random = new Random(11);
        for (int trial = 0; trial < 400; trial++) {
            int at = random.nextInt(whole.length);
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(folder.journal(), changed);
            Verification found = plain.verify(folder);
            if (at == firstVersion) {
                assertThat(found.finding()).isIn(Finding.CORRUPT, Finding.UNKNOWN_VERSION);
            } else if (at >= lastLine - 1) {
                assertThat(found.finding()).isIn(Finding.CORRUPT, Finding.TORN);
            } else {
                assertThat(found.finding()).as("byte %s", at).isEqualTo(Finding.CORRUPT);
                assertThatThrownBy(() -> Journal.open(folder, ENVELOPE, CLOCK)).hasMessageContaining("corrupt");
                assertThat(Files.readAllBytes(folder.journal())).isEqualTo(changed);
            }
        }
    }

    @Test
    void whatIsCutOffAtTheEndShowsOnlyAgainstAKeptHead() throws Exception {
        RunFolder folder = written();
        Head head =
                new AuditVerify(false, false, Optional.empty()).verify(folder).head();
        assertThat(new AuditVerify(true, true, Optional.of(head)).verify(folder).finding())
                .isEqualTo(Finding.INTACT);
        assertThat(new AuditVerify(true, true, Optional.empty()).verify(folder).finding())
                .isEqualTo(Finding.UNANCHORED);
        List<String> lines = Files.readAllLines(folder.journal());
        Verification cut = verify(folder, lines.subList(0, lines.size() - 2));
        assertThat(cut.finding()).isEqualTo(Finding.INTACT);
        assertThat(cut.sealed()).isFalse();
        assertThat(new AuditVerify(true, false, Optional.empty()).verify(folder).finding())
                .isEqualTo(Finding.UNSEALED);
        expect(new AuditVerify(false, false, Optional.of(head)).verify(folder), lines.size() - 1L, Kind.ANCHOR);
    }

    @Test
    void aLaterVersionIsNotGuessedAt() throws Exception {
        RunFolder folder = written();
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.journal()));
        lines.set(0, lines.get(0).replace("\"version\":1}", "\"version\":2}"));
        Verification found = verify(folder, lines);
        assertThat(found.finding()).isEqualTo(Finding.UNKNOWN_VERSION);
        assertThat(found.finding().exitCode()).isEqualTo(15);
    }

    @Test
    void aFewLinesOfPythonComeToTheSameHead() throws Exception {
        RunFolder folder = written();
        Path script = Files.writeString(directory.resolve("check.py"), PYTHON);
        Process python = start("python3", script.toString(), folder.journal().toString());
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(output).isZero();
        Head head =
                new AuditVerify(false, false, Optional.empty()).verify(folder).head();
        assertThat(output.strip()).isEqualTo(head.sequence() + " " + head.hash());
    }

    private static Process start(String... command) {
        Process started = null;
        try {
            started = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "no " + command[0] + " here");
        }
        return Objects.requireNonNull(started);
    }
}
