package lifeboat.runbook;

import java.util.Optional;

/**
 * A change that must be taken back before a run may close.
 *
 * @param id a slug, such as {@code pachd-down}
 * @param means one sentence on what it means for the users of the cluster
 * @param byHand the command or sentence that takes it back without Lifeboat, if there is one
 */
public record Hold(String id, Template means, Optional<Template> byHand) {}
