package lifeboat.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.ShippedBooks;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

/** What has to be typed before something is destroyed, and that nothing else has to be. */
class TypedNamesTest {
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: destroys
            title: Set a database aside
            parameters:
              database: {type: string, default: pachyderm}
              place: {type: string, default: "db1:5432"}
            targets:
              server: {database: {host: db, user: me, password: ""}}
            identity: [server]
            lock: destroys
            holds:
              held: {means: It is held., by_hand: Release it.}
            steps:
              - id: aside
                title: Set aside the database
                set_aside: {target: server, database: "{{ database }}"}
                confirm: "{{ database }} at {{ place }}"
                register: aside
              - id: restore
                title: Restore the database
                announce: {message: restored}
                undo: {set_aside: {target: server, database: "{{ database }}"}}
              - id: hold
                title: Hold something
                announce: {message: held}
                holds: held
                undo: {set_aside: {target: server, database: "{{ database }}"}}
              - id: end
                title: Let it go
                announce: {message: free}
                releases: held
            finally: [end]
            """;

    private static final StepId ASIDE = new StepId("aside");
    private static final StepId RESTORE = new StepId("restore");
    private static final StepId HOLD = new StepId("hold");
    private static final Preview PREVIEW = Preview.ofDetails(List.of("x"));
    private static final String NAME = "pachyderm at db1:5432";

    private static Story opened() {
        return Story.opened(Story.book(BOOK))
                .and(
                        new RunEvent.ParameterGiven("database", "pachyderm", false, "default"),
                        new RunEvent.ParameterGiven("place", "db1:5432", false, "default"));
    }

    private static Intent.Begin begin(StepId step, boolean undo, String answer) {
        return new Intent.Begin(step, undo, answer, Map.of());
    }

    private static Story done(Story story, StepId step, String answer) {
        return story.take(new Intent.Show(step, false, PREVIEW))
                .take(begin(step, false, answer))
                .take(new Intent.Ended(
                        new Attempt(step, "", false, 1), new Outcome.Succeeded(Map.of("aside", List.of("old")), "")));
    }

    @Test
    @Fault("F61")
    void theNameOfAnythingElseDoesNotDestroy(Tally tally) {
        Story asked = opened().take(new Intent.Show(ASIDE, false, PREVIEW));
        Random random = new Random(61);
        List<String> others = List.of(
                "",
                "yes",
                "y",
                "aside",
                "pachyderm",
                "db1:5432",
                "pachyderm at db2:5432",
                "pachyderm at db1:5433",
                "dex at db1:5432",
                NAME + " ",
                " " + NAME,
                NAME + "\n",
                NAME.toUpperCase(java.util.Locale.ROOT),
                NAME.replace(' ', '\u00a0'),
                NAME.replace('a', '\u0430'),
                NAME + "\u200b",
                "{{ database }}",
                "*",
                ".*");
        for (int trial = 0; trial < 2_000; trial++) {
            tally.injected();
            String typed = trial < others.size() ? others.get(trial) : damaged(random);
            if (!typed.equals(NAME)) {
                asked.when(begin(ASIDE, false, typed)).thenRefused("is not the name of what would be destroyed");
            }
            tally.survived();
        }
        asked.when(begin(ASIDE, false, NAME)).thenActions("step.confirmed", "action.begun");
    }

    private static String damaged(Random random) {
        StringBuilder typed = new StringBuilder(NAME);
        int at = random.nextInt(NAME.length());
        switch (random.nextInt(3)) {
            case 0 -> typed.deleteCharAt(at);
            case 1 -> typed.insert(at, (char) (' ' + random.nextInt(95)));
            default -> typed.setCharAt(at, (char) (' ' + random.nextInt(95)));
        }
        return typed.toString();
    }

    @Test
    @Fault("F61")
    void takingBackByDestroyingWantsTheNameToo() {
        Story restored =
                done(done(opened(), ASIDE, NAME), RESTORE, "yes").take(new Intent.Show(RESTORE, true, PREVIEW));

        assertThat(restored.run().confirmation(restored.run().step(RESTORE), true))
                .isEqualTo("pachyderm");
        restored.when(begin(RESTORE, true, "yes")).thenRefused("is not the name of what would be destroyed");
        restored.when(begin(RESTORE, true, "restore")).thenRefused("is not the name of what would be destroyed");
        restored.when(begin(RESTORE, true, "pachyderm")).thenActions("step.confirmed", "action.begun");
    }

    @Test
    @Fault("F64")
    void releasingAHoldNeverWantsMoreThanAYes() {
        Story held = done(done(done(opened(), ASIDE, NAME), RESTORE, "yes"), HOLD, "yes")
                .take(new Intent.Show(HOLD, true, PREVIEW));

        assertThat(held.run().isHeld("held")).isTrue();
        held.when(begin(HOLD, true, "yes")).thenActions("step.confirmed", "action.begun");
    }

    @Test
    @Fault("F64")
    void inNoRunbookMoreIsTypedThanIsDestroyed(Tally tally) throws Exception {
        for (Path file : ShippedBooks.files()) {
            Runbook book = ShippedBooks.load(file);
            Run run = Run.fresh(book, "R1");
            long typed = 0;
            long destroyed = 0;
            for (Step step : book.steps()) {
                tally.injected();
                boolean destroys = Run.effect(step) == Effect.DESTROY;
                typed += run.wantsName(step, false) ? 1 : 0;
                destroyed += destroys ? 1 : 0;
                assertThat(step.confirm().isPresent())
                        .as("%s of %s", step.id(), book.id())
                        .isEqualTo(destroys);
                assertThat(destroys && !step.releases().isEmpty())
                        .as("%s of %s releases by destroying", step.id(), book.id())
                        .isFalse();
                tally.survived();
            }
            assertThat(typed).as(book.id()).isLessThanOrEqualTo(destroyed);
        }
    }
}
