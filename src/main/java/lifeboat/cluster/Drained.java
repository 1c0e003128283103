package lifeboat.cluster;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which pods that can write are still there, on a fresh read.
 *
 * @param remaining the pods of each group that is not empty, groups in the order of the rules
 * @param at when it was read
 */
public record Drained(Map<String, List<PodRow>> remaining, Instant at) {
    /**
     * Which pods must be gone.
     *
     * @param app the {@code app} label of the server: {@code pachd} or {@code pach-enterprise}
     * @param workerSelector the label selector of the workers
     * @param helperApp the {@code app} label of the storage helpers of 2.5 and later
     */
    public record Rules(String app, String workerSelector, String helperApp) {
        /** For pachd. */
        public static final Rules PACHD = new Rules("pachd", "suite=pachyderm,component=worker", "pachw");
        /** For a standalone Enterprise Server. */
        public static final Rules ENTERPRISE_SERVER =
                new Rules("pach-enterprise", "suite=pachyderm,component=worker", "pachw");
    }

    /** Whether no such pod is left. Zero at the first look is as good as zero later. */
    public boolean done() {
        return remaining.isEmpty();
    }

    /** Every pod that is left. */
    public List<PodRow> pods() {
        return remaining.values().stream().flatMap(Collection::stream).toList();
    }

    /**
     * Whether all that is left has ended (evicted or completed) and nobody deletes it: waiting will not help, the
     * operator has to delete those pods.
     */
    public boolean onlyFinishedRemain() {
        return !done()
                && pods().stream()
                        .allMatch(pod -> pod.finished() && pod.deleted().isEmpty());
    }
}
