package lifeboat.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TalkTest {
    private final ScriptedDialogue terminal = new ScriptedDialogue();
    private final Talk talk = new Talk(terminal);

    private static Prompt prompt(Prompt.Kind kind) {
        return new Prompt("Do it? \u001b[2J >", List.of(), kind, Optional.empty());
    }

    @Test
    void aDecisionThatWasNotDeliberateIsSaidSoAndAskedForAgain() {
        terminal.answers.add(new Answer.Text("yes", false));
        terminal.answers.add(new Answer.Text("leave", true));
        assertThat(talk.put(prompt(Prompt.Kind.DECISION))).isEqualTo(new Answer.Text("leave", true));
        assertThat(terminal.lines).anyMatch(line -> line.contains("counts for nothing"));
    }

    @Test
    void aTextMayBePasted() {
        terminal.answers.add(new Answer.Text("a note", false));
        assertThat(talk.put(prompt(Prompt.Kind.PLAIN))).isEqualTo(new Answer.Text("a note", false));
    }

    @Test
    void nobodyIsAskedAgainAfterTheEndAndAQuestionCannotSteerTheTerminal() {
        terminal.answers.add(new Answer.End());
        talk.put(prompt(Prompt.Kind.PLAIN));
        assertThat(talk.put(prompt(Prompt.Kind.DECISION))).isEqualTo(new Answer.End());
        assertThat(terminal.asked).hasValue(1);
        assertThat(terminal.lines).allMatch(line -> line.indexOf('\u001b') < 0);
    }
}
