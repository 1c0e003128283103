package lifeboat.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How one change of one object ended. Only {@link Unknown} leaves a doubt; every other answer is certain. */
public sealed interface Change {

    /**
     * What an object looks like after the answer.
     *
     * @param resourceVersion its version
     * @param generation its generation; 0 for a kind that has none
     * @param replicas {@code spec.replicas}; empty for a kind that has none
     * @param annotations its annotations
     */
    record State(String resourceVersion, long generation, OptionalInt replicas, Map<String, String> annotations) {
        /** Who of us changed it last; empty when nobody did. */
        public Optional<Marks> marks() {
            return Marks.in(annotations);
        }
    }

    /** The change was made; this is the object after it. */
    record Applied(State now) implements Change {}

    /**
     * Nothing was changed, because the object is not what the caller believed.
     *
     * @param differences each thing that is different, with what was expected and what is there
     * @param now what is there; empty when it could not be read
     * @param onlyVersionMoved nothing that the change touches is different: read again, and the same change is right
     */
    record PreconditionFailed(List<String> differences, Optional<State> now, boolean onlyVersionMoved)
            implements Change {}

    /** Nothing was changed: a permission is missing. */
    record Denied(String message) implements Change {}

    /** Nothing was changed: there is no such object. */
    record Missing(String message) implements Change {}

    /** Nothing was changed, for another reason: not reachable, credential expired, invalid, asked to wait. */
    record Refused(ClusterException.Kind kind, String message, String hint) implements Change {}

    /** Sent, and then nothing certain was heard: the object's marks tell whether it was done, and by whom. */
    record Unknown(String message) implements Change {}
}
