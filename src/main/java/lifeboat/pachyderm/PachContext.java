package lifeboat.pachyderm;

import java.util.Optional;

/**
 * One context of pachctl, without its session token.
 *
 * @param name its name
 * @param address where pachd listens; empty when pachctl forwards a port to a pod instead
 * @param namespace the namespace it names; empty for none
 * @param clusterName the Kubernetes cluster it names; empty for none
 * @param deploymentId the cluster's id it insists on; empty for none
 * @param enterpriseServer whether it leads to a standalone Enterprise Server, which cannot be paused
 */
public record PachContext(
        String name,
        Optional<String> address,
        Optional<String> namespace,
        Optional<String> clusterName,
        Optional<String> deploymentId,
        boolean enterpriseServer) {}
