package lifeboat.pachyderm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an extract looks like from outside: a stream of snappy frames. It has no end mark and no count, so that a whole one
 * cannot be told from one that was cut between two operations; only an exit code, a size and a digest tell that.
 */
public final class ExtractStream {
    private static final byte[] HEAD = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};

    private ExtractStream() {}

    /**
     * What is wrong with a file, as far as its frames tell; empty if every frame is whole.
     *
     * @throws IOException if it cannot be read
     */
    public static Optional<String> fault(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file)) {
            return fault(raw);
        }
    }

    /** The same of a stream, which is read to its end, byte by byte, whatever is wrong with it. */
    public static Optional<String> fault(InputStream raw) throws IOException {
        InputStream in = new BufferedInputStream(raw, 1 << 16);
        Optional<String> fault = faultOfFrames(in);
        in.transferTo(OutputStream.nullOutputStream());
        return fault;
    }

    private static Optional<String> faultOfFrames(InputStream in) throws IOException {
        byte[] first = in.readNBytes(HEAD.length);
        if (first.length == 0) {
            return Optional.of("it is empty, and restoring it would say nothing and do nothing");
        }
        if (!Arrays.equals(first, HEAD)) {
            return Optional.of("it does not begin as a stream of snappy frames does");
        }
        long at = HEAD.length;
        byte[] content = new byte[1 << 16];
        while (true) {
            byte[] head = in.readNBytes(4);
            if (head.length == 0) {
                return Optional.empty();
            }
            if (head.length < 4) {
                return Optional.of("it ends within the head of a frame, at byte " + at);
            }
            int length = (head[1] & 0xff) | (head[2] & 0xff) << 8 | (head[3] & 0xff) << 16;
            int type = head[0] & 0xff;
            if (type >= 2 && type < 0x80) {
                return Optional.of("it has a frame of an unknown kind at byte " + at);
            }
            // Read, not skipped: whoever counts or digests what passes must see all of it.
            int left = length;
            while (left > 0) {
                int count = in.readNBytes(content, 0, Math.min(left, content.length));
                if (count == 0) {
                    return Optional.of("it ends within a frame, at byte " + at);
                }
                left -= count;
            }
            at += 4L + length;
        }
    }
}
