package lifeboat.pachyderm;

import java.time.Instant;
import java.util.Optional;

/**
 * A cluster that is registered with an enterprise server.
 *
 * @param id the name it was registered under
 * @param address where the enterprise server reaches it
 * @param version the version that it told with its last heartbeat; empty text if it never told one
 * @param authEnabled whether it has authentication
 * @param lastHeartbeat when it was heard last; empty if never
 */
public record RegisteredCluster(
        String id, String address, String version, boolean authEnabled, Optional<Instant> lastHeartbeat) {
    private static final String ITSELF = "localhost";

    /** Whether it is the enterprise server itself, which `license activate` registers under this name. */
    public boolean isTheServerItself() {
        return id.equals(ITSELF);
    }
}
