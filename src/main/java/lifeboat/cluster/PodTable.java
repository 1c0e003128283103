package lifeboat.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The newest view of some pods that a watch has. A hint for the eye: a decision is made on {@link Cluster#pods}.
 *
 * @param pods the pods by name
 * @param at when this view was made
 * @param staleSince since when the cluster was not seen; empty while it is
 * @param trouble why it is not seen; empty text while it is
 */
public record PodTable(List<PodRow> pods, Instant at, Optional<Instant> staleSince, String trouble) {}
