package lifeboat.pachyderm;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
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
        long size = Files.size(file);
        if (size == 0) {
            return Optional.of("it is empty, and restoring it would say nothing and do nothing");
        }
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 16))) {
            if (!Arrays.equals(in.readNBytes(HEAD.length), HEAD)) {
                return Optional.of("it does not begin as a stream of snappy frames does");
            }
            long at = HEAD.length;
            while (at < size) {
                byte[] head = in.readNBytes(4);
                if (head.length < 4) {
                    return Optional.of("it ends within the head of a frame, at byte " + at);
                }
                int length = (head[1] & 0xff) | (head[2] & 0xff) << 8 | (head[3] & 0xff) << 16;
                int type = head[0] & 0xff;
                if (type >= 2 && type < 0x80) {
                    return Optional.of("it has a frame of an unknown kind at byte " + at);
                }
                if (at + 4 + length > size) {
                    return Optional.of("it ends within a frame, at byte " + at);
                }
                in.skipNBytes(length);
                at += 4L + length;
            }
            return Optional.empty();
        }
    }
}
