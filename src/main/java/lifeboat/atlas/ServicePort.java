package lifeboat.atlas;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import lifeboat.atlas.AtlasException.Kind;

/** Whether anything listens where the service would be: the program's {@code --offline} is a promise, and this a look. */
public final class ServicePort {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private ServicePort() {}

    /**
     * Whether something takes connections there.
     *
     * @throws AtlasException if the host's name is unknown, so that nothing can be said
     */
    public static boolean isOpen(URI service, Duration timeout) throws AtlasException {
        int port = service.getPort() > 0 ? service.getPort() : "https".equals(service.getScheme()) ? HTTPS : HTTP;
        InetSocketAddress address = new InetSocketAddress(service.getHost(), port);
        if (address.isUnresolved()) {
            throw new AtlasException(
                    Kind.UNREACHABLE,
                    "the host " + service.getHost() + " is unknown, so nobody can tell whether the service is stopped",
                    "Correct the address of the service.");
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) timeout.toMillis());
            return true;
        } catch (IOException refusedOrSilent) {
            return false;
        }
    }
}
