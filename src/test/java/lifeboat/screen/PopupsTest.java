package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.perform.Performer;
import lifeboat.perform.Question;
import lifeboat.run.Mode;
import lifeboat.run.Preview;
import lifeboat.run.RunEvent;
import lifeboat.run.Verdict;
import lifeboat.runbook.StepId;
import lifeboat.terminal.Size;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The popups that talk to the run, as they were read by a person once; and with everything too long, too small or hostile. */
class PopupsTest {
    private static final StepId DUMP = new StepId("dump-databases");
    private static final String HOSTILE = "\u001b[2J\u001b]52;c;ZXZpbA==\u0007\u009b31m evil\u202e\u0000\tname";

    /** A popup with the run that it stands over. */
    private record Over(Popup popup, RunView view) {}

    private static Tale tale() {
        return Tale.opened(Mode.RUN);
    }

    private static Tale failed(String reason, String hint) {
        return tale().scaledDown()
                .begun("dump-databases", "pachyderm", 1)
                .begun("dump-databases", "dex", 2)
                .ended("dump-databases", "dex", new lifeboat.run.Outcome.Succeeded(Map.of(), "done"))
                .failed("dump-databases", "pachyderm", reason, hint)
                .later(Duration.ofMinutes(28))
                .asks(new Question.Failed(DUMP));
    }

    private static Tale failed() {
        return failed(
                "pg_dump ended with 1: connection to server at \"pg-eu1\" failed: too many connections",
                "Let go of other connections, or dump fewer tables at once (parameter jobs), and try again.");
    }

    private static Tale dropping(Preview preview) {
        return tale().scaledDown()
                .happened(
                        new RunEvent.StepSkipped(DUMP, "x", false),
                        new RunEvent.StepSkipped(new StepId("keep"), "x", false))
                .asks(new Question.Confirm(new StepId("drop-old-copy"), false, preview));
    }

    private static Tale dropping() {
        return dropping(new Preview(
                List.of(),
                List.of("everybody who still reads the old copy"),
                List.of(),
                List.of(
                        "holds    412 tables, 8.1 GiB, last write 2 h ago",
                        "with     nothing; it is dropped",
                        "aside    not kept"),
                List.of("a session of mira is connected to it")));
    }

    private static Tale byHand() {
        return tale().done("preflight", "", Map.of())
                .asks(new Question.Confirm(new StepId("pause-ingress"), false, Preview.ofDetails(List.of())));
    }

    private static Tale killed() {
        return tale().preparedToScale()
                .begun("scale-down-pachd")
                .later(Duration.ofMinutes(41))
                .happened(new RunEvent.RunResumed("0.1.0"));
    }

    private static Tale doubted(Optional<Verdict> verdict, String evidence) {
        Tale tale = killed();
        return tale.asks(new Question.Doubt(
                Tale.attempt("scale-down-pachd", "", 1), new Performer.Finding(verdict, evidence, false)));
    }

    private static Tale held() {
        Tale tale = tale().scaledDown().later(Duration.ofMinutes(63)).stopped();
        return tale.asks(new Question.Release(Told.newestFirst(tale.run())));
    }

    private static Tale dumping() {
        return tale().scaledDown()
                .begun("dump-databases", "pachyderm", 1)
                .begun("dump-databases", "dex", 2)
                .progress("dump-databases", "pachyderm", "dumping, 41.2 MiB of 8.1 GiB, 12.0 MiB/s, 3 s")
                .later(Duration.ofMinutes(4));
    }

    private static Over opened(Tale tale) {
        RunView view = tale.view();
        return new Over(Questions.opening(view).orElseThrow(), view);
    }

    /** What a key opens once the question was seen. */
    private static Over by(Deed deed, Tale tale) {
        RunView view = tale.view().after(new Message.Drawn(0));
        Popup.After after = Questions.answer(deed, view, 1_000_000_000L).orElseThrow();
        return new Over(after.popup().orElseThrow(), view);
    }

    /** After keys that were pressed in it. */
    private static Over pressed(Over over, Deed... deeds) {
        Popup popup =
                over.popup().update(new Message.Drawn(1), over.view()).popup().orElseThrow();
        for (Deed deed : deeds) {
            popup = popup.update(new Message.Did(deed, 9_000_000_000L), over.view())
                    .popup()
                    .orElseThrow();
        }
        return new Over(popup, over.view());
    }

    private static Over typed(Over over, String text) {
        Popup popup =
                over.popup().update(new Message.Drawn(1), over.view()).popup().orElseThrow();
        for (int character : text.codePoints().toArray()) {
            popup = popup.update(
                            new Message.Typed(
                                    lifeboat.terminal.Stroke.of(Character.toString(character)), 9_000_000_000L),
                            over.view())
                    .popup()
                    .orElseThrow();
        }
        return new Over(popup, over.view());
    }

