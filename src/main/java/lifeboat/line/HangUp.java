package lifeboat.line;

import java.util.function.Consumer;
import org.jline.utils.Signals;

/** Hears the signals after which nobody is there any more. */
public final class HangUp {
    private HangUp() {}

    /**
     * From now on HUP and TERM, and INT if that is asked for, are told with a reason and do nothing else.
     *
     * @param interruptsToo whether INT means the same; on a terminal it is a key instead
     */
    public static void on(boolean interruptsToo, Consumer<String> listener) {
        Signals.register("HUP", () -> listener.accept("hang-up"));
        Signals.register("TERM", () -> listener.accept("asked to end"));
        if (interruptsToo) {
            Signals.register("INT", () -> listener.accept("interrupted"));
        }
    }
}
