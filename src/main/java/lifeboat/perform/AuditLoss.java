package lifeboat.perform;

import java.util.List;
import java.util.Optional;
import lifeboat.run.Recorded;

/**
 * The audit of a run cannot be written any more. What is under way goes on to its end; nothing new begins, except what
 * releases a hold, and that only once the operator said how: so that nobody is trapped with a cluster that is down.
 *
 * @param reason what failed, on what
 * @param hint a sentence that helps
 * @param accepted whether the operator said that what releases a hold may begin
 * @param elsewhere the directory in which the audit goes on; empty if it goes on nowhere
 * @param missing what happened since and stands in no file, in order
 */
public record AuditLoss(
        String reason, String hint, boolean accepted, Optional<String> elsewhere, List<Recorded> missing) {
    /** What is typed to let something begin without any audit. */
    public static final String TYPED = "without audit";

    /** What is missing is copied. */
    public AuditLoss {
        missing = List.copyOf(missing);
    }

    /** Whether what happens now is only remembered. */
    public boolean remembers() {
        return elsewhere.isEmpty();
    }
}
