package lifeboat.journal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.Mode;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/**
 * What every record of one process says besides its event: who, where, which run, which runbook.
 *
 * @param runId the name of the run's folder
 * @param bookId the runbook's id
 * @param bookSha256 lower-case hex of the runbook's bytes
 * @param user the operator's login name
 * @param host the machine's name
 * @param pid this process
 * @param sourceIp where the operator's SSH connection comes from: see {@link #sshSource}
 * @param steps the title and effect of each step, for the reader of the audit
 */
public record Envelope(
        String runId,
        Mode mode,
        String bookId,
        String bookSha256,
        String user,
        String host,
        long pid,
        Optional<String> sourceIp,
        Map<StepId, StepLabel> steps) {

    /**
     * What a step is called.
     *
     * @param effect in lower case, such as {@code mutate}
     * @param group the step that holds it, if it is one of several together
     * @param restores whether it releases something that is held, and so must not be kept from the operator
     */
    public record StepLabel(String title, String effect, Optional<String> group, boolean restores) {
        /** Of a step that releases nothing. */
        public StepLabel(String title, String effect, Optional<String> group) {
            this(title, effect, group, false);
        }
    }

    /** The labels of all steps of a runbook, the children of {@code together} included. */
    public static Map<StepId, StepLabel> labels(Runbook book) {
        Map<StepId, StepLabel> labels = new LinkedHashMap<>();
        for (Step step : book.steps()) {
            labels.put(step.id(), label(step, Optional.empty()));
            step.together()
                    .forEach(child -> labels.put(
                            child.id(), label(child, Optional.of(step.id().value()))));
        }
        return Map.copyOf(labels);
    }

    private static StepLabel label(Step step, Optional<String> group) {
        return new StepLabel(
                step.title(),
                step.effect().name().toLowerCase(Locale.ROOT),
                group,
                !step.releases().isEmpty());
    }

    /** The address in the value of {@code SSH_CONNECTION} or {@code SSH_CLIENT}; empty for none or nonsense. */
    public static Optional<String> sshSource(Optional<String> sshConnection) {
        return sshConnection
                .map(value -> value.strip().split("\\s+", 2)[0])
                .filter(address -> address.matches("[0-9A-Fa-f:.]{2,45}(%[0-9A-Za-z._-]{1,16})?"));
    }
}
