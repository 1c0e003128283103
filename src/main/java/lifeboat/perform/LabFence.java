package lifeboat.perform;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a rehearsal may touch, and nothing else: whatever a parameter or a runbook names, a place outside the lab is refused
 * before it is connected to.
 *
 * @param kubeconfig the lab's kubeconfig
 * @param databaseHost where its PostgreSQL listens
 * @param databasePort on which port
 * @param store its S3 endpoint
 * @param programs the directory of its stand-in programs
 */
public record LabFence(Path kubeconfig, String databaseHost, int databasePort, URI store, Path programs) {
    private static final String HINT =
            "A rehearsal touches nothing but its lab. Leave the parameter out, or use `lifeboat run` for the real thing.";

    void checkKubeconfig(Optional<Path> path) throws PerformException {
        if (path.isEmpty() || !same(path.get(), kubeconfig)) {
            throw refuse("the kubeconfig " + path.map(Path::toString).orElse("of this pod"));
        }
    }

    void checkDatabase(String host, int port) throws PerformException {
        if (!host.equals(databaseHost) || port != databasePort) {
            throw refuse("the database " + host + ":" + port);
        }
    }

    void checkStore(Optional<URI> endpoint) throws PerformException {
        if (endpoint.isEmpty() || !endpoint.get().equals(store)) {
            throw refuse("the object store " + endpoint.map(URI::getHost).orElse("of Amazon"));
        }
    }

    void checkProgram(Optional<Path> program, String name) throws PerformException {
        if (program.isPresent() && !program.get().toAbsolutePath().normalize().startsWith(programs)) {
            throw refuse("the program " + name);
        }
    }

    void checkWebhook(URI webhook) throws PerformException {
        String host = webhook.getHost();
        if (!"127.0.0.1".equals(host) && !"localhost".equals(host) && !"[::1]".equals(host)) {
            throw refuse("the webhook at " + host);
        }
    }

    void checkService(URI service) throws PerformException {
        if (!"127.0.0.1".equals(service.getHost())) {
            throw refuse("the service at " + service.getHost());
        }
    }

    private static boolean same(Path left, Path right) {
        return left.toAbsolutePath().normalize().equals(right.toAbsolutePath().normalize());
    }

    private static PerformException refuse(String what) {
        return new PerformException(what + " is not the lab's", HINT);
    }
}
