package lifeboat.runbook;

/** Hands out the fragments that a runbook includes. */
@FunctionalInterface
public interface Fragments {
    /** What the path of a fragment looks like: inside the folder {@code fragments}, and never out of it. */
    String PATH = "fragments/([A-Za-z0-9][A-Za-z0-9._-]{0,63}/){0,3}[A-Za-z0-9][A-Za-z0-9._-]{0,63}[.]yaml";

    /** The most bytes of a runbook or a fragment that are looked at. */
    int LARGEST = YamlSource.MAX_BYTES;

    /** A fragment cannot be had. */
    final class Missing extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;
        private final String hint;

        /**
         * A fragment that cannot be had.
         *
         * @param reason in lower case, without the fragment's path
         * @param hint what helps, as a sentence
         */
        public Missing(String reason, String hint) {
            super(reason);
            this.reason = reason;
            this.hint = hint;
        }

        /** Why it cannot be had. */
        public String reason() {
            return reason;
        }

        /** What helps. */
        public String hint() {
            return hint;
        }
    }

    /**
     * The bytes of a fragment; of a larger one than {@link #LARGEST} at least one byte more than that.
     *
     * @param path relative to the runbook's folder, in the form of {@link #PATH}
     * @throws Missing if it cannot be had
     */
    byte[] read(String path) throws Missing;

    /** For a runbook that includes nothing. */
    static Fragments none() {
        return path -> {
            throw new Missing("there are no fragments here", "Keep them in the folder `fragments` beside the runbook.");
        };
    }
}
