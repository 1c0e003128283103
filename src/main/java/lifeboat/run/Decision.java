package lifeboat.run;

import java.util.List;

/** The answer to an intent. */
public sealed interface Decision {
    /** Allowed: these events, forced to disk first, and then these orders. */
    record Accepted(List<RunEvent> events, List<Order> orders) implements Decision {}

    /** Not allowed, and why: lower case, for the operator. */
    record Refused(String reason) implements Decision {}

    /** Allowed, with nothing to carry out. */
    static Decision events(List<RunEvent> events) {
        return new Accepted(List.copyOf(events), List.of());
    }
}
