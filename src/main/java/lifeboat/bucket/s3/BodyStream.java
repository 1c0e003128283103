package lifeboat.bucket.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An answer's body: every failure is a {@link BodyException}, and so is an end before the promised length. */
final class BodyStream extends FilterInputStream {
    private final long expected;
    private long seen;

    BodyStream(InputStream body, long expected) {
        super(body);
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new BodyException("the body broke off after " + seen + " of " + expected + " bytes", e);
        }
        if (count >= 0) {
            seen += count;
        } else if (seen != expected) {
            throw new BodyException("the body ended after " + seen + " of " + expected + " bytes");
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[(int) Math.min(8192, Math.max(count, 0))];
        return buffer.length == 0 ? 0 : Math.max(0, read(buffer, 0, buffer.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
