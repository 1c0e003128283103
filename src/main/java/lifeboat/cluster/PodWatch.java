package lifeboat.cluster;

/** A watch that runs until it is closed. */
public interface PodWatch extends AutoCloseable {
    /** Ends it; after this the consumer hears nothing more. Waits a moment for a call that is under way. */
    @Override
    void close();
}
