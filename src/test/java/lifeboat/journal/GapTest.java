package lifeboat.journal;

import static lifeboat.journal.Samples.CLOCK;
import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.RUN;
import static lifeboat.journal.Samples.SCALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.journal.Verification.Finding;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord.RecordException;
import org.junit.jupiter.api.Test;

/** What becomes of events that the journal's disk does not take any more. */
class GapTest {
    private static final AuditVerify PLAIN = new AuditVerify(false, false, Optional.empty());
    private static final Path HOME = Path.of("/state/runs/" + RUN);
    private static final Path OTHER = Path.of("/other");
    private static final Keeping KEEPING =
            new Keeping(CLOCK, Optional.empty(), 5, Duration.ofMinutes(5), Optional.empty(), 700);
    private static final Attempt ATTEMPT = new Attempt(SCALE, "", false, 1);
    private static final RunEvent BEGUN = new RunEvent.ActionBegun(ATTEMPT, Map.of());
    private static final RunEvent ENDED = new RunEvent.ActionEnded(ATTEMPT, new Outcome.Succeeded(Map.of(), "3 to 0"));
    private static final RunEvent NOTE = new RunEvent.NoteAdded("what was done meanwhile");

    @Test
    @Fault("F08")
    void whatWasRememberedWhileTheDiskWasFullAtAnyByteIsKeptInOrderOnceThereIsRoom(Tally tally) throws Exception {
        for (int room = 0; room < 700; room += 3) {
            tally.injected();
            CrashDisk disk = new CrashDisk(new Random(room));
            disk.shortWrites = room % 2 == 0;
            Journal journal = begun(disk);
            disk.delete(HOME.resolve(Reserve.NAME));
            long used = disk.read(HOME.resolve("journal.jsonl")).length;
            disk.room = used + room;
            List<RunEvent> remembered = new ArrayList<>();
            List<RunEvent> kept = new ArrayList<>(List.of(Samples.opened(), BEGUN));
            for (RunEvent event : List.of(ENDED, NOTE)) {
                keepOrRemember(journal, event, kept, remembered);
            }
            disk.room = Long.MAX_VALUE;
            if (!remembered.isEmpty()) {
                assertThat(journal.gap().orElseThrow().missing()).hasSameSizeAs(remembered);
                assertThatThrownBy(() -> journal.append(List.of(NOTE))).hasMessageContaining("not kept");
                assertThat(journal.catchUp(Optional.empty())).hasSize(1);
                kept.add(new RunEvent.AuditDegraded("for a while the disk took nothing; "
                        + (remembered.size() == 1
                                ? "the record that follows was remembered until now"
                                : "the 2 records that follow were remembered until now")));
                kept.addAll(remembered);
            }
            assertThat(journal.gap()).isEmpty();
            journal.append(List.of(NOTE));
            kept.add(NOTE);
            assertThat(events(disk).stream().filter(event -> !(event instanceof RunEvent.Sealed)))
                    .isEqualTo(kept);
            assertThat(PLAIN.verify(home(disk)).finding()).isEqualTo(Finding.INTACT);
            tally.survived();
        }
    }

    private static void keepOrRemember(
            Journal journal, RunEvent event, List<RunEvent> kept, List<RunEvent> remembered) {
        try {
            if (remembered.isEmpty()) {
                journal.append(List.of(event));
                kept.add(event);
                return;
            }
        } catch (RecordException full) {
            assertThat(full.unchanged()).isTrue();
        }
        long before = journal.head().sequence() + remembered.size();
        assertThat(journal.remember(List.of(event)))
                .extracting(Recorded::sequence)
                .containsExactly(before + 1);
        remembered.add(event);
    }

