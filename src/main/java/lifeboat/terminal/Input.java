package lifeboat.terminal;

/** What comes from the operator's terminal. */
public sealed interface Input {
    /**
     * A key.
     *
     * @param nanos when it was read, on a clock that only rises
     */
    record Pressed(Stroke stroke, long nanos) implements Input {}

    /**
     * Text that was pasted, its lines ended by {@code \n}; may hold anything. One piece for each paste, unless it is longer
     * than a million bytes or stops in the middle. Never a confirmation.
     */
    record Pasted(String text) implements Input {}

    /** The terminal has another size now. */
    record Resized(Size size) implements Input {}

    /** Back after Ctrl-Z and {@code fg}; what was on the terminal is lost. */
    record Resumed() implements Input {}

    /** The terminal is gone: end of input, an error, or a hang-up. Nothing comes after it. */
    record Gone(String reason) implements Input {}
}
