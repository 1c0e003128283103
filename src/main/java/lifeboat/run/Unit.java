package lifeboat.run;

import lifeboat.runbook.StepId;

/**
 * The smallest thing that is tried by itself: a step, one element of its {@code foreach}, or a step inside
 * {@code together}.
 *
 * @param step the step whose action it is
 * @param part the element of a {@code foreach}, or empty
 */
public record Unit(StepId step, String part) {}
