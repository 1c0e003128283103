package lifeboat.journal;

import static lifeboat.journal.Samples.CLOCK;
import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.RUN;
import static lifeboat.journal.Samples.SCALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.journal.Verification.Finding;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord.RecordException;
import org.junit.jupiter.api.Test;

/** What stays of a journal when the disk, the power or the process fails. */
class CrashTest {
    private static final int STATES =
            Integer.getInteger("lifeboat.crash.states", Boolean.getBoolean("lifeboat.soak") ? 50_000_000 : 200_000);
    private static final int STATES_A_SEED = 100;
    private static final AuditVerify PLAIN = new AuditVerify(false, false, Optional.empty());
    private static final Path RUN_PATH = Path.of("/state/runs/" + RUN);
    private static final Keeping KEEPING =
            new Keeping(CLOCK, Optional.empty(), 5, Duration.ofMinutes(5), Optional.empty(), 700);
    private static final Attempt ATTEMPT = new Attempt(SCALE, "", false, 1);
    private static final RunEvent BEGUN = new RunEvent.ActionBegun(ATTEMPT, Map.of());
    private static final RunEvent ENDED = new RunEvent.ActionEnded(ATTEMPT, new Outcome.Succeeded(Map.of(), "3 to 0"));

    /** A journal in the making, and what was promised of it. */
    private static final class Story {
        final Random random;
        CrashDisk disk;
        Journal journal;
        final List<RunEvent> acknowledged = new ArrayList<>();
        List<RunEvent> unsure = List.of();

        Story(long seed) throws Exception {
            random = new Random(seed);
            disk = new CrashDisk(random);
            disk.shortWrites = random.nextBoolean();
            journal = Journal.create(folder(disk), ENVELOPE, KEEPING);
            append(List.of(Samples.opened()));
        }

        void append(List<RunEvent> events) throws RecordException {
            unsure = events;
            journal.append(events);
            acknowledged.addAll(events);
            unsure = List.of();
        }

        List<RunEvent> notes() {
            List<RunEvent> notes = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                notes.add(new RunEvent.NoteAdded("n".repeat(random.nextInt(900)) + random.nextInt()));
            }
            return notes;
        }

        /** Some appends, with a force that fails now and then, until the power goes in the midst of one. */
        void untilThePowerGoes() throws Exception {
            for (int i = random.nextInt(3); i > 0; i--) {
                if (random.nextInt(4) == 0) {
                    disk.failingForce = disk.forces + random.nextInt(3);
                }
                try {
                    append(notes());
                } catch (RecordException e) {
                    return;
                }
                if (random.nextInt(6) == 0) {
                    disk = disk.afterKill(random);
                    journal = Journal.open(folder(disk), ENVELOPE, KEEPING);
                }
            }
            if (random.nextBoolean()) {
                disk.powerLossAtForce = disk.forces + random.nextInt(2);
            } else {
                disk.powerLossAtWrite = disk.writes + random.nextInt(3);
            }
            try {
                append(notes());
                append(notes());
            } catch (CrashDisk.PowerLoss e) {
                return;
            } catch (RecordException e) {
                assertThat(disk.forces).isGreaterThan(disk.failingForce);
            }
        }

