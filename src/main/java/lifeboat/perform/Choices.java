package lifeboat.perform;

import java.util.List;
import java.util.Map;
import lifeboat.runbook.Parameter;

/** What can be chosen for a parameter: contexts, namespaces, buckets. */
@FunctionalInterface
public interface Choices {
    /** Nothing can be offered for anything. */
    Choices NONE = (parameter, known) -> List.of();

    /**
     * What is there to choose from, given the values known so far, secrets in clear.
     *
     * @return empty if nothing can be offered for a parameter of that type
     * @throws Unavailable if it should be there and cannot be listed now
     */
    List<String> of(Parameter parameter, Map<String, String> known) throws Unavailable;

    /** Thrown when choices cannot be listed; the value can still be typed. */
    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;

        /** {@code reason} in lower case: what failed, on what. */
        public Unavailable(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** What failed, on what; lower case. */
        public String reason() {
            return reason;
        }
    }
}
