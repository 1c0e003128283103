package lifeboat.cluster;

import java.util.Map;
import java.util.Optional;

/**
 * Who changed an object last, written on the object itself in the same patch as the change.
 *
 * @param run the run's id
 * @param step the step's id
 * @param fence rises with every owner of the lock; a change with a lower fence than the object's is refused
 */
public record Marks(String run, String step, long fence) {
    /** The annotation that names the run. */
    public static final String RUN = "lifeboat.dev/run";
    /** The annotation that names the step. */
    public static final String STEP = "lifeboat.dev/step";
    /** The annotation of a lease with the head of the run's audit, as {@code audit verify --head} takes it. */
    public static final String AUDIT = "lifeboat.dev/audit";
    /** The annotation with the fence. */
    public static final String FENCE = "lifeboat.dev/fence";

    /** The marks on an object; empty when it was never changed by us, or when they are not readable as ours. */
    public static Optional<Marks> in(Map<String, String> annotations) {
        String run = annotations.get(RUN);
        String step = annotations.get(STEP);
        String fence = annotations.get(FENCE);
        if (run == null || step == null || fence == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Marks(run, step, Long.parseLong(fence)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The annotations, in the order in which they are shown. */
    public Map<String, String> annotations() {
        return Map.of(RUN, run, STEP, step, FENCE, Long.toString(fence));
    }
}