        /** What was acknowledged is there, in order, and then a beginning of what was about to be. */
        void judge(List<Recorded> found) {
            List<RunEvent> events = said(found);
            assertEquals(acknowledged, events.subList(0, Math.min(acknowledged.size(), events.size())));
            List<RunEvent> rest = events.subList(acknowledged.size(), events.size());
            assertEquals(unsure.subList(0, Math.min(unsure.size(), rest.size())), rest);
        }
    }

    private static RunFolder folder(CrashDisk disk) {
        return new RunFolder(disk, RUN_PATH);
    }

    /** Without what the journal says by itself. */
    private static List<RunEvent> said(List<Recorded> records) {
        return records.stream()
                .map(Recorded::event)
                .filter(event -> !(event instanceof RunEvent.JournalRecovered
                        || event instanceof RunEvent.AuditDegraded
                        || event instanceof RunEvent.Sealed))
                .toList();
    }

    private static void recoveryIsRecorded(CrashDisk disk, List<Recorded> records) throws Exception {
        Set<String> aside = new TreeSet<>();
        for (String name : disk.names(RUN_PATH)) {
            if (name.contains(".torn") && !name.startsWith(".")) {
                aside.add(Digests.hex(disk.read(RUN_PATH.resolve(name))));
            }
        }
        assertThat(recovered(records)).containsExactlyInAnyOrderElementsOf(aside);
    }

    /** The digests of what was put aside, as the journal tells it. */
    private static List<String> recovered(List<Recorded> records) {
        return records.stream()
                .map(Recorded::event)
                .filter(RunEvent.JournalRecovered.class::isInstance)
                .map(event -> ((RunEvent.JournalRecovered) event).sha256())
                .toList();
    }

    /** The digest of what a crash left after the last whole record, if it left something. */
    private static Optional<String> torn(CrashDisk disk) throws Exception {
        return ChainReader.read(Replay.segments(folder(disk))).torn().map(torn -> Digests.hex(torn.bytes()));
    }

    @Test
    @Fault({"F11", "F12"})
    void noAcknowledgedRecordIsLostWhenThePowerGoes(Tally tally) throws Exception {
        for (int seed = 0; seed < STATES / STATES_A_SEED; seed++) {
            Story story = new Story(seed);
            story.untilThePowerGoes();
            for (int roll = 0; roll < STATES_A_SEED; roll++) {
                tally.injected();
                Random dice = new Random(seed * 1_000_003L + roll);
                try {
                    recover(story, story.disk.afterPowerLoss(dice), dice, roll % 16 == 0);
                } catch (AssertionError | JournalException | RuntimeException e) {
                    throw new AssertionError("seed " + seed + ", roll " + roll, e);
                }
                tally.survived();
            }
        }
    }

    private static void recover(Story story, CrashDisk found, Random dice, boolean thoroughly) throws Exception {
        CrashDisk disk = found;
        if (dice.nextInt(4) == 0) {
            // The power goes once more, while what the first time left is put in order.
            disk.powerLossAtForce = dice.nextInt(4);
            try {
                Journal.open(folder(disk), ENVELOPE, KEEPING);
            } catch (CrashDisk.PowerLoss e) {
                disk = disk.afterPowerLoss(dice);
            }
            disk.powerLossAtForce = -1;
        }
        Optional<String> torn = thoroughly ? torn(disk) : Optional.empty();
        Journal journal = Journal.open(folder(disk), ENVELOPE, KEEPING);
        story.judge(journal.replayed());
        if (thoroughly) {
            RunEvent after = new RunEvent.NoteAdded("after");
            journal.append(List.of(after));
            CrashDisk again = disk.afterPowerLoss(dice);
            List<Recorded> records = Journal.read(folder(again));
            List<RunEvent> expected = new ArrayList<>(said(journal.replayed()));
            expected.add(after);
            assertThat(said(records)).isEqualTo(expected);
            recoveryIsRecorded(again, records);
            torn.ifPresent(bytes -> assertThat(recovered(records)).contains(bytes));
            assertThat(PLAIN.verify(folder(again)).finding()).isEqualTo(Finding.INTACT);
        }
    }

    @Test
    @Fault("F08")
    void aDiskThatIsFullAtAnyByteLeavesTheJournalAsItWas(Tally tally) throws Exception {
        for (RunEvent event : List.of(BEGUN, ENDED, new RunEvent.NoteAdded("n".repeat(400)))) {
            for (int room = 0; room < 700; room++) {
                tally.injected();
                CrashDisk disk = new CrashDisk(new Random(room));
                disk.shortWrites = room % 2 == 0;
                Journal journal = Journal.create(folder(disk), ENVELOPE, KEEPING);
                journal.append(List.of(Samples.opened()));
                // What the reserve gives is not enough for its own notice and the event.
                disk.room = 700 + disk.read(RUN_PATH.resolve("journal.jsonl")).length + room;
                List<RunEvent> expected = new ArrayList<>(List.of(Samples.opened()));
                try {
                    journal.append(List.of(event));
                    expected.add(event);
                } catch (RecordException e) {
                    assertThat(e).hasMessageContaining("No space left");
                    assertThat(e.unchanged()).isTrue();
                }
                assertThat(said(Journal.read(folder(disk)))).isEqualTo(expected);
                disk.room = Long.MAX_VALUE;
                journal.append(List.of(new RunEvent.NoteAdded("again")));
                expected.add(new RunEvent.NoteAdded("again"));
                assertThat(said(Journal.read(folder(disk)))).isEqualTo(expected);
                assertThat(PLAIN.verify(folder(disk)).finding()).isEqualTo(Finding.INTACT);
                tally.survived();
            }
        }
    }

    @Test
    @Fault({"F08", "F09"})
    void onAFullDiskTheReserveTakesTheOutcomeAndNothingNewBegins(Tally tally) throws Exception {
        Keeping roomy = new Keeping(CLOCK, Optional.empty(), 64, Duration.ofMinutes(5), Optional.empty(), 64 * 1024);
        for (int spare = 0; spare < 700; spare++) {
            tally.injected();
            CrashDisk disk = new CrashDisk(new Random(spare));
            Journal journal = Journal.create(folder(disk), ENVELOPE, roomy);
            journal.append(List.of(Samples.opened()));
            journal.append(List.of(BEGUN));
            disk.room = 64 * 1024 + disk.read(RUN_PATH.resolve("journal.jsonl")).length + spare;
            List<RunEvent> last =
                    journal.append(List.of(ENDED)).stream().map(Recorded::event).toList();
            assertThat(last.get(last.size() - 1)).isEqualTo(ENDED);
            if (last.size() > 1) {
                assertThat(last.get(0)).isInstanceOf(RunEvent.AuditDegraded.class);
                assertThatThrownBy(() -> journal.append(List.of(BEGUN)))
                        .hasMessageContaining("the disk of the audit is full")
                        .isInstanceOfSatisfying(RecordException.class, e -> assertThat(e.unchanged())
                                .isTrue());
                Attempt undo = new Attempt(SCALE, "", true, 1);
                journal.append(List.of(new RunEvent.ActionBegun(undo, Map.of())));
                disk.room = Long.MAX_VALUE;
                journal.append(List.of(BEGUN));
            }
            assertThat(PLAIN.verify(folder(disk)).finding()).isEqualTo(Finding.INTACT);
            tally.survived();
        }
    }

    @Test
    @Fault("F10")
    void aFailedForceIsNeverTriedAgainAndTheAuditGoesOnInANewFile(Tally tally) throws Exception {
        for (int force = 0; force < 12; force++) {
            for (int roll = 0; roll < 50; roll++) {
                tally.injected();
                CrashDisk disk = new CrashDisk(new Random(roll));
                Journal journal = Journal.create(folder(disk), ENVELOPE, KEEPING);
                List<RunEvent> kept = new ArrayList<>();
                disk.failingForce = disk.forces + force;
                for (RunEvent event : List.of(
                        Samples.opened(), new RunEvent.NoteAdded("one"), BEGUN, ENDED, new RunEvent.NoteAdded("two"))) {
                    try {
                        journal.append(List.of(event));
                    } catch (RecordException e) {
                        assertThat(event).isEqualTo(BEGUN);
                        assertThat(e.hint()).contains("confirm again");
                        journal.append(List.of(event));
                    }
                    kept.add(event);
                }
                CrashDisk after = disk.afterPowerLoss(new Random(roll));
                List<Recorded> found = Journal.read(folder(after));
                assertThat(said(found)).isEqualTo(kept);
                if (after.exists(RUN_PATH.resolve("journal.1.jsonl"))) {
                    assertThat(found.stream().map(Recorded::event))
                            .anyMatch(event -> event instanceof RunEvent.AuditDegraded degraded
                                    && degraded.reason().contains("journal.1.jsonl"));
                }
                assertThat(PLAIN.verify(folder(after)).finding()).isEqualTo(Finding.INTACT);
                tally.survived();
            }
        }
    }

    @Test
    @Fault("F10")
    void whatWasReadAfterAKillIsWrittenAgainBecauseAForceAfterAFailedOneKeepsNothing(Tally tally) throws Exception {
        for (int roll = 0; roll < 200; roll++) {
            tally.injected();
            CrashDisk disk = new CrashDisk(new Random(roll));
            Journal journal = Journal.create(folder(disk), ENVELOPE, KEEPING);
            journal.append(List.of(Samples.opened()));
            disk.forceFails = true;
            List<RunEvent> lost = List.of(new RunEvent.NoteAdded("a"), new RunEvent.NoteAdded("b"));
            assertThatThrownBy(() -> journal.append(lost)).isInstanceOf(RecordException.class);
            disk.forceFails = false;
            CrashDisk killed = disk.afterKill(new Random(roll));
            Journal next = Journal.open(folder(killed), ENVELOPE, KEEPING);
            next.append(List.of(new RunEvent.NoteAdded("after")));
            List<RunEvent> expected = new ArrayList<>(said(next.replayed()));
            expected.add(new RunEvent.NoteAdded("after"));
            CrashDisk after = killed.afterPowerLoss(new Random(roll));
            assertThat(said(Journal.read(folder(after)))).isEqualTo(expected);
            assertThat(PLAIN.verify(folder(after)).finding()).isEqualTo(Finding.INTACT);
            tally.survived();
        }
    }

    @Test
    @Fault("F10")
    void aNewFileThatLeavesOutWhatWasSurelyOnDiskIsNoRecoveryButAForgery() throws Exception {
        CrashDisk disk = new CrashDisk(new Random(1));
        Journal journal = Journal.create(folder(disk), ENVELOPE, KEEPING);
        journal.append(List.of(Samples.opened()));
        CrashDisk other = disk.afterKill(new Random(1));
        journal.append(List.of(new RunEvent.NoteAdded("one")));
        journal.append(List.of(new RunEvent.NoteAdded("two")));
        Journal elsewhere = Journal.open(folder(other), ENVELOPE, KEEPING);
        other.forceFails = true;
        assertThatThrownBy(() -> elsewhere.append(List.of(new RunEvent.NoteAdded("x"))))
                .isInstanceOf(RecordException.class);
        other.forceFails = false;
        elsewhere.append(List.of(new RunEvent.NoteAdded("invented")));
        byte[] forged = other.read(RUN_PATH.resolve("journal.1.jsonl"));
        try (DurableFile file = disk.create(RUN_PATH.resolve("journal.1.jsonl"))) {
            file.writeFully(forged, 0);
        }
        Verification found = PLAIN.verify(folder(disk));
        assertThat(found.damage().map(Damage::kind)).contains(Damage.Kind.REWRITTEN);
        assertThat(found.damage().map(Damage::sequence)).contains(2L);
        assertThatThrownBy(() -> Journal.read(folder(disk))).hasMessageContaining("corrupt");
    }
}
