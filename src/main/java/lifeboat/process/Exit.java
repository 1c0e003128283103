package lifeboat.process;

import java.time.Duration;
import java.util.List;

/**
 * How a program ended.
 *
 * @param code exit code; 128 + the signal's number when a signal ended it
 * @param timedOut whether it was ended by us because its time was up
 * @param stopped whether it was ended by us because someone asked
 * @param duration from its start to its end
 * @param stderrTail the last lines of standard error, masked, oldest first
 * @param outputSha256 lower-case hex of SHA-256 over the lines of standard output as the listener got them, each followed by
 *     a newline
 */
public record Exit(
        int code, boolean timedOut, boolean stopped, Duration duration, List<String> stderrTail, String outputSha256) {
    /** Copies the list. */
    public Exit {
        stderrTail = List.copyOf(stderrTail);
    }

    /** Whether the program ended by itself with code 0. */
    public boolean succeeded() {
        return code == 0 && !timedOut && !stopped;
    }

    /** A few words on how it ended: {@code exit code 1}, {@code ended by signal 9}, {@code stopped after its time was up}. */
    public String words() {
        if (timedOut) {
            return "stopped after its time was up";
        }
        if (stopped) {
            return "stopped as asked";
        }
        return code > 128 && code < 128 + 65 ? "ended by signal " + (code - 128) : "exit code " + code;
    }
}
