package lifeboat.journal.seal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The binary form of SSH: strings with their length before them. */
final class Wire {
    private final ByteBuffer bytes;

    private Wire(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static Wire of(byte[] bytes) {
        return new Wire(ByteBuffer.wrap(bytes));
    }

    byte[] string() throws SealException {
        int length = number();
        return raw(length);
    }

    String text() throws SealException {
        return new String(string(), StandardCharsets.UTF_8);
    }

    int number() throws SealException {
        if (bytes.remaining() < Integer.BYTES) {
            throw cut();
        }
        return bytes.getInt();
    }

    byte[] raw(int length) throws SealException {
        if (length < 0 || length > bytes.remaining()) {
            throw cut();
        }
        byte[] raw = new byte[length];
        bytes.get(raw);
        return raw;
    }

    boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    private static SealException cut() {
        return new SealException("a key or signature ends too early", "It was cut or changed.");
    }

    /** Strings in a row, each with its length before it. */
    static byte[] strings(byte[]... strings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] string : strings) {
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(string.length).array());
            out.writeBytes(string);
        }
        return out.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
