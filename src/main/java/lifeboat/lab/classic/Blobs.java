package lifeboat.lab.classic;

import java.io.IOException;

/** The object store behind the lab's pachds. */
public interface Blobs {
    /** Writes an object. */
    void put(String bucket, String key, byte[] content) throws IOException;

    /**
     * What an object holds.
     *
     * @throws IOException if there is none
     */
    byte[] get(String bucket, String key) throws IOException;
}
