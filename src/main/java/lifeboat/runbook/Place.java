package lifeboat.runbook;

/**
 * Where something stands in a file.
 *
 * @param file what the file is called in messages
 * @param line 1-based
 * @param column 1-based, in code points
 * @param source the file's text from there to the end of the value; empty if it is not known
 * @param via a sentence on how the runbook comes to that place; empty in the runbook itself
 */
record Place(String file, int line, int column, String source, String via) {
    /** The first character of a file. */
    static Place startOf(String file) {
        return new Place(file, 1, 1, "", "");
    }

    /** Another place in the same file. */
    Place at(int otherLine, int otherColumn, String otherSource) {
        return new Place(file, otherLine, otherColumn, otherSource, via);
    }

    /** This place, to which the runbook comes like that. */
    Place via(String sentence) {
        return new Place(file, line, column, source, sentence);
    }

    /** The place of a word inside this value, or this place if the word is not in the source as it stands. */
    Place of(String word) {
        int index = source.indexOf(word);
        if (index < 0) {
            return this;
        }
        String before = source.substring(0, index);
        int newline = before.lastIndexOf('\n');
        if (newline < 0) {
            return at(line, column + before.codePointCount(0, index), word);
        }
        int lines = (int) before.chars().filter(character -> character == '\n').count();
        return at(line + lines, before.codePointCount(newline + 1, index) + 1, word);
    }

    /** The place of a character of the file's text, given as an index of {@code char}s. */
    Place ofCharacter(String text, int index) {
        return at(1, 1, text.substring(0, index) + "\0").of("\0");
    }

    /** The file with the line and the column, as in {@code in book.yaml:3:7}. */
    String somewhere() {
        return "in " + file + ":" + line + ":" + column;
    }

    /** How another place says where this one is: the line, and the file unless it is the same. */
    String asSeenFrom(Place other) {
        return other.file.equals(file) ? "in line " + line : "in " + file + ":" + line;
    }
}
