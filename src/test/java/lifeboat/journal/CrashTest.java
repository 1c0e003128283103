package lifeboat.journal;

import static lifeboat.journal.Samples.CLOCK;
import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import lifeboat.fault.Fault;
import lifeboat.journal.Verification.Finding;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord.RecordException;
import org.junit.jupiter.api.Test;

class CrashTest {
    private static final AuditVerify PLAIN = new AuditVerify(false, false, Optional.empty());
    private static final Path RUN_PATH = Path.of("/state/runs/" + RUN);

    private static RunEvent note(Random random) {
        return new RunEvent.NoteAdded("n".repeat(random.nextInt(1500)) + random.nextInt());
    }

    private static List<RunEvent> notes(Random random) {
        List<RunEvent> notes = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            notes.add(note(random));
        }
        return notes;
    }

    private static List<RunEvent> withoutRecovery(List<Recorded> records) {
        return records.stream()
                .map(Recorded::event)
                .filter(event -> !(event instanceof RunEvent.JournalRecovered))
                .toList();
    }

    @Test
    @Fault("F11")
    void noAcknowledgedRecordIsLostWhenThePowerGoes() throws Exception {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            CrashDisk disk = new CrashDisk(random);
            RunFolder folder = new RunFolder(disk, RUN_PATH);
            Journal journal = Journal.create(folder, ENVELOPE, CLOCK);
            List<RunEvent> acknowledged = new ArrayList<>(List.of(Samples.opened()));
            journal.append(List.of(Samples.opened()));
            for (int crash = 0; crash < 2; crash++) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    List<RunEvent> batch = notes(random);
                    journal.append(batch);
                    acknowledged.addAll(batch);
                }
                disk.forceFails = true;
                List<RunEvent> unsure = notes(random);
                Journal failing = journal;
                assertThatThrownBy(() -> failing.append(unsure)).isInstanceOf(RecordException.class);
                disk.forceFails = false;
                disk.loseWhatWasNotForced();
                journal = Journal.open(folder, ENVELOPE, CLOCK);
                List<RunEvent> events = withoutRecovery(journal.replayed());
                assertThat(events.subList(0, acknowledged.size()))
                        .as("seed %s", seed)
                        .isEqualTo(acknowledged);
                List<RunEvent> rest = events.subList(acknowledged.size(), events.size());
                assertThat(rest).isEqualTo(unsure.subList(0, rest.size()));
                acknowledged = new ArrayList<>(events);
            }
            assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.INTACT);
        }
    }

    @Test
    void aFullDiskLeavesTheJournalAsItWas() throws Exception {
        for (int writes = 0; writes < 40; writes++) {
            CrashDisk disk = new CrashDisk(new Random(writes));
            disk.shortWrites = true;
            RunFolder folder = new RunFolder(disk, RUN_PATH);
            Journal journal = Journal.create(folder, ENVELOPE, CLOCK);
            journal.append(List.of(Samples.opened()));
            disk.writesUntilFull = writes % 8;
            List<RunEvent> batch = notes(new Random(writes));
            try {
                journal.append(batch);
                assertThat(Journal.read(folder)).hasSize(1 + batch.size());
            } catch (RecordException e) {
                assertThat(e).hasMessageContaining("No space left");
                assertThat(Journal.read(folder)).hasSize(1);
            }
            disk.writesUntilFull = Integer.MAX_VALUE;
            journal.append(List.of(new RunEvent.NoteAdded("again")));
            assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.INTACT);
        }
    }

    @Test
    void aFailedForceIsNeverTriedAgainAndTheRunGoesOnInANewFile() throws Exception {
        CrashDisk disk = new CrashDisk(new Random(1));
        RunFolder folder = new RunFolder(disk, RUN_PATH);
        Journal journal = Journal.create(folder, ENVELOPE, CLOCK);
        journal.append(List.of(Samples.opened()));
        disk.forceFails = true;
        assertThatThrownBy(() -> journal.append(List.of(new RunEvent.NoteAdded("lost"))))
                .isInstanceOf(RecordException.class);
        disk.forceFails = false;
        assertThatThrownBy(() -> journal.append(List.of(new RunEvent.NoteAdded("not tried"))))
                .hasMessageContaining("cannot be relied on");
        assertThat(journal.continueInNewFile("the disk failed").sequence()).isEqualTo(2);
        journal.append(List.of(new RunEvent.NoteAdded("kept")));
        assertThat(Journal.read(folder).stream().map(Recorded::event).toList())
                .containsExactly(
                        Samples.opened(),
                        new RunEvent.AuditDegraded("the disk failed"),
                        new RunEvent.NoteAdded("kept"));
        assertThat(Journal.open(folder, ENVELOPE, CLOCK).head().sequence()).isEqualTo(3);
        assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.INTACT);
    }
}
