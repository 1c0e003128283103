package lifeboat.journal;

import static lifeboat.journal.Samples.SCALE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lifeboat.journal.History.Past;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.RunEvent;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final Holder SELF =
            new Holder("none", "mira", "ops1", 1, Optional.of(Instant.EPOCH), Samples.NOON, Optional.empty());
    private static final String BOOK = "pachyderm-backup";
    private static final Attempt FIRST = attempt("", 1);

    @TempDir
    Path directory;

    private StateDirectory state = new StateDirectory(Path.of("unused"));

    @BeforeEach
    void make() {
        state = new StateDirectory(directory.resolve("state"));
    }

    private static Attempt attempt(String part, int number) {
        return new Attempt(SCALE, part, false, number);
    }

    private static RunEvent begun(Attempt attempt) {
        return new RunEvent.ActionBegun(attempt, Map.of());
    }

    private static RunEvent done(Attempt attempt, String... bytes) {
        Map<String, List<String>> outputs = bytes.length == 0 ? Map.of() : Map.of("bytes", List.of(bytes));
        return new RunEvent.ActionEnded(attempt, new Outcome.Succeeded(outputs, ""));
    }

    private static RunEvent failed(Attempt attempt) {
        return new RunEvent.ActionEnded(attempt, new Outcome.Failed(false, "no", "", EffectSeen.NONE));
    }

    private static RunEvent closed() {
        return new RunEvent.RunClosed("done", "");
    }

    /** A run that is being told: each event at so many seconds after its start. */
    private final class Telling implements AutoCloseable {
        private final Instant start;
        private final Journal journal;
        private Instant now;

        Telling(String id, Instant start, Mode mode, String book) throws Exception {
            this.start = start;
            this.now = start;
            Envelope envelope =
                    new Envelope(id, mode, book, "ab".repeat(32), "mira", "ops1", 1, Optional.empty(), Map.of());
            this.journal = Journal.create(state.create(id, new byte[] {1}), envelope, () -> now);
            at(0, new RunEvent.RunOpened(book, "ab".repeat(32), "t", mode, "1", Optional.empty()));
        }

        Telling at(long seconds, RunEvent event) throws Exception {
            now = start.plusSeconds(seconds);
            journal.append(List.of(event));
            return this;
        }

        @Override
        public void close() throws JournalException {
            journal.close();
        }
    }

    private Telling run(String id) throws Exception {
        return new Telling(id, Samples.NOON, Mode.RUN, BOOK);
    }

    private List<Past> durations() throws Exception {
        return new History(state, state.runs(SELF)).durations(Mode.RUN, BOOK, SCALE);
    }

    private void oneThatTook(String id, Instant start, Mode mode, String book, long seconds, boolean close)
            throws Exception {
        try (Telling run = new Telling(id, start, mode, book)) {
            run.at(10, begun(FIRST)).at(10 + seconds, done(FIRST));
            if (close) {
                run.at(500, closed());
            }
        }
    }

    @Test
    void withoutRunsThereIsNoHistory() throws Exception {
        assertThat(durations()).isEmpty();
    }

    @Test
    void onlyClosedRunsOfTheSameModeAndRunbookCountNewestFirst() throws Exception {
        Instant day = Samples.NOON;
        oneThatTook("old", day, Mode.RUN, BOOK, 30, true);
        oneThatTook("a-newer", day.plus(Duration.ofDays(2)), Mode.RUN, BOOK, 50, true);
        oneThatTook("middle", day.plus(Duration.ofDays(1)), Mode.RUN, BOOK, 40, true);
        oneThatTook("unfinished", day.plus(Duration.ofDays(3)), Mode.RUN, BOOK, 1, false);
        oneThatTook("rehearsal", day.plus(Duration.ofDays(3)), Mode.REHEARSAL, BOOK, 2, true);
        oneThatTook("other-book", day.plus(Duration.ofDays(3)), Mode.RUN, "restore", 3, true);
        oneThatTook("broken", day.plus(Duration.ofDays(3)), Mode.RUN, BOOK, 4, true);
        Path broken = state.find("broken").journal();
        Files.writeString(broken, Files.readString(broken).replaceFirst("mira", "jane"));

        assertThat(durations()).extracting(past -> past.took().toSeconds()).containsExactly(50L, 40L, 30L);
        assertThat(durations().get(0).at())
                .isEqualTo(day.plus(Duration.ofDays(2)).plusSeconds(60));
        History history = new History(state, state.runs(SELF));
        assertThat(history.durations(Mode.REHEARSAL, BOOK, SCALE)).hasSize(1);
        assertThat(history.durations(Mode.RUN, "restore", SCALE)).hasSize(1);
        assertThat(history.durations(Mode.RUN, BOOK, new StepId("another"))).isEmpty();
    }

    @Test
    void aClosedRunThatSomebodyStillLooksAfterDoesNotCountYet() throws Exception {
        oneThatTook("r1", Samples.NOON, Mode.RUN, BOOK, 30, true);
        try (RunLock lock = RunLock.take(state.find("r1"), SELF)) {
            assertThat(lock.folder().runId()).isEqualTo("r1");
            assertThat(durations()).isEmpty();
        }
        assertThat(durations()).hasSize(1);
    }

    @Test
    void theOperatorsThinkingIsNotInIt() throws Exception {
        try (Telling run = run("r1")) {
            run.at(5, new RunEvent.PreviewShown(SCALE, false, Preview.ofDetails(List.of("x"))))
                    .at(600, new RunEvent.StepConfirmed(SCALE, false, "yes"))
                    .at(601, begun(FIRST))
                    .at(611, failed(FIRST))
                    .at(4000, new RunEvent.RunLeft("pause", List.of()))
                    .at(9000, new RunEvent.RunResumed("1"))
                    .at(9500, new RunEvent.StepConfirmed(SCALE, false, "yes"))
                    .at(9501, begun(attempt("", 2)))
                    .at(9521, done(attempt("", 2)))
                    .at(9999, closed());
        }
        assertThat(durations())
                .containsExactly(
                        new Past(Samples.NOON.plusSeconds(9521), Duration.ofSeconds(20), OptionalLong.empty()));
    }

    @Test
    void partsThatRanAtTheSameTimeAreCountedOnceAndTheirBytesAreSummed() throws Exception {
        try (Telling run = run("r1")) {
            run.at(10, begun(attempt("a", 1)))
                    .at(15, begun(attempt("b", 1)))
                    .at(20, done(attempt("a", 1), "100"))
                    .at(40, done(attempt("b", 1), "20", "3", "many"))
                    .at(1000, begun(attempt("c", 1)))
                    .at(1005, done(attempt("c", 1)))
                    .at(2000, closed());
        }
        assertThat(durations())
                .containsExactly(
                        new Past(Samples.NOON.plusSeconds(1005), Duration.ofSeconds(35), OptionalLong.of(123)));
    }

    @Test
    void whatWasUndoneCancelledOrNeverEndedIsNoTimeThatItWasDone() throws Exception {
        Attempt undo = new Attempt(SCALE, "", true, 1);
        try (Telling run = run("r1")) {
            run.at(1, begun(FIRST))
                    .at(2, new RunEvent.ActionEnded(FIRST, new Outcome.Cancelled("stopped", EffectSeen.NONE)))
                    .at(3, begun(undo))
                    .at(4, done(undo))
                    .at(5, begun(attempt("", 2)))
                    .at(6, closed());
        }
        assertThat(durations()).isEmpty();
    }

    @Test
    void anActionDuringWhichTheClockWasSetIsNoMeasure() throws Exception {
        try (Telling run = run("r1")) {
            run.at(5000, begun(FIRST)).at(1400, done(FIRST)).at(1500, closed());
        }
        try (Telling run = run("r2")) {
            run.at(10, begun(FIRST))
                    .at(20, new RunEvent.ClockJumped(3_600_000))
                    .at(4000, done(FIRST))
                    .at(4001, closed());
        }
        assertThat(durations()).isEmpty();
    }
}
