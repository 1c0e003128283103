package lifeboat.terminal.paint;

import java.io.IOException;

/** Where frames go. */
@FunctionalInterface
public interface Sink {
    /** Writes all of it with one system call. */
    void write(byte[] bytes) throws IOException;
}
