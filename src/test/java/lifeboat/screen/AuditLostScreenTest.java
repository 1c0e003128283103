package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lifeboat.fault.Fault;
import lifeboat.perform.AuditLoss;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Mode;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.Test;

/** The audit cannot be written, on the screen. */
@Fault({"F06", "F08", "F10"})
class AuditLostScreenTest {
    private static final AuditLoss LOSS = loss(false, Optional.empty());

    private static AuditLoss loss(boolean accepted, Optional<String> elsewhere) {
        return new AuditLoss(
                "the disk could not keep the journal /var/lib/lifeboat/runs/20261121-020000-k7qx2m/journal.jsonl:"
                        + " Input/output error",
                "Nothing more is done: what was written last may or may not be there. Look at the disk.",
                accepted,
                elsewhere,
                List.of(new Recorded(31, Tale.START, new RunEvent.NoteAdded("Ada knows"))));
    }

    private static Tale lost() {
        Tale tale = Tale.opened(Mode.RUN).scaledDown().stopped().loses(LOSS);
        return tale.asks(new Question.AuditLost(LOSS, Told.newestFirst(tale.run())));
    }

    private static Keys keys() {
        return new Keys(lost().scene());
    }

    private static List<Wish> wishes(Keys keys) {
        return keys.commands().stream()
                .filter(Command.Ask.class::isInstance)
                .map(command -> ((Command.Ask) command).wish())
                .toList();
    }

    @Test
    void it_says_what_failed_what_is_held_and_how_to_go_on() {
        Shot.of(keys().app(), 80, 24).matches("run-audit-lost");
        Shot.of(keys().app(), 120, 40).matches("run-audit-lost");
    }

    @Test
    void releasing_without_audit_wants_words_typed_and_nothing_else_will_do() {
        Keys keys = keys().press("Down", "Down", "Enter");
        assertThat(keys.text()).contains("Type \"without audit\" to go on:");
        keys.paste(AuditLoss.TYPED).paste(AuditLoss.TYPED + "\r").press("Enter");
        keys.type("without").press("Enter");
        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.text()).contains("that is not what has to be typed");
        keys.type(" audit").press("Enter");
        assertThat(wishes(keys)).containsExactly(new Wish.WithoutAudit("without audit"));
    }

    @Test
    void it_goes_on_in_a_directory_that_is_named_and_may_be_pasted() {
        Keys keys = keys().press("Down", "Enter", "Enter");
        assertThat(wishes(keys)).isEmpty();
        keys.paste("/mnt/stick").press("Enter");
        assertThat(wishes(keys)).containsExactly(new Wish.KeepAudit(Optional.of("/mnt/stick")));
        assertThat(wishes(keys().press("Enter"))).containsExactly(new Wish.KeepAudit(Optional.empty()));
    }

    @Test
    void while_holds_are_released_the_header_says_that_nothing_is_written_down() {
        Tale tale = Tale.opened(Mode.RUN).scaledDown().stopped().loses(loss(true, Optional.empty()));
        Keys keys = new Keys(
                tale.asks(new Question.Release(Told.newestFirst(tale.run()))).scene());
        assertThat(keys.text()).contains("THE AUDIT CANNOT BE WRITTEN; only what releases a hold may begin");
        keys.press("b");
        assertThat(wishes(keys)).as("the procedure does not go on").isEmpty();
        Tale other = Tale.opened(Mode.RUN).scaledDown().stopped().loses(loss(true, Optional.of("/mnt/stick")));
        Keys there = new Keys(
                other.asks(new Question.Release(Told.newestFirst(other.run()))).scene());
        assertThat(there.text()).contains("THE AUDIT IS NOT WHOLE: it goes on in /mnt/stick");
    }
}
