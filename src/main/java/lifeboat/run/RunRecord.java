package lifeboat.run;

import java.util.List;

/** Where the events of one run are kept; the run thread is its only writer. */
public interface RunRecord {
    /**
     * Appends the events, in order, and returns when they are on disk.
     *
     * @throws RecordException if that cannot be said; then nothing may be done on the strength of them
     */
    List<Recorded> append(List<RunEvent> events) throws RecordException;

    /** Thrown when events cannot be kept. */
    final class RecordException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;
        private final String hint;

        /** {@code message} in lower case: what failed, on what; {@code hint} a sentence that helps. */
        public RecordException(String message, String hint, Throwable cause) {
            super(message, cause);
            this.reason = message;
            this.hint = hint;
        }

        /** What failed, on what; lower case. */
        public String reason() {
            return reason;
        }

        /** A sentence that helps. */
        public String hint() {
            return hint;
        }
    }
}
