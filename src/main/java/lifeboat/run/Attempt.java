package lifeboat.run;

import lifeboat.runbook.StepId;

/**
 * One try of one part of one step.
 *
 * @param step the step; for a step inside {@code together}, that step itself
 * @param part the element of a {@code foreach}, or empty
 * @param undo whether the step's undo is tried rather than its action
 * @param number 1 for the first try of this step in this run, rising over its parts and its undo
 */
public record Attempt(StepId step, String part, boolean undo, int number) {
    @Override
    public String toString() {
        return step + (part.isEmpty() ? "" : "[" + part + "]") + (undo ? " undo" : "") + " #" + number;
    }
}
