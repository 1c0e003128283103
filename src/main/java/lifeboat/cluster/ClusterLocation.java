package lifeboat.cluster;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which cluster, and where in it.
 *
 * @param kubeconfig the file to read once; empty means the service account of the pod that we run in
 * @param context the context in the kubeconfig; empty means its current context at the moment it is read
 * @param namespace the one namespace that every namespaced question is about; never empty
 */
public record ClusterLocation(Optional<Path> kubeconfig, Optional<String> context, String namespace) {
    public ClusterLocation {
        if (namespace.isBlank()) {
            throw new IllegalArgumentException("namespace must not be empty");
        }
    }
}
