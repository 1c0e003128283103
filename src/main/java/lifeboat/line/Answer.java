package lifeboat.line;

/** What came back from a {@link Dialogue}. */
public sealed interface Answer {
    /**
     * A line was given.
     *
     * @param text without the line's end
     * @param deliberate false if it was pasted, or typed before the question could be read: then it confirms nothing
     */
    record Text(String text, boolean deliberate) implements Answer {}

    /** Ctrl-C was pressed instead. */
    record Interrupted() implements Answer {}

    /** There is no more input, or no terminal any more. */
    record End() implements Answer {}
}
