package lifeboat.perform;

import lifeboat.run.Attempt;
import lifeboat.run.Recorded;

/** Something to tell the operator, in the order in which it happened. */
public sealed interface Item {
    /** An event that is on disk. */
    record Happened(Recorded recorded) implements Item {}

    /** A line of output of an attempt. */
    record Line(Attempt attempt, String text) implements Item {}

    /** Where an attempt stands. */
    record Progress(Attempt attempt, String text) implements Item {}

    /** A wish was refused, or something could not be looked at. */
    record Refused(String reason, String hint) implements Item {}
}
