package lifeboat.atlas;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * AtlasDB's {@code VAR_LONG}: as many leading one bits as there are further bytes, then a zero bit, then the number. The bytes
 * of non-negative numbers are in the order of the numbers. {@code -1}, the mark of a transaction that was rolled back, stands
 * as ten bytes, behind all of them.
 */
public final class VarLong {
    /** The commit timestamp of a transaction that was rolled back. */
    public static final long ROLLED_BACK = -1;

    private static final int BITS = 7;
    private static final int LONGEST = 10;

    private VarLong() {}

    /** The bytes of a number; a negative one is taken as a large one without sign. */
    public static byte[] encode(long value) {
        int used = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value));
        int size = (used + BITS - 1) / BITS;
        byte[] bytes = new byte[size];
        long rest = value;
        for (int index = size - 1; index >= 0 && rest != 0; index--) {
            bytes[index] = (byte) rest;
            rest >>>= Byte.SIZE;
        }
        for (int one = 0; one < size - 1; one++) {
            bytes[one / Byte.SIZE] |= (byte) (0x80 >>> one % Byte.SIZE);
        }
        return bytes;
    }

    /**
     * The number of these bytes.
     *
     * @throws IllegalArgumentException if they are not the bytes of one number
     */
    public static long decode(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > LONGEST) {
            throw wrong(bytes);
        }
        long value = 0;
        for (int index = 0; index < bytes.length; index++) {
            int part = bytes[index] & 0xff;
            int marks = Math.min(Byte.SIZE, Math.max(0, bytes.length - index * Byte.SIZE));
            value = value << Byte.SIZE | part & (0xff >>> marks);
        }
        if (!Arrays.equals(encode(value), bytes)) {
            throw wrong(bytes);
        }
        return value;
    }

    private static IllegalArgumentException wrong(byte[] bytes) {
        return new IllegalArgumentException(
                "not a VAR_LONG: " + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 2 * LONGEST)));
    }
}
