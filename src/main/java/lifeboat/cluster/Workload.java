package lifeboat.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Deployment, StatefulSet or ReplicationController as it was at one moment; also the pre-image of a change.
 *
 * @param kind what it is
 * @param namespace where it is
 * @param name its name
 * @param uid its uid: an object of the same name that was made anew has another
 * @param wanted replicas asked for
 * @param present replicas that exist, ready or not
 * @param ready replicas whose containers are ready
 * @param available replicas that were ready long enough
 * @param updated replicas of the newest template; for a ReplicationController the same as {@code present}
 * @param generation rises when the wish changes
 * @param observedGeneration the newest wish that the controller has seen
 * @param labels its labels
 * @param annotations its annotations
 * @param resourceVersion its version
 * @param managers what else changes this object or its replicas
 * @param autoscalersUnseen why autoscalers could not be looked for; empty when they were
 * @param owners its owner references
 */
public record Workload(
        ObjectKind kind,
        String namespace,
        String name,
        String uid,
        int wanted,
        int present,
        int ready,
        int available,
        int updated,
        long generation,
        long observedGeneration,
        Map<String, String> labels,
        Map<String, String> annotations,
        String resourceVersion,
        List<Manager> managers,
        Optional<String> autoscalersUnseen,
        List<Owner> owners) {

    /**
     * Something that may change the object behind our back.
     *
     * @param tool which tool
     * @param name the autoscaler, application or release
     * @param detail what is known beside the name, such as the range of an autoscaler; may be empty text
     */
    public record Manager(Tool tool, String name, String detail) {
        /** The tools that we can tell by what they leave on objects. */
        public enum Tool {
            /** A HorizontalPodAutoscaler that targets the object. */
            AUTOSCALER,
            /** Argo CD puts back what its repository says. */
            ARGO_CD,
            /** Flux puts back what its repository says. */
            FLUX,
            /** Helm changes it at the next upgrade only. */
            HELM
        }
    }

    /**
     * An owner reference.
     *
     * @param kind the owner's kind as Kubernetes spells it
     * @param name the owner's name
     * @param controller whether it is the one that manages this object
     */
    public record Owner(String kind, String name, boolean controller) {}

    /** Whether the controller has seen the newest wish and every replica of it is available, and no other is left. */
    public boolean settled() {
        return observedGeneration >= generation
                && present == wanted
                && ready == wanted
                && available == wanted
                && updated == wanted;
    }

    /** Who of us changed it last; empty when nobody did. */
    public Optional<Marks> marks() {
        return Marks.in(annotations);
    }
}
