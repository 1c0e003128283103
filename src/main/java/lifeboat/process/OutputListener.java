package lifeboat.process;

/**
 * Is told each line of a program's output, masked, as it comes. Called from threads of the program's own, in order within one
 * stream; it must not block for long. A listener that throws is not called again, and the program goes on.
 */
@FunctionalInterface
public interface OutputListener {
    /** Hears nothing. */
    OutputListener SILENT = (stream, line) -> {};

    /** Where a line came from. */
    enum Stream {
        /** Standard output. */
        OUT,
        /** Standard error. */
        ERR
    }

    /**
     * One line without its end; secrets are masked, bytes that are no UTF-8 are replaced, a line over the limit is cut and ends
     * with a mark. Control characters are left as they are.
     */
    void line(Stream stream, String line);
}
