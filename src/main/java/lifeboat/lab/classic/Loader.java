package lifeboat.lab.classic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.lab.kube.ClassicFixture;

/** Somebody outside of Pachyderm who keeps writing to a repo through one port, and counts what became of it. */
final class Loader {
    private static final Logger LOG = Logger.getLogger(Loader.class.getName());

    private final PachdPorts ports;
    private final Pachd pachd;
    private final String namespace;
    private final String repo;
    private final int port;
    private final boolean inside;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** @param inside whether it runs in the cluster, so that the port is the Service's and not the node's */
    Loader(PachdPorts ports, Pachd pachd, String namespace, String repo, int port, boolean inside) {
        this.ports = ports;
        this.pachd = pachd;
        this.namespace = namespace;
        this.repo = repo;
        this.port = port;
        this.inside = inside;
    }

    /** What a loader has done since the lab came up. */
    record Count(int port, String repo, long written, long refused) {}

    Count count() {
        return new Count(port, repo, written.get(), refused.get());
    }

    /** Writes one file, or is refused. */
    void load() {
        try {
            if (inside && !ports.runs(namespace, ClassicFixture.LOADER)) {
                return;
            }
            boolean open = inside
                    ? ports.inside(namespace, port)
                    : ports.nodePort(namespace, port)
                            .equals(Optional.of(port == 30600 ? "s3gateway-port" : "api-grpc-port"));
            if (!open) {
                refused.incrementAndGet();
                return;
            }
            pachd.write(repo, ("row " + written.get() + " through " + port + "\n").getBytes(StandardCharsets.UTF_8));
            written.incrementAndGet();
        } catch (IOException | Refusal e) {
            refused.incrementAndGet();
            LOG.log(Level.FINE, "a loader of the lab was refused", e);
        }
    }
}