    private static Map<String, Over> all() {
        Map<String, Over> all = new LinkedHashMap<>();
        all.put("failure", opened(failed()));
        all.put("failure-undo", pressed(opened(failed()), Deed.DOWN, Deed.DOWN));
        all.put("change-which", pressed(by(Deed.CHANGE, failed()), Deed.DOWN));
        all.put("change", pressed(by(Deed.CHANGE, failed()), Deed.DOWN, Deed.CHOOSE));
        all.put("skip", pressed(by(Deed.SKIP, failed()), Deed.CHOOSE));
        all.put("note", typed(by(Deed.NOTE, failed()), "called mira about the connections"));
        all.put("undo", by(Deed.UNDO, failed()));
        all.put("stop", by(Deed.STOP, failed()));
        all.put("leave-held", by(Deed.QUIT, failed()));
        all.put("leave-under-way", by(Deed.QUIT, dumping()));
        all.put("leave-twice", by(Deed.QUIT, dumping().leaving()));
        all.put("cancel", by(Deed.CANCEL, dumping()));
        all.put("destroy", by(Deed.CONFIRM, dropping()));
        all.put("destroy-typed", typed(by(Deed.CONFIRM, dropping()), "pachyderm"));
        all.put("evidence", by(Deed.CONFIRM, byHand()));
        all.put("doubt", opened(doubted(Optional.of(Verdict.TOOK_EFFECT), "deployment/pachd has 0 of 3 replicas")));
        all.put("doubt-unknown", opened(doubted(Optional.empty(), "deployment/pachd has 2 of 3 replicas")));
        all.put(
                "verdict",
                pressed(
                        opened(doubted(Optional.empty(), "deployment/pachd has 2 of 3 replicas")),
                        Deed.DOWN,
                        Deed.DOWN,
                        Deed.CHOOSE));
        all.put("release", opened(held()));
        all.put("release-nothing", opened(tale().stopped().asks(new Question.Release(List.of()))));
        RunView picked = killed().view();
        all.put("picked-up", new Over(Questions.pickedUp(picked).orElseThrow(), picked));
        return all;
    }

