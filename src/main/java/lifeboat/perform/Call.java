package lifeboat.perform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lifeboat.cluster.Marks;
import lifeboat.run.Run;
import lifeboat.runbook.Scope;
import lifeboat.runbook.Step;
import lifeboat.runbook.Template;

/**
 * One action as it is to be done now.
 *
 * @param run the run as it was when this was ordered
 * @param step the step
 * @param part the element of its {@code foreach}, or empty
 * @param action the step's action, or its undo
 * @param answer what the operator typed
 * @param scope the variables, secrets in clear
 * @param world the targets
 */
record Call<A>(Run run, Step step, String part, A action, String answer, Scope scope, World world) {
    /** What helps a run that has lost its lock. */
    static final String LOST = "Look who works there, and talk to them; this run can be resumed when the lock is free.";

    /** A template's text. */
    String text(Template template) {
        return template.resolve(scope).strip();
    }

    /** A template's text, nothing if it is empty. */
    Optional<String> optional(Template template) {
        return Optional.of(text(template)).filter(text -> !text.isEmpty());
    }

    /** A template's elements, empty ones left out. */
    List<String> list(Template template) {
        return template.resolveList(scope).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Whether a template says yes. */
    boolean isTrue(Template template) {
        return text(template).equals("true");
    }

    /** A template's number. */
    int number(Template template) throws PerformException {
        String text = text(template);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            throw new PerformException(
                    "\"" + template + "\" of step " + step.id() + " is not a number: \"" + text + "\"",
                    "Change the parameter that it comes from, or correct the runbook.",
                    notOne);
        }
    }

    /**
     * What a change carries on the object, made immediately before the change.
     *
     * @throws PerformException if the lock of the run is no longer its own
     */
    Marks marks() throws PerformException {
        Optional<String> lost = world.lost(run, false);
        if (lost.isPresent()) {
            throw new PerformException(lost.get(), LOST);
        }
        return foreseen();
    }

    /** What a change will carry, for a preview. */
    Marks foreseen() {
        return new Marks(run.id(), step.id().value(), world.fence());
    }

    /** How long one attempt may take. */
    Duration timeout() {
        return step.timeout();
    }
}
