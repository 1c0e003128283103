package lifeboat.terminal;

import java.io.IOException;

/** What the operating system says and does about a terminal. */
interface Wire {
    /**
     * Reads what was typed, at least a byte if that comes within a tenth of a second.
     *
     * @return how many bytes, none or less if nothing came: at once if the terminal is gone
     */
    int read(byte[] into) throws IOException;

    /** Writes all of it with one system call; may block while the terminal is frozen. */
    void write(byte[] bytes) throws IOException;

    /** The size when it was last measured. */
    Size size();

    /** Measures the size. */
    Size measure();

    /** Keys come as they are typed, and none of them has a meaning for the system. */
    void raw() throws IOException;

    /** As it was found. */
    void cooked() throws IOException;

    /** Who hears of a new size, and of going on after a stop. */
    void hear(Runnable resized, Runnable continued);

    /** Stops the job that this process belongs to, as Ctrl-Z does; returns when it goes on. */
    void stop() throws IOException;

    /** Hears nothing any more. */
    void close();
}
