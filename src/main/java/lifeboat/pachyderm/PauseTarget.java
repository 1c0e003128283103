package lifeboat.pachyderm;

import java.util.List;
import java.util.Optional;

/**
 * Which context the pause commands will hit. It is the enterprise context, not the active one.
 *
 * @param context its name; empty when there is none at all
 * @param why which setting decides that
 * @param detail what is known of the context; empty when it cannot be read
 * @param warnings what an operator should know before going on, such as an override in the environment
 */
public record PauseTarget(Optional<String> context, String why, Optional<PachContext> detail, List<String> warnings) {}
