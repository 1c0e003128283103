package lifeboat.journal;

import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.SCALE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lifeboat.journal.RunSummary.State;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSummaryTest {
    private static final Holder SELF =
            new Holder("none", "jon", "ops1", 2, Optional.of(Instant.EPOCH), Samples.NOON, Optional.empty());
    private static final Holder OWNER =
            new Holder("none", "mira", "ops1", 1, Optional.of(Instant.EPOCH), Samples.NOON, Optional.empty());

    @TempDir
    Path directory;

    private StateDirectory state = new StateDirectory(Path.of("unused"));

    @BeforeEach
    void make() {
        state = new StateDirectory(directory.resolve("state"));
    }

    private RunFolder run(String id, Instant from, RunEvent... events) throws Exception {
        RunFolder folder = state.create(id, new byte[] {1});
        Instant[] now = {from};
        try (Journal journal = Journal.create(folder, ENVELOPE, () -> now[0])) {
            for (RunEvent event : events) {
                journal.append(List.of(event));
                now[0] = now[0].plusSeconds(60);
            }
        }
        return folder;
    }

    private RunSummary only() throws Exception {
        List<RunSummary> runs = state.runs(SELF);
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    private static RunEvent opens(String hold) {
        return new RunEvent.HoldOpened(hold, SCALE);
    }

    private static RunEvent releases(String hold) {
        return new RunEvent.HoldReleased(hold, SCALE);
    }

    @Test
    void aRunThatWasNotClosedIsUnfinishedAndNamesItsOpenHolds() throws Exception {
        run(
                "r1",
                Samples.NOON,
                Samples.opened(),
                opens("told"),
                opens("down"),
                opens("paused"),
                releases("down"),
                opens("told"),
                new RunEvent.RunLeft("hang-up", List.of("told", "paused")));
        assertThat(only())
                .isEqualTo(new RunSummary(
                        "r1",
                        State.UNFINISHED,
                        "pachyderm-backup",
                        "Back up",
                        Mode.REHEARSAL,
                        Samples.NOON,
                        Samples.NOON.plusSeconds(360),
                        Optional.empty(),
                        List.of(
                                new Run.OpenHold("told", SCALE, Samples.NOON.plusSeconds(60)),
                                new Run.OpenHold("paused", SCALE, Samples.NOON.plusSeconds(180))),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void aHoldThatWasReleasedAndOpenedAgainIsOpen() throws Exception {
        run("r1", Samples.NOON, Samples.opened(), opens("down"), releases("down"), opens("down"));
        assertThat(only().openHolds()).extracting(Run.OpenHold::id).containsExactly("down");
    }

    @Test
    void aClosedRunSaysHowItEndedAndWhatItLeftOpen() throws Exception {
        run(
                "r1",
                Samples.NOON,
                Samples.opened(),
                opens("down"),
                new RunEvent.Sealed(2, "0".repeat(64)),
                new RunEvent.RunClosed("failed", "it broke"));
        assertThat(only().state()).isEqualTo(State.CLOSED);
        assertThat(only().result()).contains("failed");
        assertThat(only().openHolds()).extracting(Run.OpenHold::id).containsExactly("down");
        assertThat(only().lastAt()).isEqualTo(Samples.NOON.plusSeconds(180));
    }

    @Test
    void aRunThatSomebodyWorksOnIsInUseAndSaysByWhom() throws Exception {
        RunFolder folder = run("r1", Samples.NOON, Samples.opened(), opens("down"));
        try (RunLock lock = RunLock.take(folder, OWNER)) {
            assertThat(lock.folder().runId()).isEqualTo("r1");
            assertThat(only().state()).isEqualTo(State.IN_USE);
            assertThat(only().holder()).contains(OWNER);
            assertThat(only().openHolds()).extracting(Run.OpenHold::id).containsExactly("down");
            assertThat(only().problem()).isEmpty();
        }
        assertThat(only().state()).isEqualTo(State.UNFINISHED);
        assertThat(only().holder()).isEmpty();
    }

    @Test
    void aRunThatIsJustBeingMadeIsInUseAndNotBroken() throws Exception {
        RunFolder folder = run("r1", Samples.NOON);
        try (RunLock lock = RunLock.take(folder, OWNER)) {
            assertThat(lock.folder().runId()).isEqualTo("r1");
            assertThat(only().state()).isEqualTo(State.IN_USE);
            assertThat(only().problem()).isPresent();
        }
        assertThat(only().state()).isEqualTo(State.UNREADABLE);
    }

    @Test
    void aTornEndLeavesARunThatCanBeResumed() throws Exception {
        RunFolder folder = run("r1", Samples.NOON, Samples.opened(), opens("down"), releases("down"));
        byte[] whole = Files.readAllBytes(folder.journal());
        Files.write(folder.journal(), Arrays.copyOf(whole, whole.length - 1));
        assertThat(only().state()).isEqualTo(State.UNFINISHED);
        assertThat(only().openHolds()).extracting(Run.OpenHold::id).containsExactly("down");
        assertThat(Files.size(folder.journal())).isEqualTo(whole.length - 1);
    }

    @Test
    void runsThatCannotBeReadAreListedAndSayWhy() throws Exception {
        RunFolder edited = run("edited", Samples.NOON, Samples.opened(), opens("down"));
        Files.writeString(edited.journal(), Files.readString(edited.journal()).replaceFirst("mira", "jane"));
        run("empty", Samples.NOON);
        Files.delete(run("missing", Samples.NOON).journal());
        run("headless", Samples.NOON, new RunEvent.NoteAdded("x"));
        RunFolder later = run("later", Samples.NOON, Samples.opened());
        Files.writeString(
                later.journal(), Files.readString(later.journal()).replace("\"version\":1}", "\"version\":2}"));
        Path directoryInPlace = run("folder", Samples.NOON).journal();
        Files.delete(directoryInPlace);
        Files.createDirectory(directoryInPlace);
        run("good", Samples.NOON, Samples.opened());

        List<RunSummary> runs = state.runs(SELF);
        assertThat(runs)
                .extracting(RunSummary::runId)
                .containsExactly("good", "missing", "later", "headless", "folder", "empty", "edited");
        assertThat(runs.subList(1, 7)).allSatisfy(run -> {
            assertThat(run.state()).isEqualTo(State.UNREADABLE);
            assertThat(run.problem().orElseThrow()).isNotBlank();
            assertThat(run.mode()).isNull();
            assertThat(run.bookId()).isEmpty();
            assertThat(run.openHolds()).isEmpty();
        });
        assertThat(runs.get(6).problem().orElseThrow()).contains("corrupt: record 1 edited");
        assertThat(runs.get(2).problem().orElseThrow()).contains("a later version");
        assertThat(runs.get(1).problem().orElseThrow()).contains("not complete");
    }

    @Test
    void theNewestIsFirst() throws Exception {
        run("b", Samples.NOON.plusSeconds(60), Samples.opened());
        run("c", Samples.NOON, Samples.opened());
        run("a", Samples.NOON.plusSeconds(3600), Samples.opened());
        assertThat(state.runs(SELF)).extracting(RunSummary::runId).containsExactly("a", "b", "c");
    }
}
