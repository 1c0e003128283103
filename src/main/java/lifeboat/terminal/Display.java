package lifeboat.terminal;

import java.util.function.Consumer;

/**
 * A terminal that shows pictures and tells what the operator does. It is given back as it was found by {@link #close}, and
 * by the end of the process however that comes.
 */
public interface Display extends AutoCloseable {
    /** Takes the terminal over and tells what comes from it, on a thread of its own, until it is closed. */
    void open(Consumer<Input> listener);

    /** How large it is now. */
    Size size();

    /**
     * Shows a picture of its size with one write of what differs from the one before; nothing is written if nothing does.
     * May block while the terminal is frozen.
     *
     * @param everything whether it is painted anew, whatever is there
     */
    void show(Picture picture, boolean everything);

    /** Rings. */
    void bell();

    /** Puts text on the operator's clipboard, where the terminal allows it (OSC 52); false if it is too long for that. */
    boolean copy(String text);

    /** Gives the terminal to the shell, as Ctrl-Z does; returns when it is back, after {@link Input.Resumed} was told. */
    void suspend();

    /** Whether the mouse is captured; it is not at first, for that breaks select and copy. */
    void mouse(boolean captured);

    /** Whether it shows more than ASCII. */
    boolean showsUnicode();

    @Override
    void close();
}
