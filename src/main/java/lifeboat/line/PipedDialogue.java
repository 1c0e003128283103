package lifeboat.line;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import lifeboat.terminal.SafeText;

/**
 * Answers come one a line from a reader that is no terminal; each is repeated after its question, so that what is
 * printed reads like a conversation. A secret is not repeated.
 */
public final class PipedDialogue implements Dialogue {
    private static final int WIDTH = 80;

    private final BufferedReader answers;
    private final PrintWriter out;

    /** Takes answers from there and prints there; closes neither. */
    public PipedDialogue(Reader answers, PrintWriter out) {
        this.answers = new BufferedReader(answers);
        this.out = out;
    }

    @Override
    public void print(String line) {
        SafeText.lines(line).forEach(out::println);
        out.flush();
    }

    @Override
    public Answer ask(Prompt prompt) {
        out.print(SafeText.of(prompt.text()) + " ");
        out.flush();
        String line = next();
        if (line == null) {
            print("(end of input)");
            return new Answer.End();
        }
        print(prompt.kind() == Prompt.Kind.SECRET ? "(not shown)" : SafeText.of(line));
        return new Answer.Text(line, true);
    }

    private @org.jspecify.annotations.Nullable String next() {
        try {
            return answers.readLine();
        } catch (IOException gone) {
            return null;
        }
    }

    @Override
    public boolean takeInterrupt() {
        return false;
    }

    @Override
    public boolean isGone() {
        return out.checkError();
    }

    @Override
    public int width() {
        return WIDTH;
    }
}
