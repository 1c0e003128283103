package lifeboat.journal;

import static lifeboat.journal.Samples.CLOCK;
import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.journal.Verification.Finding;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final AuditVerify PLAIN = new AuditVerify(false, false, Optional.empty());

    private final Path directory;

    JournalTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private RunFolder folder() throws JournalException {
        return new StateDirectory(directory.resolve("state")).create(RUN, new byte[] {1});
    }

    private static List<RunEvent> events(List<Recorded> records) {
        return records.stream().map(Recorded::event).toList();
    }

    @Test
    void hashesAsTheContractSays() throws Exception {
        String record = "{\"event\":{\"action\":\"run.opened\",\"sequence\":1},\"lifeboat\":{\"chain\":{\"prev\":\""
                + Chain.GENESIS + "\"}}}";
        Map<?, ?> tree = (Map<?, ?>) Objects.requireNonNull(CanonicalJson.readCanonical(record.getBytes("UTF-8")));
        assertThat(Chain.hash(Chain.GENESIS, WellFormed.fields(tree)))
                .isEqualTo("2a08c60a48f1b59d6cb435e8db120812723c7fd08a0e9b95c076ee915dd264db");
    }

    @Test
    void knowsEveryKindOfEvent() {
        var kinds = Arrays.stream(RunEvent.class.getPermittedSubclasses()).collect(Collectors.toSet());
        assertThat(EventForms.ALL.stream().map(EventForm::type).collect(Collectors.<Class<?>>toSet()))
                .isEqualTo(kinds);
        assertThat(Samples.oneOfEach().stream().map(Object::getClass).collect(Collectors.<Class<?>>toSet()))
                .isEqualTo(kinds);
        Samples.oneOfEach()
                .forEach(event -> assertThat(EventForms.of(event).action()).isEqualTo(event.action()));
    }

    @Test
    void everyEventComesBackAsItWentIn() throws Exception {
        RunFolder folder = folder();
        try (Journal journal = Journal.create(folder, ENVELOPE, CLOCK)) {
            assertThat(events(journal.append(Samples.oneOfEach()))).isEqualTo(Samples.oneOfEach());
        }
        assertThat(events(Journal.read(folder))).isEqualTo(Samples.oneOfEach());
        assertThat(Journal.read(folder))
                .allSatisfy(record -> assertThat(record.at()).isEqualTo(Samples.NOON));
    }

    @Test
    void everyRecordSaysWhoWhereAndThatItIsARehearsal() throws Exception {
        RunFolder folder = folder();
        try (Journal journal = Journal.create(folder, ENVELOPE, CLOCK)) {
            journal.append(Samples.oneOfEach());
        }
        for (String line : Files.readAllLines(folder.journal())) {
            JsonObject record = JsonObject.of(CanonicalJson.readCanonical(line.getBytes("UTF-8")));
            assertThat(record.object("lifeboat").text("mode")).isEqualTo("rehearsal");
            assertThat(record.object("lifeboat").number("version")).isEqualTo(1);
            assertThat(record.object("user").text("name")).isEqualTo("mira");
            assertThat(record.object("source").text("ip")).isEqualTo("192.0.2.7");
            assertThat(record.object("trace").text("id")).isEqualTo(RUN);
            assertThat(record.text("@timestamp")).isEqualTo("2026-11-21T12:00:00.123456Z");
            if (record.object("event").number("sequence") >= 3) {
                assertThat(record.object("orchestrator").object("cluster").text("id"))
                        .isEqualTo("u-1");
            }
        }
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        RunFolder folder = folder();
        try (Journal journal = Journal.create(folder, ENVELOPE, CLOCK)) {
            journal.append(List.of(Samples.opened()));
        }
        try (Journal journal = Journal.open(folder, ENVELOPE, CLOCK)) {
            assertThat(events(journal.replayed())).containsExactly(Samples.opened());
            assertThat(journal.append(List.of(new RunEvent.RunResumed("2")))
                            .get(0)
                            .sequence())
                    .isEqualTo(2);
            journal.seal();
            assertThat(new AuditVerify(true, false, Optional.empty())
                            .verify(folder)
                            .finding())
                    .as("a run that is under way")
                    .isEqualTo(Finding.UNSEALED);
            journal.append(List.of(new RunEvent.RunLeft("hang-up", List.of())));
            journal.seal();
        }
        Verification found = new AuditVerify(true, false, Optional.empty()).verify(folder);
        assertThat(found.finding()).isEqualTo(Finding.INTACT);
        assertThat(found.lines()).contains("OK", "UNANCHORED SEALED");
    }

    @Test
    void putsATornLineAsideAtEveryByte() throws Exception {
        RunFolder folder = folder();
        try (Journal journal = Journal.create(folder, ENVELOPE, CLOCK)) {
            journal.append(List.of(Samples.opened()));
            journal.append(List.of(new RunEvent.NoteAdded("last")));
        }
        byte[] whole = Files.readAllBytes(folder.journal());
        int first = new String(whole, "UTF-8").indexOf('\n') + 1;
        for (int length = first + 1; length < whole.length; length++) {
            Files.write(folder.journal(), Arrays.copyOf(whole, length));
            assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.TORN);
            try (Journal journal = Journal.open(folder, ENVELOPE, CLOCK)) {
                assertThat(journal.head().sequence()).isEqualTo(2);
            }
            List<RunEvent> events = events(Journal.read(folder));
            assertThat(events.get(1))
                    .isInstanceOfSatisfying(RunEvent.JournalRecovered.class, recovered -> assertThat(recovered.bytes())
                            .isPositive());
            assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.INTACT);
            try (var files = Files.list(folder.path())) {
                for (Path torn :
                        files.filter(file -> file.toString().contains(".torn")).toList()) {
                    Files.delete(torn);
                }
            }
        }
    }

    @Test
    void keepsTextsThatAreTooLongForALineAsArtifacts() throws Exception {
        RunFolder folder = folder();
        RunEvent note = new RunEvent.NoteAdded("x\uD83D\uDE00".repeat(50_000));
        try (Journal journal = Journal.create(folder, ENVELOPE, CLOCK)) {
            journal.append(List.of(Samples.opened(), note));
        }
        assertThat(Files.size(folder.journal())).isLessThan(2L * Line.LIMIT);
        assertThat(events(Journal.read(folder))).containsExactly(Samples.opened(), note);
        assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.INTACT);
        try (var files = Files.list(folder.path().resolve("artifacts"))) {
            Files.writeString(files.findFirst().orElseThrow(), "{}");
        }
        assertThat(PLAIN.verify(folder).damage().orElseThrow().kind()).isEqualTo(Damage.Kind.ARTIFACT);
    }

    @Test
    void filesAreTheOwnersOnly() throws Exception {
        RunFolder folder = folder();
        Journal.create(folder, ENVELOPE, CLOCK).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.journal())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rwx------");
        assertThatThrownBy(() -> Journal.create(folder, ENVELOPE, CLOCK)).isInstanceOf(JournalException.class);
    }

    @Test
    void onlyOneProcessWorksOnARun() throws Exception {
        RunFolder folder = folder();
        Holder self = new Holder(RUN, "mira", "ops1", 1, Optional.of(Instant.EPOCH), Samples.NOON, Optional.empty());
        Holder other = new Holder(RUN, "jon", "ops1", 2, Optional.of(Instant.EPOCH), Samples.NOON, Optional.empty());
        StateDirectory state = new StateDirectory(directory.resolve("state"));
        try (RunLock lock = RunLock.take(folder, self)) {
            assertThatThrownBy(() -> RunLock.take(folder, self)).isInstanceOf(LockedException.class);
            assertThatThrownBy(() -> RunLock.take(folder, other)).hasMessageContaining("mira on ops1");
            assertThat(state.inUse(folder, self)).contains(self);
        }
        assertThat(state.inUse(folder, self)).isEmpty();
        RunLock.take(folder, other).close();
    }
}
