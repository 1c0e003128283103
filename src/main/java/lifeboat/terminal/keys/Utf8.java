package lifeboat.terminal.keys;

/** One character of UTF-8. */
final class Utf8 {
    private static final int NONE = 0xfffd;

    private Utf8() {}

    /** How many bytes a character has that begins with this one; 0 if none begins so. */
    static int length(int first) {
        if (first < 0x80) {
            return 1;
        }
        if (first >= 0xc2 && first < 0xe0) {
            return 2;
        }
        if (first >= 0xe0 && first < 0xf0) {
            return 3;
        }
        return first >= 0xf0 && first < 0xf5 ? 4 : 0;
    }

    /** A character whose bytes are all there; the replacement character if it was written longer than needed. */
    static int decode(Bytes bytes, int start, int length) {
        if (length == 1) {
            return bytes.at(start);
        }
        int character = bytes.at(start) & (0xff >> (length + 1));
        for (int index = start + 1; index < start + length; index++) {
            character = character << 6 | bytes.at(index) & 0x3f;
        }
        boolean overlong = (length == 3 && character < 0x800) || (length == 4 && character < 0x10000);
        boolean surrogate = character >= 0xd800 && character < 0xe000;
        return overlong || surrogate || character > Character.MAX_CODE_POINT ? NONE : character;
    }
}
