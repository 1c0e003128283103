package lifeboat.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * How to talk to the API server.
 *
 * @param requestTimeout the longest wait for one answer
 * @param connectTimeout the longest wait for a connection
 * @param watchResync after this long without any other reason a watch lists afresh, so that a frozen one is noticed
 * @param userAgent what the API server's audit log shows for us, such as {@code lifeboat/0.1.0 run/2026-11-21-a}
 * @param serviceAccount the folder with {@code token}, {@code ca.crt} and {@code namespace} of a pod
 * @param environment the process environment; only {@code KUBERNETES_SERVICE_HOST} and {@code _PORT} are looked at
 * @param clock tells the time for ages, leases and staleness
 */
public record ClusterOptions(
        Duration requestTimeout,
        Duration connectTimeout,
        Duration watchResync,
        String userAgent,
        Path serviceAccount,
        Map<String, String> environment,
        InstantSource clock) {

    /** Ten seconds for an answer, five for a connection, a fresh list every thirty. */
    public static ClusterOptions standard(String userAgent, Map<String, String> environment, InstantSource clock) {
        return new ClusterOptions(
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                userAgent,
                Path.of("/var/run/secrets/kubernetes.io/serviceaccount"),
                environment,
                clock);
    }

    /** The same with other limits for one request and for connecting. */
    public ClusterOptions withTimeouts(Duration request, Duration connect) {
        return new ClusterOptions(request, connect, watchResync, userAgent, serviceAccount, environment, clock);
    }

    /** The same with another pause between two fresh lists of a watch. */
    public ClusterOptions withWatchResync(Duration resync) {
        return new ClusterOptions(
                requestTimeout, connectTimeout, resync, userAgent, serviceAccount, environment, clock);
    }

    /** The same with the service account in another folder. */
    public ClusterOptions withServiceAccount(Path folder) {
        return new ClusterOptions(requestTimeout, connectTimeout, watchResync, userAgent, folder, environment, clock);
    }
}
