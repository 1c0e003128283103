package lifeboat.lab.classic;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The framing format of snappy with chunks that are not compressed, which every reader of the format takes: the head
 * {@code ff 06 00 00 sNaPpY}, then chunks of a type, a length of three bytes, a masked CRC-32C and up to 64 KiB.
 */
final class SnappyFrames {
    static final int MOST = 65_536;

    private static final byte[] HEAD = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
    private static final int PLAIN = 1;
    private static final int PADDING = 0xfe;
    private static final String CORRUPT = "snappy: corrupt input";

    private SnappyFrames() {}

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int value = (int) crc.getValue();
        return ((value >>> 15) | (value << 17)) + 0xa282ead8;
    }

    /** Writes frames; what is left is a whole stream whenever it is closed. */
    static final class Writer extends FilterOutputStream {
        private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(MOST);
        private boolean begun;

        Writer(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int at = from;
            int left = length;
            while (left > 0) {
                int part = Math.min(left, MOST - chunk.size());
                chunk.write(bytes, at, part);
                at += part;
                left -= part;
                if (chunk.size() == MOST) {
                    frame();
                }
            }
        }

        private void frame() throws IOException {
            if (!begun) {
                out.write(HEAD);
                begun = true;
            }
            if (chunk.size() == 0) {
                return;
            }
            byte[] data = chunk.toByteArray();
            chunk.reset();
            int length = data.length + 4;
            int sum = checksum(data);
            out.write(new byte[] {PLAIN, (byte) length, (byte) (length >> 8), (byte) (length >> 16)});
            out.write(new byte[] {(byte) sum, (byte) (sum >> 8), (byte) (sum >> 16), (byte) (sum >> 24)});
            out.write(data);
        }

        @Override
        public void flush() throws IOException {
            frame();
            out.flush();
        }

        @Override
        public void close() throws IOException {
            frame();
            out.close();
        }
    }

    /** Reads frames. */
    static final class Reader extends InputStream {
        private final InputStream in;
        private byte[] chunk = new byte[0];
        private int at;
        private boolean begun;

        Reader(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            while (at == chunk.length) {
                if (!next()) {
                    return -1;
                }
            }
            int part = Math.min(length, chunk.length - at);
            System.arraycopy(chunk, at, to, from, part);
            at += part;
            return part;
        }

        private boolean next() throws IOException {
            int type = in.read();
            if (type < 0) {
                return false;
            }
            byte[] size = exactly(3);
            int length = (size[0] & 0xff) | (size[1] & 0xff) << 8 | (size[2] & 0xff) << 16;
            byte[] body = exactly(length);
            if (type == 0xff) {
                if (!Arrays.equals(body, 0, body.length, HEAD, 4, HEAD.length)) {
                    throw new IOException(CORRUPT);
                }
                begun = true;
            } else if (!begun || type != PLAIN && type != PADDING) {
                throw new IOException(CORRUPT);
            } else if (type == PLAIN) {
                take(body);
            }
            return true;
        }

        private void take(byte[] body) throws IOException {
            if (body.length < 4) {
                throw new IOException(CORRUPT);
            }
            byte[] data = Arrays.copyOfRange(body, 4, body.length);
            int sum = (body[0] & 0xff) | (body[1] & 0xff) << 8 | (body[2] & 0xff) << 16 | (body[3] & 0xff) << 24;
            if (sum != checksum(data)) {
                throw new IOException(CORRUPT);
            }
            chunk = data;
            at = 0;
        }

        private byte[] exactly(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new IOException(CORRUPT);
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
