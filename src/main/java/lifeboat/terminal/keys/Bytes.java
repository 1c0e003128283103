package lifeboat.terminal.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Some bytes, without sign. */
final class Bytes {
    private byte[] bytes = new byte[64];
    private int size;

    int size() {
        return size;
    }

    int at(int index) {
        return bytes[index] & 0xff;
    }

    void add(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) value;
    }

    /** Drops the first ones. */
    void drop(int count) {
        System.arraycopy(bytes, count, bytes, 0, size - count);
        size -= count;
    }

    /** Drops all of them, and room that few need. */
    void clear() {
        size = 0;
        if (bytes.length > 8192) {
            bytes = new byte[64];
        }
    }

    /** ASCII of some of them. */
    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    /** Those before an index, as UTF-8; what is none becomes the replacement character. */
    String utf8(int to) {
        return new String(bytes, 0, to, StandardCharsets.UTF_8);
    }
}
