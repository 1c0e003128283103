package lifeboat.perform;

import lifeboat.cluster.Change;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;

/** What a change of an object that was not made comes to. */
final class Changes {
    private Changes() {}

    /**
     * The failed outcome.
     *
     * @param what what was not done
     * @param before whether the same attempt changed something before
     */
    static Outcome failed(String what, Change change, boolean before) {
        EffectSeen seen = before ? EffectSeen.HAPPENED : EffectSeen.NONE;
        if (change instanceof Change.Denied denied) {
            return failed(what + ": " + denied.message(), "Ask for the permission, then retry.", seen);
        }
        if (change instanceof Change.Missing missing) {
            return failed(what + ": " + missing.message(), "Look what deleted it.", seen);
        }
        if (change instanceof Change.Refused refused) {
            return failed(what + ": " + refused.message(), refused.hint(), seen);
        }
        if (change instanceof Change.PreconditionFailed differs) {
            return failed(
                    what + ": " + String.join("; ", differs.differences()),
                    "Somebody else changed it. Look who, then retry for a new preview.",
                    seen);
        }
        String message = change instanceof Change.Unknown unknown ? unknown.message() : change.toString();
        return failed(
                what + ", or it is not known whether it was: " + message,
                "Retry looks first: what was done already is not done twice.",
                EffectSeen.UNKNOWN);
    }

    private static Outcome failed(String reason, String hint, EffectSeen seen) {
        return new Outcome.Failed(false, reason, hint, seen);
    }
}
