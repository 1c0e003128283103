package lifeboat.lab.program;

import java.io.IOException;

/** A program that is played. It may be called by several threads at the same time. */
@FunctionalInterface
public interface Played {
    /**
     * Runs once. An {@link IOException} is told on standard error, as a failure.
     *
     * @return whether the exit code is 0; it is 1 otherwise
     */
    boolean run(Invocation invocation) throws IOException;
}
