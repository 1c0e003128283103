package lifeboat.run;

import java.util.List;
import java.util.Optional;

/** Where the events of one run are kept; the run thread is its only writer. */
public interface RunRecord {
    /**
     * Appends the events, in order, and returns when they are on disk: them, and among them what the record had to say by
     * itself, such as that the clock jumped or that the disk is full.
     *
     * @throws RecordException if that cannot be said; then nothing may be done on the strength of them
     */
    List<Recorded> append(List<RunEvent> events) throws RecordException;

    /**
     * Remembers events that could not be appended. They are in memory, stand in no audit and are lost with the process, unless
     * {@link #catchUp} can still keep them; until then nothing may be appended.
     *
     * @return them, numbered as if they had been kept
     */
    default List<Recorded> remember(List<RunEvent> events) {
        throw new IllegalStateException("this record cannot remember " + events.size() + " events");
    }

    /**
     * Keeps what was remembered, and goes on being kept where it was, or in a folder of its own in another directory.
     *
     * @param directory an absolute path, or relative to where the process was started; empty to go on where it was
     * @return what the record had to say about it
     * @throws RecordException if that fails, too; what could not be kept is still remembered
     */
    default List<Recorded> catchUp(Optional<String> directory) throws RecordException {
        throw new IllegalStateException("this record cannot go on in " + directory);
    }

    /** Thrown when events cannot be kept. */
    final class RecordException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;
        private final String hint;
        private final boolean unchanged;

        /** {@code message} in lower case: what failed, on what; {@code hint} a sentence that helps. */
        public RecordException(String message, String hint, Throwable cause) {
            this(message, hint, cause, false);
        }

        /** The same; {@code unchanged} if nothing was kept and a later append may succeed. */
        public RecordException(String message, String hint, Throwable cause, boolean unchanged) {
            super(message, cause);
            this.reason = message;
            this.hint = hint;
            this.unchanged = unchanged;
        }

        /** Whether the record is what it was before, and may take other events: then the run can go on without these. */
        public boolean unchanged() {
            return unchanged;
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
