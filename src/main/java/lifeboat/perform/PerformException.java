package lifeboat.perform;

import lifeboat.run.EffectSeen;

/** Something could not be looked at or done; the message in lower case, the hint a sentence that helps. */
public final class PerformException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;
    private final String hint;
    private final EffectSeen effect;

    public PerformException(String message, String hint) {
        super(message);
        this.reason = message;
        this.hint = hint;
        this.effect = EffectSeen.NONE;
    }

    public PerformException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.reason = message;
        this.hint = hint;
        this.effect = EffectSeen.NONE;
    }

    private PerformException(PerformException why, EffectSeen effect) {
        super(why.reason, why);
        this.reason = why.reason;
        this.hint = why.hint;
        this.effect = effect;
    }

    /** The same, thrown when the action had done this to the world already. */
    PerformException after(EffectSeen seen) {
        return new PerformException(this, seen);
    }

    /** What the action had done to the world before it failed; nothing unless {@link #after} says otherwise. */
    public EffectSeen effect() {
        return effect;
    }

    /** What failed, on what; lower case. */
    public String reason() {
        return reason;
    }

    /** A sentence that helps at 3 a.m.; may be empty. */
    public String hint() {
        return hint;
    }
}
