package lifeboat.cluster;

import java.util.Optional;

/**
 * Which cluster this is, for pinning: two identities with the same {@link #anchor()} are the same cluster.
 *
 * @param uid the uid of the namespace {@code kube-system}; empty when we may not read it
 * @param server the URL of the API server, without a trailing slash
 * @param caSha256 lower-case hex SHA-256 of the CA certificates we trust; empty when the system's own are trusted
 * @param context the context's name; {@code in-cluster} for a service account
 * @param namespace the namespace that is worked in
 * @param namespaceUid the uid of that namespace; empty when we may not read it
 * @param serverVersion such as {@code v1.32.1}; empty when it is not told
 * @param user who the API server or the kubeconfig says we are; empty when neither does
 */
public record ClusterIdentity(
        Optional<String> uid,
        String server,
        Optional<String> caSha256,
        String context,
        String namespace,
        Optional<String> namespaceUid,
        Optional<String> serverVersion,
        Optional<String> user) {

    /** The strongest fact that tells this cluster from another: its uid, else its CA with its address. */
    public String anchor() {
        return uid.orElseGet(() -> caSha256.map(ca -> "ca:" + ca + "@" + server).orElse("server:" + server));
    }

    /**
     * Whether a later look shows the same cluster and namespace. What one of both looks could not see does not count as
     * a difference, but the server's address always counts.
     */
    public boolean samePlace(ClusterIdentity later) {
        return server.equals(later.server)
                && namespace.equals(later.namespace)
                && agree(uid, later.uid)
                && agree(caSha256, later.caSha256)
                && agree(namespaceUid, later.namespaceUid);
    }

    private static boolean agree(Optional<String> before, Optional<String> now) {
        return before.isEmpty() || now.isEmpty() || before.equals(now);
    }
}
