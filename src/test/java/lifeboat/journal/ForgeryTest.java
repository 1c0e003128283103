package lifeboat.journal;

import static lifeboat.journal.Samples.CLOCK;
import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lifeboat.journal.Damage.Kind;
import lifeboat.journal.Verification.Finding;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.run.RunEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody can do who knows how the hashes are made, and what a head that was kept elsewhere says to it. */
class ForgeryTest {
    private static final AuditVerify PLAIN = new AuditVerify(false, false, Optional.empty());
    private static final String OTHER_RUN = "20261121-130000-zzzzzz";

    @TempDir
    Path directory;

    private RunFolder folder = new RunFolder(new RealDisk(), Path.of("unused"));
    private List<String> whole = List.of();
    private Head kept = Head.NONE;

    @BeforeEach
    void write() throws Exception {
        folder = written(RUN);
        whole = List.copyOf(Files.readAllLines(folder.journal()));
        kept = PLAIN.verify(folder).head();
    }

    private RunFolder written(String run) throws Exception {
        RunFolder made = new StateDirectory(directory.resolve("state")).create(run, new byte[] {1});
        Envelope envelope = new Envelope(
                run,
                ENVELOPE.mode(),
                ENVELOPE.bookId(),
                ENVELOPE.bookSha256(),
                ENVELOPE.user(),
                ENVELOPE.host(),
                ENVELOPE.pid(),
                ENVELOPE.sourceIp(),
                ENVELOPE.steps());
        List<RunEvent> events = new ArrayList<>(Samples.oneOfEach());
        events.remove(events.size() - 1);
        try (Journal journal = Journal.create(made, envelope, CLOCK)) {
            for (RunEvent event : events) {
                journal.append(List.of(event));
            }
            journal.seal();
        }
        return made;
    }

    private void replace(List<String> lines) throws Exception {
        Files.writeString(folder.journal(), String.join("\n", lines) + "\n");
    }

    private Verification against(Head head) throws Exception {
        return new AuditVerify(false, true, Optional.of(head)).verify(folder);
    }

