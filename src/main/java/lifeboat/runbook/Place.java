package lifeboat.runbook;

/**
 * Where something stands in the file.
 *
 * @param line 1-based
 * @param column 1-based, in code points
 * @param source the file's text from there to the end of the value; empty if it is not known
 */
record Place(int line, int column, String source) {
    static final Place START = new Place(1, 1, "");

    /** The place of a word inside this value, or this place if the word is not in the source as it stands. */
    Place of(String word) {
        int index = source.indexOf(word);
        if (index < 0) {
            return this;
        }
        String before = source.substring(0, index);
        int newline = before.lastIndexOf('\n');
        if (newline < 0) {
            return new Place(line, column + before.codePointCount(0, index), word);
        }
        int lines = (int) before.chars().filter(character -> character == '\n').count();
        return new Place(line + lines, before.codePointCount(newline + 1, index) + 1, word);
    }

    /** The place of a character of a text, given as an index of {@code char}s. */
    static Place at(String text, int index) {
        return new Place(1, 1, text.substring(0, index) + "\0").of("\0");
    }
}
