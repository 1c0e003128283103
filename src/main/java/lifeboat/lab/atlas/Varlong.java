package lifeboat.lab.atlas;

/** Numbers as AtlasDB keeps them in {@code _transactions}. */
final class Varlong {
    private Varlong() {}

    static byte[] bytes(long value) {
        int size = size(value);
        byte[] bytes = new byte[size];
        long rest = value;
        for (int index = size - 1; index >= Math.max(0, size - Long.BYTES); index--) {
            bytes[index] = (byte) (rest & 0xff);
            rest >>>= 8;
        }
        for (int bit = 0; bit < size - 1; bit++) {
            bytes[bit / 8] |= (byte) (1 << (7 - bit % 8));
        }
        return bytes;
    }

    /** How many bytes a number takes. */
    static int size(long value) {
        int size = 1;
        for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
            size++;
        }
        return size;
    }

    static long number(byte[] bytes) {
        long value = 0;
        for (byte part : bytes) {
            value = value << 8 | part & 0xff;
        }
        int bits = 7 * bytes.length;
        return bits >= Long.SIZE ? value : value & (1L << bits) - 1;
    }
}
