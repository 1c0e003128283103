package lifeboat.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file whose writes may be short and are only kept once they were forced. */
interface DurableFile extends Closeable {
    /** Writes some of the bytes at that offset and says how many; may be fewer than there are, also before an error. */
    int write(ByteBuffer bytes, long offset) throws IOException;

    /** Returns when the file's bytes and length are on disk. Must never be called again after it failed. */
    void force() throws IOException;

    void truncate(long length) throws IOException;

    /** Writes all of the bytes, however short the single writes are. */
    default void writeFully(byte[] bytes, long offset) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int idle = 0;
        while (buffer.hasRemaining()) {
            int written = write(buffer, offset + buffer.position());
            idle = written > 0 ? 0 : idle + 1;
            if (idle > 100) {
                throw new IOException("the file takes no more bytes");
            }
        }
    }
}
