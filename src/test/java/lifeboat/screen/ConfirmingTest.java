package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.fault.Fault;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Mode;
import lifeboat.run.Preview;
import lifeboat.run.RunEvent;
import lifeboat.runbook.StepId;
import lifeboat.terminal.Size;
import org.junit.jupiter.api.Test;

/** The table "Confirming" of the contract, row by row: keys, pastes and moments in, wishes out. */
class ConfirmingTest {
    private static final StepId SCALE = new StepId("scale-down-pachd");
    private static final StepId DROP = new StepId("drop-old-copy");
    private static final StepId PAUSE = new StepId("pause-ingress");
    private static final StepId RESUME = new StepId("resume-pachd");
    private static final long DRAWN = 5_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private static Tale asksToDrop() {
        return Tale.opened(Mode.RUN)
                .scaledDown()
                .happened(
                        new RunEvent.StepSkipped(new StepId("dump-databases"), "x", false),
                        new RunEvent.StepSkipped(new StepId("keep"), "x", false))
                .asks(new Question.Confirm(DROP, false, Preview.ofDetails(List.of("holds  412 tables, 8.1 GiB"))));
    }

    private static Tale asksForEvidence() {
        return Tale.opened(Mode.RUN)
                .done("preflight", "", Map.of())
                .asks(new Question.Confirm(PAUSE, false, Preview.ofDetails(List.of("Stop the cron jobs"))));
    }

    private static Tale asksToResume() {
        return Tale.opened(Mode.RUN).scaledDown().stopped().asks(new Question.Confirm(RESUME, false, Tale.scaling()));
    }

    private static Keys keys(Tale tale) {
        return new Keys(tale.scene());
    }

    /** Enter, and once more if there was more of the preview to read. */
    private static Keys entered(Tale tale) {
        Keys keys = keys(tale).press("Enter");
        return keys.app().notice().startsWith("read on") ? keys.press("Enter") : keys;
    }

    private static List<Wish> wishes(Keys keys) {
        return keys.commands().stream()
                .filter(Command.Ask.class::isInstance)
                .map(command -> ((Command.Ask) command).wish())
                .toList();
    }

    /** A view on which the question has just been drawn. */
    private static RunView drawn(Tale tale) {
        return tale.view().after(new Message.Drawn(DRAWN));
    }

