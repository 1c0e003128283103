package lifeboat.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import lifeboat.perform.PodFeed.Pod;

/**
 * What a pod's state is called and how it should strike the eye.
 *
 * @param word a word or two, which say it all without the role
 */
record PodState(String word, Role role) {
    /** How long a pod that went still stands in the table. */
    static final Duration FAREWELL = Duration.ofSeconds(10);

    /** How long a pod counts as new. */
    private static final Duration NEW = Duration.ofSeconds(30);

    /** How long after its deadline a pod is late in ending. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final Set<String> ENDED_WELL = Set.of("Completed", "Succeeded");
    private static final Set<String> BAD =
            Set.of("Failed", "Evicted", "DeadlineExceeded", "NodeLost", "Unknown", "ContainerStatusUnknown");
    private static final Pattern BAD_LOOKING = Pattern.compile("BackOff$|Err|Error|Killed|Invalid|Signal:|ExitCode:");

    /** The state of a pod at that moment. */
    static PodState of(Pod pod, Instant now) {
        if (pod.life().gone().isPresent()) {
            return new PodState("gone", Role.REMOVED);
        }
        String state = pod.state();
        if (state.equals("Terminating")) {
            boolean late = pod.life()
                    .deadline()
                    .map(deadline -> deadline.plus(LATE).isBefore(now))
                    .orElse(false);
            return late ? new PodState("Terminating late", Role.DANGER) : new PodState(state, Role.WARNING);
        }
        if (state.equals("Running")) {
            return new PodState(state, pod.ready() >= pod.containers() ? Role.OK : Role.WARNING);
        }
        if (ENDED_WELL.contains(state)) {
            return new PodState(state, Role.MUTED);
        }
        boolean bad = BAD.contains(state) || BAD_LOOKING.matcher(state).find();
        return new PodState(state, bad ? Role.DANGER : Role.WARNING);
    }

    /** How urgent it is, the most urgent first. */
    int rank() {
        return switch (role) {
            case DANGER -> 0;
            case WARNING -> 1;
            case OK -> 2;
            default -> 3;
        };
    }

    /** Whether a pod that went is no longer to be shown. */
    static boolean isForgotten(Pod pod, Instant now) {
        return pod.life().gone().map(gone -> !gone.plus(FAREWELL).isAfter(now)).orElse(false);
    }

    /** {@code +} for a pod that has just come, {@code -} for one that has just gone, else a blank. */
    static String mark(Pod pod, Instant now) {
        if (pod.life().gone().isPresent()) {
            return "-";
        }
        return pod.life().came().map(came -> came.plus(NEW).isAfter(now)).orElse(false) ? "+" : " ";
    }
}