    /** The lines with their sequences and hashes made anew, and with their seal if it is to be made anew as well. */
    private static List<String> rechained(List<String> lines, boolean seal) throws Exception {
        List<String> made = new ArrayList<>();
        String prev = Chain.GENESIS;
        for (String line : lines) {
            Object read = CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8));
            Map<String, Object> record = fields(Objects.requireNonNull(read));
            Map<String, Object> event = fields(record.get("event"));
            Map<String, Object> own = fields(record.get("lifeboat"));
            event.put("sequence", made.size() + 1);
            if (seal && "sealed".equals(event.get("action"))) {
                fields(own.get("data")).putAll(Map.of("count", made.size(), "head", prev));
            }
            Map<String, Object> chain = fields(own.get("chain"));
            chain.put("prev", prev);
            prev = Chain.hash(prev, WellFormed.fields(record));
            chain.put("hash", prev);
            made.add(new String(CanonicalJson.write(record), StandardCharsets.UTF_8));
        }
        return made;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    private static List<String> changed(List<String> lines, int index, UnaryOperator<String> change) {
        List<String> copy = new ArrayList<>(lines);
        copy.set(index, change.apply(lines.get(index)));
        assertThat(copy).isNotEqualTo(lines);
        return copy;
    }

    private static void expect(Verification found, Kind kind, long sequence) {
        assertThat(found.finding()).isEqualTo(Finding.CORRUPT);
        assertThat(found.finding().exitCode()).isEqualTo(11);
        assertThat(found.damage().map(Damage::kind)).contains(kind);
        assertThat(found.damage().map(Damage::sequence)).contains(sequence);
        assertThat(found.anchored()).isFalse();
        assertThat(found.lines().get(0)).startsWith("CORRUPT record " + sequence + " " + kind.words());
        assertThat(found.lines().get(1)).startsWith("UNANCHORED");
    }

    @Test
    void whatIsMadeAnewWithoutAChangeIsTheSame() throws Exception {
        assertThat(rechained(whole, true)).isEqualTo(whole);
        Verification found = against(kept);
        assertThat(found.finding()).isEqualTo(Finding.INTACT);
        assertThat(found.lines()).startsWith("OK", "ANCHORED SEALED").noneMatch(line -> line.contains("elsewhere"));
    }

    @Test
    void aRecordOfAnotherRunIsNamedWhereverItIsPut() throws Exception {
        List<String> foreign = Files.readAllLines(written(OTHER_RUN).journal());
        for (int at : new int[] {1, 5, whole.size() - 1}) {
            for (int from : new int[] {0, at, foreign.size() - 1}) {
                List<String> lines = new ArrayList<>(whole);
                lines.add(at, foreign.get(from));
                replace(lines);
                expect(PLAIN.verify(folder), Kind.FOREIGN, at + 1L);
                expect(against(kept), Kind.FOREIGN, at + 1L);
                assertThatThrownBy(() -> Journal.open(folder, ENVELOPE, CLOCK)).hasMessageContaining(OTHER_RUN);
            }
        }
    }

    @Test
    void aRecordOfAnotherRunIsNamedEvenWhenTheChainIsMadeAnewAroundIt() throws Exception {
        List<String> lines = new ArrayList<>(whole);
        lines.add(5, Files.readAllLines(written(OTHER_RUN).journal()).get(5));
        replace(rechained(lines, true));
        expect(PLAIN.verify(folder), Kind.FOREIGN, 6);
    }

    @Test
    void theJournalOfAnotherRunIsNotTakenForTheFolders() throws Exception {
        replace(Files.readAllLines(written(OTHER_RUN).journal()));
        expect(PLAIN.verify(folder), Kind.FOREIGN, 1);
        assertThat(PLAIN.verify(folder.journal()).finding()).isEqualTo(Finding.INTACT);
        expect(new AuditVerify(false, false, Optional.of(kept)).verify(folder.journal()), Kind.ANCHOR, kept.sequence());
    }

    @Test
    void anEditWhoseChainWasMadeAnewShowsOnlyAgainstAKeptHead() throws Exception {
        for (int index = 0; index < whole.size(); index++) {
            replace(rechained(changed(whole, index, line -> line.replace("\"mira\"", "\"jane\"")), true));
            Verification plain = PLAIN.verify(folder);
            assertThat(plain.finding()).isEqualTo(Finding.INTACT);
            assertThat(plain.sealed()).isTrue();
            assertThat(plain.lines())
                    .startsWith("OK", "UNANCHORED SEALED")
                    .contains("records cut off at the end, or hashes all made anew, would not show:"
                            + " nothing kept elsewhere was compared");
            assertThat(new AuditVerify(true, true, Optional.empty())
                            .verify(folder)
                            .finding()
                            .exitCode())
                    .isEqualTo(13);
            expect(against(kept), Kind.ANCHOR, kept.sequence());
        }
    }

    @Test
    void aSealThatWasForgottenGivesTheEditAway() throws Exception {
        replace(rechained(changed(whole, 3, line -> line.replace("\"mira\"", "\"jane\"")), false));
        expect(PLAIN.verify(folder), Kind.SEAL, whole.size());
    }

    @Test
    void anInventedRecordAndALeftOutOneShowOnlyAgainstAKeptHead() throws Exception {
        List<String> invented = new ArrayList<>(whole);
        invented.add(7, whole.get(17));
        replace(rechained(invented, true));
        assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.INTACT);
        expect(against(kept), Kind.ANCHOR, kept.sequence());

        List<String> leftOut = new ArrayList<>(whole);
        leftOut.remove(7);
        replace(rechained(leftOut, true));
        assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.INTACT);
        expect(against(kept), Kind.ANCHOR, kept.sequence());
    }

    @Test
    void aHeadFromTheMiddleProvesWhatStandsBeforeItAndNothingAfterIt() throws Exception {
        replace(whole.subList(0, 10));
        Head middle = PLAIN.verify(folder).head();
        assertThat(middle.sequence()).isEqualTo(10);
        replace(rechained(changed(whole, 9, line -> line.replace("\"mira\"", "\"jane\"")), true));
        expect(against(middle), Kind.ANCHOR, 10);
        replace(rechained(changed(whole, 10, line -> line.replace("\"mira\"", "\"jane\"")), true));
        assertThat(against(middle).finding()).isEqualTo(Finding.INTACT);
        expect(against(kept), Kind.ANCHOR, kept.sequence());
    }

    @Test
    void anIntegerThatNoReaderHoldsIsDamageAndNoCrashOfTheReader() throws Exception {
        replace(changed(whole, 4, line -> line.replace("\"sequence\":5", "\"sequence\":-9223372036854775808")));
        assertThat(PLAIN.verify(folder).damage().map(Damage::sequence)).contains(5L);
    }
}
