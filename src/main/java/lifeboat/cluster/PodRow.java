package lifeboat.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One pod, as a table shows it.
 *
 * @param name its name
 * @param uid its uid: a pod that came back has another
 * @param phase the API's phase, such as {@code Running}
 * @param reason what kubectl shows as its status: {@code ContainerCreating}, {@code CrashLoopBackOff}, {@code
 *     Terminating}, {@code Completed}, …
 * @param ready containers that are ready
 * @param containers containers that should be ready
 * @param restarts restarts of all of them
 * @param created when it was created
 * @param node where it runs; empty while it is not placed
 * @param ownerKind the kind of the controller that made it, a ReplicaSet resolved to its Deployment; empty for none
 * @param ownerName that controller's name; empty for none
 * @param labels its labels
 * @param deleted when its deletion was asked for plus its grace period; empty while nobody asked
 */
public record PodRow(
        String name,
        String uid,
        String phase,
        String reason,
        int ready,
        int containers,
        int restarts,
        Instant created,
        Optional<String> node,
        Optional<String> ownerKind,
        Optional<String> ownerName,
        Map<String, String> labels,
        Optional<Instant> deleted) {

    /** How old it is at that moment, never negative. */
    public Duration age(Instant now) {
        Duration age = Duration.between(created, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Whether its containers have ended for good, as in {@code Completed} or {@code Evicted}. */
    public boolean finished() {
        return phase.equals("Succeeded") || phase.equals("Failed");
    }
}
