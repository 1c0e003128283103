package lifeboat.journal;

import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.NOON;
import static lifeboat.journal.Samples.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.fault.Fault;
import lifeboat.journal.Verification.Finding;
import lifeboat.journal.seal.Checkpoint;
import lifeboat.journal.seal.SealException;
import lifeboat.journal.seal.Signer;
import lifeboat.journal.seal.SshSignature;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a journal is sealed and by whom, and what it says of a clock that jumps. */
class SealingTest {
    private final StateDirectory state;
    private Instant wall = NOON;
    private long nanos;

    SealingTest(@TempDir Path directory) {
        this.state = new StateDirectory(directory.resolve("state"));
    }

    private Keeping keeping(Signer signer) {
        return new Keeping(() -> wall, Optional.of(signer), 4, Duration.ofMinutes(5), Optional.empty(), 100);
    }

    private static List<String> actions(List<Recorded> records) {
        return records.stream().map(recorded -> recorded.event().action()).toList();
    }

    private static RunEvent note(int number) {
        return new RunEvent.NoteAdded("note " + number);
    }

    @Test
    void sealsComeAtACadenceOfRecordsAndOfTimeAndAtTheEnd() throws Exception {
        RunFolder folder = state.create(RUN, new byte[] {1});
        try (Journal journal = Journal.create(folder, ENVELOPE, keeping(state.sealKey()))) {
            journal.append(List.of(Samples.opened()));
            assertThat(actions(journal.append(List.of(note(1), note(2), note(3)))))
                    .containsExactly("note.added", "note.added", "note.added", "sealed");
            assertThat(actions(journal.append(List.of(note(4))))).containsExactly("note.added");
            wall = wall.plus(Duration.ofMinutes(5));
            assertThat(actions(journal.append(List.of(note(5))))).containsExactly("note.added", "sealed");
            journal.append(List.of(new RunEvent.RunLeft("hang-up", List.of())));
            assertThat(journal.seal().event()).isInstanceOf(RunEvent.Sealed.class);
        }
        List<Long> previous = new ArrayList<>();
        for (Recorded recorded : Journal.read(folder)) {
            if (recorded.event() instanceof RunEvent.Sealed sealed) {
                assertThat(sealed.count()).isEqualTo(recorded.sequence() - 1);
                SshSignature signature =
                        SshSignature.parse(sealed.signature().orElseThrow().value());
                assertThat(signature.verifies(new Checkpoint(RUN, sealed.count(), sealed.head()).message()))
                        .isTrue();
                assertThat(signature.key()).isEqualTo(state.sealPublicKey());
                previous.add(sealed.previous().orElseThrow());
            }
        }
        assertThat(previous).containsExactly(0L, 5L, 8L);
        assertThat(new AuditVerify(true, false, Optional.empty()).verify(folder).lines())
                .startsWith("OK", "UNANCHORED SEALED")
                .contains("seals signed by " + state.sealPublicKey().fingerprint()
                        + "; whether that key may sign was not asked: name --allowed-signers");
    }

    @Test
    void aSealThatNobodyCouldSignStopsNoRunAndShows() throws Exception {
        RunFolder folder = state.create(RUN, new byte[] {1});
        Signer moody = new Signer() {
            private int times;

            @Override
            public SshSignature sign(byte[] message) throws SealException {
                if (times++ == 1) {
                    throw new SealException("the agent is gone", "");
                }
                try {
                    return state.sealKey().sign(message);
                } catch (JournalException e) {
                    throw new SealException("no key", "", e);
                }
            }
        };
        try (Journal journal = Journal.create(folder, ENVELOPE, keeping(moody))) {
            journal.append(List.of(Samples.opened()));
            journal.seal();
            journal.append(List.of(new RunEvent.RunLeft("hang-up", List.of())));
            journal.seal();
        }
        Verification found = new AuditVerify(false, false, Optional.empty()).verify(folder);
        assertThat(found.finding()).isEqualTo(Finding.SIGNATURE);
        assertThat(found.finding().exitCode()).isEqualTo(14);
        assertThat(found.lines().get(0))
                .startsWith("SIGNATURE record 4")
                .contains("it is not signed, though others are");
    }

    @Test
    @Fault("F08")
    void aRunThatWasLeftKeepsItsReserveAndOneThatWasClosedGivesItBack() throws Exception {
        RunFolder folder = state.create(RUN, new byte[] {1});
        Path reserve = folder.path().resolve("reserve");
        try (Journal journal = Journal.create(folder, ENVELOPE, keeping(state.sealKey()))) {
            journal.append(List.of(Samples.opened(), new RunEvent.RunLeft("hang-up", List.of("pachd-down"))));
        }
        assertThat(reserve).exists();
        try (Journal journal = Journal.open(folder, ENVELOPE, keeping(state.sealKey()))) {
            journal.append(List.of(new RunEvent.RunResumed("2"), new RunEvent.RunClosed("done", "")));
            journal.seal();
        }
        assertThat(reserve).doesNotExist();
    }

    @Test
    void theInstallationsKeyIsItsOwnersAndIsMadeOnce() throws Exception {
        byte[] message = {1, 2, 3};
        SshSignature first = state.sealKey().sign(message);
        assertThat(state.sealKey().sign(message).key()).isEqualTo(first.key());
        Path file = state.path().resolve("seal.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), lines.get(1).replace("AAAAI", "AAAAJ")));
        assertThatThrownBy(state::sealKey).hasMessageContaining("seal.key").hasMessageContaining("cannot be used");
    }

    @Test
    @Fault("F13")
    void aJumpOfTheClockIsRecordedBeforeWhatIsRecordedAtTheNewTime() throws Exception {
        RunFolder folder = state.create(RUN, new byte[] {1});
        ClockWatch watch = new ClockWatch(() -> wall, () -> nanos, Duration.ofSeconds(2));
        Keeping keeping = Keeping.unsigned(() -> wall).watchedBy(watch);
        try (Journal journal = Journal.create(folder, ENVELOPE, keeping)) {
            pass(Duration.ofHours(1), Duration.ofHours(1));
            assertThat(actions(journal.append(List.of(Samples.opened())))).startsWith("run.opened");
            pass(Duration.ofMinutes(-60), Duration.ofSeconds(1));
            List<Recorded> back = journal.append(List.of(note(1)));
            assertThat(actions(back)).startsWith("clock.jumped", "note.added");
            assertThat(back.get(0).event()).isEqualTo(new RunEvent.ClockJumped(-3_601_000));
            pass(Duration.ofMinutes(61), Duration.ofMinutes(1));
            assertThat(journal.append(List.of(note(2))).get(0).event()).isEqualTo(new RunEvent.ClockJumped(3_600_000));
            pass(Duration.ofHours(2).plusMillis(2_500), Duration.ofHours(2));
            assertThat(actions(journal.append(List.of(note(3)))))
                    .as("a clock that is disciplined may run a little fast")
                    .startsWith("note.added");
        }
        assertThat(new AuditVerify(false, false, Optional.empty())
                        .verify(folder)
                        .finding())
                .isEqualTo(Finding.INTACT);
    }

    private void pass(Duration byTheWall, Duration really) {
        wall = wall.plus(byTheWall);
        nanos += really.toNanos();
    }
}
