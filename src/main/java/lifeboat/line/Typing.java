package lifeboat.line;

import java.io.IOException;

/** One way to read an answer from a terminal. */
interface Typing {
    /** Draws the question and reads the answer; an {@link IOException} or a JLine error if the terminal is gone. */
    Answer read(Prompt prompt) throws IOException;
}
