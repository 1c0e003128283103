package lifeboat.line;

/** The operator's side of line mode. Used by one thread; only {@link #print} expects text that is safe to show. */
public interface Dialogue {
    /** Shows a line. */
    void print(String line);

    /** Puts a question and waits for the answer. */
    Answer ask(Prompt prompt);

    /** Whether Ctrl-C was pressed since this was asked last, other than at a question. */
    boolean takeInterrupt();

    /** Whether nobody can read any more what is printed. */
    boolean isGone();

    /** How many columns a line may have. */
    int width();
}
