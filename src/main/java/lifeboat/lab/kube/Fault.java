package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that is to go wrong. Which requests or objects it meets is said by verb, kind and name, each of which may
 * be {@code *} for any.
 *
 * @param verb get, list, watch, create, update, patch, delete or deletecollection
 * @param kind in any form that {@code kubectl} takes: {@code Pod}, {@code pods}, {@code po}
 * @param name of the object; one with a star at its end stands for all names that begin so
 * @param count how many times it happens; 0 for as long as it is in force
 * @param code the HTTP status of {@link Effect#STATUS}: 401, 403, 429, 500 or any other
 * @param delayMillis how long {@link Effect#DELAY} holds a request back, and {@link Effect#SCALE_BACK} waits
 * @param replicas what {@link Effect#SCALE_BACK} scales to
 */
public record Fault(
        Effect effect, String verb, String kind, String name, int count, int code, long delayMillis, int replicas) {

    /** What happens. */
    public enum Effect {
        /** The request is held back, then goes on. */
        DELAY,
        /** The connection is closed before anything was done. */
        REFUSE,
        /** The request is answered with {@code code} and nothing is done. */
        STATUS,
        /** The request takes effect, and the connection is closed instead of an answer. */
        DROP,
        /** A permission is taken away: requests get 403, and access reviews say so. */
        FORBID,
        /** The connections of all watches of the kind are closed, once, now. */
        CUT_WATCHES,
        /** Watches of the kind stay open and hear nothing more. */
        FREEZE_WATCHES,
        /** All changes so far are forgotten, so that a watch from before gets 410. */
        EXPIRE_HISTORY,
        /** Pods of this name never end, however long they have been terminating. */
        STUCK_TERMINATING,
        /** Somebody else's controller scales the workload back to {@code replicas} whenever it has another count. */
        SCALE_BACK;

        /** {@code STUCK_TERMINATING} is {@code stuck-terminating} in JSON. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A fault that meets everything, for as long as it is in force. */
    public static Fault of(Effect effect) {
        return new Fault(effect, "*", "*", "*", 0, 500, 0, 0);
    }

    /** The same, for one verb. */
    public Fault onVerb(String only) {
        return new Fault(effect, only, kind, name, count, code, delayMillis, replicas);
    }

    /** The same, for one kind and name. */
    public Fault on(String onlyKind, String onlyName) {
        return new Fault(effect, verb, onlyKind, onlyName, count, code, delayMillis, replicas);
    }

    /** The same, so many times. */
    public Fault times(int times) {
        return new Fault(effect, verb, kind, name, times, code, delayMillis, replicas);
    }

    /** The same, with an HTTP status. */
    public Fault withCode(int status) {
        return new Fault(effect, verb, kind, name, count, status, delayMillis, replicas);
    }

    /** The same, with a delay in milliseconds. */
    public Fault withDelay(long millis) {
        return new Fault(effect, verb, kind, name, count, code, millis, replicas);
    }

    /** The same, with a replica count. */
    public Fault withReplicas(int wanted) {
        return new Fault(effect, verb, kind, name, count, code, delayMillis, wanted);
    }

    boolean meets(String otherVerb, Kind otherKind, String otherName) {
        return (verb.equals("*") || verb.equals(otherVerb)) && meets(otherKind) && meetsName(otherName);
    }

    boolean meets(Kind otherKind) {
        return kind.equals("*") || Kind.named(kind).filter(otherKind::equals).isPresent();
    }

    private boolean meetsName(String other) {
        return name.endsWith("*") ? other.startsWith(name.substring(0, name.length() - 1)) : name.equals(other);
    }

    static Fault from(JsonNode json) {
        String word = json.path("effect").asText();
        Effect effect = Optional.of(word)
                .flatMap(Fault::effect)
                .orElseThrow(() -> ApiFailure.badRequest("unknown effect \"" + word + "\""));
        Fault fault = new Fault(
                effect,
                json.path("verb").asText("*"),
                json.path("kind").asText("*"),
                json.path("name").asText("*"),
                json.path("count").asInt(0),
                json.path("code").asInt(500),
                json.path("delayMillis").asLong(0),
                json.path("replicas").asInt(0));
        if (!fault.kind.equals("*") && Kind.named(fault.kind).isEmpty()) {
            throw ApiFailure.badRequest("unknown kind \"" + fault.kind + "\"");
        }
        return fault;
    }

    private static Optional<Effect> effect(String word) {
        for (Effect effect : Effect.values()) {
            if (effect.word().equals(word)) {
                return Optional.of(effect);
            }
        }
        return Optional.empty();
    }

    ObjectNode json() {
        return Json.object()
                .put("effect", effect.word())
                .put("verb", verb)
                .put("kind", kind)
                .put("name", name)
                .put("count", count)
                .put("code", code)
                .put("delayMillis", delayMillis)
                .put("replicas", replicas);
    }
}
