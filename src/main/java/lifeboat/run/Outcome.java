package lifeboat.run;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How an attempt ended. */
public sealed interface Outcome {
    /**
     * It did what it should.
     *
     * @param outputs values for later steps; a plain value is a list of one
     * @param summary one line for people, such as "3 files, 41 MiB in 12 s"
     */
    record Succeeded(Map<String, List<String>> outputs, String summary) implements Outcome {}

    /**
     * It failed.
     *
     * @param guard whether a check refused before anything was tried, so that nothing was changed
     * @param reason lower case: what failed, on what
     * @param hint a sentence that helps; may be empty
     */
    record Failed(boolean guard, String reason, String hint, EffectSeen effect) implements Outcome {}

    /** The operator stopped it. */
    record Cancelled(String reason, EffectSeen effect) implements Outcome {}

    /** What it did to the world. */
    default EffectSeen effectSeen() {
        return match(ok -> EffectSeen.HAPPENED, Failed::effect, Cancelled::effect);
    }

    /** Handles each case. */
    default <R> R match(
            Function<Succeeded, R> succeeded, Function<Failed, R> failed, Function<Cancelled, R> cancelled) {
        if (this instanceof Succeeded ok) {
            return succeeded.apply(ok);
        }
        if (this instanceof Failed bad) {
            return failed.apply(bad);
        }
        return cancelled.apply((Cancelled) this);
    }
}