    @Test
    void what_only_reads_goes_by_itself_and_enter_says_so() {
        Keys keys = keys(Tale.opened(Mode.RUN).begun("preflight")).press("Enter");
        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.app().notice()).contains("Look at everything that could stop the backup is under way");
    }

    @Test
    void a_change_is_done_with_enter() {
        Keys keys = keys(Tale.opened(Mode.RUN).preparedToScale().asksToScale()).press("Enter");
        assertThat(wishes(keys)).containsExactly(new Wish.Confirm(SCALE, false, "yes"));
    }

    @Test
    void enter_does_nothing_before_the_question_was_on_the_terminal_for_three_tenths_of_a_second() {
        RunView view = drawn(Tale.opened(Mode.RUN).preparedToScale().asksToScale());
        for (long after : List.of(-1_000L, 0L, 299L)) {
            Optional<Popup.After> early = Questions.answer(Deed.CONFIRM, view, DRAWN + after * MILLI);
            assertThat(early).map(Popup.After::commands).contains(List.of());
            assertThat(early).map(Popup.After::notice).contains(Questions.TOO_SOON);
        }
        assertThat(Questions.answer(Deed.CONFIRM, view, DRAWN + 300 * MILLI))
                .map(Popup.After::commands)
                .contains(List.of(new Command.Ask(new Wish.Confirm(SCALE, false, "yes"))));
    }

    @Test
    void enter_does_nothing_while_the_question_is_not_on_the_terminal() {
        RunView view = Tale.opened(Mode.RUN).preparedToScale().asksToScale().view();
        assertThat(Questions.answer(Deed.CONFIRM, view, Long.MAX_VALUE))
                .map(Popup.After::notice)
                .contains(Questions.TOO_SOON);
    }

    @Test
    @Fault("F06")
    void enter_that_was_typed_ahead_does_not_confirm() {
        Keys keys = keys(Tale.opened(Mode.RUN).preparedToScale().asksToScale());
        keys.pressAtOnce("Enter", "Enter", "Enter");
        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.app().notice()).contains("too soon");
    }

    @Test
    void a_preview_that_a_popup_hid_has_not_been_seen() {
        Tale tale = Tale.opened(Mode.RUN).preparedToScale();
        Keys keys = keys(tale).press("n");
        keys.tell(tale.asksToScale().ran());
        keys.press("Esc").pressAtOnce("Enter");
        assertThat(wishes(keys)).isEmpty();
        keys.press("Enter");
        assertThat(wishes(keys)).containsExactly(new Wish.Confirm(SCALE, false, "yes"));
    }

    @Test
    @Fault("F06")
    void a_paste_confirms_nothing() {
        for (Tale tale : List.of(
                Tale.opened(Mode.RUN).preparedToScale().asksToScale(),
                asksToDrop(),
                asksForEvidence(),
                asksToResume())) {
            Keys keys = keys(tale);
            keys.paste("\n").paste("yes\n").paste("pachyderm\r\n");
            assertThat(wishes(keys)).isEmpty();
        }
    }

    @Test
    void releasing_a_hold_and_taking_back_need_no_more_than_enter() {
        assertThat(wishes(entered(asksToResume()))).containsExactly(new Wish.Confirm(RESUME, false, "yes"));
        Tale undo = Tale.opened(Mode.RUN).scaledDown().asks(new Question.Confirm(SCALE, true, Tale.scaling()));
        assertThat(wishes(entered(undo))).containsExactly(new Wish.Confirm(SCALE, true, "yes"));
        Tale undoOfDropping = asksToDrop().asks(new Question.Confirm(DROP, true, Tale.scaling()));
        assertThat(wishes(entered(undoOfDropping))).containsExactly(new Wish.Confirm(DROP, true, "yes"));
    }

    @Test
    void what_destroys_opens_a_popup_in_which_cancel_has_the_keys() {
        Keys keys = keys(asksToDrop()).press("Enter");
        assertThat(keys.text()).contains("DESTROYS").contains("[ Cancel ]").contains("Type pachyderm to go on:");
        keys.press("Enter");
        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.text()).doesNotContain("[ Cancel ]");
    }

    @Test
    void what_destroys_is_done_when_its_name_was_typed() {
        Keys keys = keys(asksToDrop()).press("Enter").type("pachyderm").press("Enter");
        assertThat(wishes(keys)).containsExactly(new Wish.Confirm(DROP, false, "pachyderm"));
    }

    @Test
    void the_button_does_it_too_once_the_name_is_there() {
        Keys keys = keys(asksToDrop()).press("Enter", "Tab", "Enter");
        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.app().notice()).isEqualTo("that is not the name of what would be destroyed");
        keys.type("pachyderm").press("Tab", "Tab", "Enter");
        assertThat(wishes(keys)).containsExactly(new Wish.Confirm(DROP, false, "pachyderm"));
    }

    @Test
    void the_name_is_compared_exactly() {
        for (String wrong : List.of("Pachyderm", "pachyderm ", "pachyder", "yes")) {
            Keys keys = keys(asksToDrop()).press("Enter").type(wrong).press("Enter");
            assertThat(wishes(keys)).as(wrong).isEmpty();
        }
    }

    @Test
    @Fault("F06")
    void a_name_that_is_pasted_does_not_get_into_the_field() {
        Keys keys = keys(asksToDrop()).press("Enter").paste("pachyderm");
        assertThat(keys.app().notice()).isEqualTo("type it; pasted text does not confirm");
        keys.press("Tab", "Enter");
        assertThat(wishes(keys)).isEmpty();
        keys.type("pachy").paste("derm").press("Enter");
        assertThat(wishes(keys)).isEmpty();
    }

    @Test
    @Fault("F06")
    void a_name_that_was_typed_ahead_does_not_get_into_the_field() {
        Keys keys = keys(asksToDrop()).press("Enter");
        keys.pressAtOnce("p", "a", "c", "h", "y", "d", "e", "r", "m", "Enter");
        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.text()).doesNotContain("[ Cancel ]");
    }

    @Test
    void the_popup_closes_when_the_preview_is_no_longer_asked_for() {
        Tale tale = asksToDrop();
        Keys keys = keys(tale).press("Enter").type("pachyderm");
        keys.tell(asksToDrop().ran());
        assertThat(keys.text()).doesNotContain("to go on:");
        keys.pressAtOnce("Enter");
        assertThat(wishes(keys)).isEmpty();
    }

    @Test
    @Fault("F06")
    void a_step_by_hand_wants_evidence_which_may_be_pasted_but_not_confirmed_by_the_paste() {
        Keys keys = keys(asksForEvidence()).press("Enter").paste("cron off on app1\n");
        assertThat(wishes(keys)).isEmpty();
        keys.press("Enter");
        assertThat(wishes(keys)).containsExactly(new Wish.Confirm(PAUSE, false, "cron off on app1"));
    }

    @Test
    void a_step_by_hand_is_not_done_without_evidence() {
        Keys keys = keys(asksForEvidence()).press("Enter").type("  ").press("Enter");
        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.text()).contains("write down what you did or saw");
        keys.pressAtOnce("x").press("Esc");
        assertThat(wishes(keys)).isEmpty();
    }

    @Test
    void nothing_is_asked_twice_by_a_second_enter() {
        Keys keys = keys(Tale.opened(Mode.RUN).preparedToScale().asksToScale()).press("Enter", "Enter");
        assertThat(wishes(keys)).hasSize(1);
    }

    @Test
    void who_only_follows_can_confirm_nothing() {
        for (Tale tale : List.of(
                Tale.opened(Mode.RUN).preparedToScale().asksToScale().readOnly(),
                asksToDrop().readOnly(),
                asksForEvidence().readOnly())) {
            Keys keys = keys(tale).press("Enter", "s", "u", "x", "n", "r", "p", "b");
            assertThat(keys.commands()).isEmpty();
            assertThat(keys.app().notice()).contains("another process works on this run");
            keys.press("q");
            assertThat(keys.commands()).containsExactly(new Command.Quit());
        }
    }

    @Test
    void the_smallest_terminal_shows_the_whole_way_to_destroy() {
        RunView view = drawn(asksToDrop());
        Popup popup = Questions.answer(Deed.CONFIRM, view, DRAWN + 300 * MILLI)
                .flatMap(Popup.After::popup)
                .orElseThrow();
        String text = Shot.of(popup, view, 60, 15).text();
        assertThat(text)
                .contains("Type pachyderm to go on:")
                .contains("[ Cancel ]")
                .contains("Drop");
        assertThat(popup.update(new Message.Drawn(DRAWN, new Size(60, 15)), view)
                        .popup())
                .isPresent();
    }
}
