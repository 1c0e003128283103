package lifeboat;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import lifeboat.line.Answer;
import lifeboat.line.Dialogue;
import lifeboat.line.Prompt;

/**
 * A dialogue of which only what is said reaches anybody.
 *
 * @param say hears each line
 * @param gone whether nobody is there any more
 */
record Spoken(Consumer<String> say, BooleanSupplier gone) implements Dialogue {
    private static final int WIDTH = 80;

    @Override
    public void print(String line) {
        say.accept(line);
    }

    @Override
    public Answer ask(Prompt prompt) {
        return new Answer.End();
    }

    @Override
    public boolean takeInterrupt() {
        return false;
    }

    @Override
    public boolean isGone() {
        return gone.getAsBoolean();
    }

    @Override
    public int width() {
        return WIDTH;
    }
}