    @TestFactory
    List<DynamicTest> each_popup_is_as_it_was_read() {
        return all().entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.getKey(),
                        () -> Shot.both(
                                "popup-" + one.getKey(),
                                one.getValue().popup(),
                                one.getValue().view())))
                .toList();
    }

    @TestFactory
    List<DynamicTest> each_popup_is_whole_on_the_smallest_terminal() {
        return all().entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> small(one.getValue())))
                .toList();
    }

    /** Its frame is closed, something can be chosen or typed, and its keys are bound. */
    private static void small(Over over) {
        String text = Shot.of(over.popup(), over.view(), 60, 15).text();
        assertThat(text).contains("┌").contains("└");
        boolean field = over.popup().isTyping();
        if (!field) {
            assertThat(text).contains("▶");
        }
        Bindings keys = over.popup().bindings(over.view());
        assertThat(keys.all()).anyMatch(key -> key.deed() == Deed.CHOOSE && key.footer());
        assertThat(keys.all())
                .anyMatch(key -> key.deed() == Deed.BACK && key.key().equals("Esc"));
    }

    @TestFactory
    List<DynamicTest> esc_closes_each_popup_and_does_nothing() {
        return all().entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> {
                    Popup.After after = one.getValue()
                            .popup()
                            .update(
                                    new Message.Did(Deed.BACK, 9),
                                    one.getValue().view());
                    assertThat(after.commands()).isEmpty();
                    assertThat(after.popup())
                            .isNotEqualTo(Optional.of(one.getValue().popup()));
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> a_paste_commands_nothing_in_any_popup() {
        return all().entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> {
                    RunView view = one.getValue().view();
                    Popup popup = one.getValue()
                            .popup()
                            .update(new Message.Drawn(1), view)
                            .popup()
                            .orElseThrow();
                    for (String paste : List.of("pachyderm\n", "\n", "yes\r\n", "a\nb", HOSTILE)) {
                        Popup.After after = popup.update(new Message.Pasted(paste), view);
                        assertThat(after.commands()).isEmpty();
                        popup = after.popup().orElseThrow();
                    }
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> enter_before_it_was_seen_commands_nothing_in_any_popup() {
        return all().entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> {
                    RunView view = one.getValue().view();
                    Popup fresh = fresh(one.getValue());
                    assertThat(fresh.update(new Message.Did(Deed.CHOOSE, 1), view)
                                    .commands())
                            .isEmpty();
                    Popup drawn = fresh.update(new Message.Drawn(1_000_000_000L), view)
                            .popup()
                            .orElseThrow();
                    assertThat(drawn.update(new Message.Did(Deed.CHOOSE, 1_299_999_999L), view)
                                    .commands())
                            .isEmpty();
                }))
                .toList();
    }

    /** As it is before it was ever drawn. */
    private static Popup fresh(Over over) {
        if (over.popup() instanceof MenuPopup menu) {
            return menu.with(new Picking(menu.picking().cursor(), Scroll.top(), Seen.notYet()));
        }
        if (over.popup() instanceof FieldPopup field) {
            return field.with(new Typing(field.typing().field(), "", Scroll.top(), Seen.notYet()));
        }
        DestroyPopup destroy = (DestroyPopup) over.popup();
        return new DestroyPopup(destroy.question(), destroy.field(), destroy.focus(), Scroll.top(), Seen.notYet());
    }

    @Test
    void text_that_is_too_long_is_paged_through_and_its_end_is_seen() {
        StringBuilder reason = new StringBuilder("it began");
        for (int word = 0; word < 400; word++) {
            reason.append(" because-").append(word);
        }
        Over over = opened(failed(reason + " it ended.", "Read it all."));
        for (Size size : List.of(new Size(60, 15), new Size(80, 24), new Size(120, 40))) {
            Popup popup = over.popup()
                    .update(new Message.Drawn(1, size), over.view())
                    .popup()
                    .orElseThrow();
            assertThat(shown(popup, over, size))
                    .contains("it began")
                    .contains("Try it again")
                    .doesNotContain("it ended.");
            for (int page = 0; page < 200; page++) {
                popup = popup.update(new Message.Did(Deed.PAGE_DOWN, 9), over.view())
                        .popup()
                        .orElseThrow();
            }
            assertThat(shown(popup, over, size)).contains("Try it again").contains("Still open:");
            Popup up = popup.update(new Message.Did(Deed.PAGE_UP, 9), over.view())
                    .popup()
                    .orElseThrow();
            assertThat(shown(up, over, size)).isNotEqualTo(shown(popup, over, size));
        }
    }

    private static String shown(Popup popup, Over over, Size size) {
        return Shot.of(popup, over.view(), size.columns(), size.rows()).text();
    }

    @Test
    void the_selected_way_is_in_sight_on_the_smallest_terminal() {
        Over over = opened(failed());
        Popup popup = over.popup()
                .update(new Message.Drawn(1, new Size(60, 15)), over.view())
                .popup()
                .orElseThrow();
        for (String label :
                List.of("Try it again", "Change a", "Take back", "Skip", "Write a", "Look around", "Stop the")) {
            assertThat(Shot.of(popup, over.view(), 60, 15).text()).contains("▶ " + label);
            popup = popup.update(new Message.Did(Deed.DOWN, 9), over.view())
                    .popup()
                    .orElseThrow();
        }
    }

    @Test
    void nothing_from_outside_steers_the_terminal_or_breaks_a_frame() {
        Map<String, Over> hostile = new LinkedHashMap<>();
        hostile.put("failure", opened(failed(HOSTILE, HOSTILE)));
        hostile.put("doubt", opened(doubted(Optional.empty(), HOSTILE)));
        hostile.put(
                "destroy",
                by(
                        Deed.CONFIRM,
                        dropping(new Preview(
                                List.of(new Preview.Change(HOSTILE, HOSTILE, HOSTILE, HOSTILE)),
                                List.of(HOSTILE),
                                List.of(List.of(HOSTILE)),
                                List.of(HOSTILE, "x\ny\u001b[31m"),
                                List.of(HOSTILE)))));
        hostile.put("cancel", by(Deed.CANCEL, dumping().progress("dump-databases", "dex", HOSTILE)));
        hostile.put("leave", by(Deed.QUIT, dumping().progress("dump-databases", "dex", HOSTILE)));
        Tale left = tale().preparedToScale()
                .happened(new RunEvent.RunLeft(HOSTILE, List.of()), new RunEvent.RunResumed("0.1.0"));
        hostile.put("picked-up", new Over(Questions.pickedUp(left.view()).orElseThrow(), left.view()));
        hostile.forEach((name, over) -> {
            String text = Shot.of(over.popup(), over.view(), 80, 24).text();
            assertThat(text.codePoints()
                            .filter(one -> one != '\n' && Character.isISOControl(one))
                            .count())
                    .as(name)
                    .isZero();
            assertThat(text).as(name).doesNotContain("\u202e").contains("evil");
            assertThat(text.lines().filter(line -> line.contains("│")).toList())
                    .as(name)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).hasSize(78).endsWith("│"));
        });
    }

    @Test
    void a_secret_is_shown_nowhere() {
        RunView view = failed().happened(
                        new RunEvent.ParameterGiven("database_password", "hmac-sha256:0011", true, "option"))
                .view();
        Popup asked =
                ChangePopup.of(view.run().book().parameter("database_password").orElseThrow(), view);
        Over typed = typed(new Over(asked, view), "hunter2");
        String text = Shot.of(typed.popup(), view, 80, 24).text();
        assertThat(text).contains("•••••••").contains("set (not shown)");
        assertThat(text).doesNotContain("hunter2").doesNotContain("hmac");
    }
}
