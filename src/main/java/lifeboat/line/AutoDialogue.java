package lifeboat.line;

import java.util.Optional;
import lifeboat.terminal.SafeText;

/**
 * Answers by itself what may be answered without a person, and says so. For rehearsals only; whoever makes one has to
 * see to that.
 */
public final class AutoDialogue implements Dialogue {
    private final Dialogue shown;

    /** Prints to that dialogue, and asks it nothing. */
    public AutoDialogue(Dialogue shown) {
        this.shown = shown;
    }

    @Override
    public void print(String line) {
        shown.print(line);
    }

    @Override
    public Answer ask(Prompt prompt) {
        Optional<String> answer = prompt.automatic();
        if (answer.isEmpty()) {
            print(prompt.text() + " (nobody is there to be asked)");
            return new Answer.End();
        }
        String said = prompt.kind() == Prompt.Kind.SECRET ? "(not shown)" : SafeText.of(answer.get());
        print(prompt.text() + " auto: " + said);
        return new Answer.Text(answer.get(), true);
    }

    @Override
    public boolean takeInterrupt() {
        return shown.takeInterrupt();
    }

    @Override
    public boolean isGone() {
        return shown.isGone();
    }

    @Override
    public int width() {
        return shown.width();
    }
}