    @Test
    @Fault("F10")
    void fromAnyForceThatFailsTheAuditGoesOnOnAnotherDiskAndBothPartsMakeOneJournal(Tally tally) throws Exception {
        for (int force = 0; force < 4; force++) {
            for (int roll = 0; roll < 50; roll++) {
                tally.injected();
                CrashDisk disk = new CrashDisk(new Random(roll));
                disk.well = Optional.of(OTHER);
                Journal journal = begun(disk);
                List<RunEvent> wanted = new ArrayList<>(List.of(Samples.opened(), BEGUN));
                disk.failingFrom = disk.forces + force;
                for (RunEvent event : List.of(ENDED, NOTE, NOTE, NOTE)) {
                    wanted.add(event);
                    try {
                        journal.append(List.of(event));
                    } catch (RecordException e) {
                        journal.remember(List.of(event));
                        Head before = journal.head();
                        journal.catchUp(Optional.of("/other"));
                        assertThat(journal.head().sequence()).isGreaterThan(before.sequence());
                    }
                }
                journal.seal();
                Gap gap = journal.gap().orElseThrow();
                assertThat(gap.missing()).isEmpty();
                assertThat(gap.lines().get(1)).contains("cp " + gap.elsewhere().get(0) + " " + HOME);
                assertThat(disk.forcedAgain)
                        .as("a failed force was tried again")
                        .isZero();

                CrashDisk after = disk.afterPowerLoss(new Random(roll));
                for (Path file : gap.elsewhere()) {
                    Path to = HOME.resolve(String.valueOf(file.getFileName()));
                    if (after.exists(to)) {
                        after.delete(to);
                    }
                    after.create(to).writeFully(after.read(file), 0);
                }
                assertThat(events(after).stream()
                                .filter(event -> !(event instanceof RunEvent.AuditDegraded)
                                        && !(event instanceof RunEvent.Sealed)))
                        .isEqualTo(wanted);
                assertThat(PLAIN.verify(home(after)).finding()).isEqualTo(Finding.INTACT);
                assertThat(Journal.open(home(after), ENVELOPE, KEEPING).replayed())
                        .hasSizeGreaterThan(4);
                tally.survived();
            }
        }
    }

    @Test
    @Fault("F10")
    void aPlaceThatTakesNothingEitherChangesNothingAndAnotherOneCanBeNamed() throws Exception {
        CrashDisk disk = new CrashDisk(new Random(1));
        disk.well = Optional.of(OTHER);
        Journal journal = begun(disk);
        disk.forceFails = true;
        assertThatThrownBy(() -> journal.append(List.of(ENDED))).isInstanceOf(RecordException.class);
        journal.remember(List.of(ENDED));
        Head before = journal.head();
        assertThatThrownBy(() -> journal.catchUp(Optional.of("/state/too"))).isInstanceOf(RecordException.class);
        assertThatThrownBy(() -> journal.catchUp(Optional.of("/state/runs")))
                .hasMessageContaining("that is where it cannot be kept");
        assertThatThrownBy(() -> journal.catchUp(Optional.of("a\0b"))).hasMessageContaining("cannot go on");
        assertThat(journal.head()).isEqualTo(before);
        assertThat(journal.gap().orElseThrow().missing()).hasSize(1);
        journal.catchUp(Optional.of("/other"));
        assertThat(journal.gap().orElseThrow().missing()).isEmpty();
        assertThat(journal.gap().orElseThrow().elsewhere())
                .containsExactly(OTHER.resolve(RUN).resolve("journal.1.jsonl"));
    }

    @Test
    @Fault("F08")
    void whatStandsNowhereIsToldInFull() throws Exception {
        CrashDisk disk = new CrashDisk(new Random(1));
        Journal journal = begun(disk);
        disk.room = 0;
        journal.remember(List.of(ENDED, new RunEvent.NoteAdded("told \u001b[31mMira")));
        journal.close();
        assertThat(journal.gap().orElseThrow().lines())
                .containsExactly(
                        "THE AUDIT OF THIS RUN IS NOT WHOLE.",
                        "These 2 records stand in no file. Keep this text:",
                        "  2026-11-21T12:00:00.123456Z    3 action.ended scale-down-pachd #1"
                                + "  outcome.result=succeeded  outcome.summary=\"3 to 0\"",
                        "  2026-11-21T12:00:00.123456Z    4 note.added  text=\"told \\u001b[31mMira\"");
        assertThat(events(disk)).containsExactly(Samples.opened(), BEGUN);
    }

    private static Journal begun(CrashDisk disk) throws Exception {
        Journal journal = Journal.create(home(disk), ENVELOPE, KEEPING);
        journal.append(List.of(Samples.opened()));
        journal.append(List.of(BEGUN));
        return journal;
    }

    private static RunFolder home(CrashDisk disk) {
        return new RunFolder(disk, HOME);
    }

    private static List<RunEvent> events(CrashDisk disk) throws JournalException {
        return Journal.read(home(disk)).stream().map(Recorded::event).toList();
    }
}
