package lifeboat.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One service.
 *
 * @param namespace where it is
 * @param name its name
 * @param uid tells it from another one of that name
 * @param type such as {@code NodePort}
 * @param clusterIp its address in the cluster; empty when it has none
 * @param ports its ports, in order
 * @param labels its labels
 * @param annotations its annotations
 * @param resourceVersion its version
 */
public record ServiceRow(
        String namespace,
        String name,
        String uid,
        String type,
        Optional<String> clusterIp,
        List<Port> ports,
        Map<String, String> labels,
        Map<String, String> annotations,
        String resourceVersion) {
    /**
     * One port.
     *
     * @param name its name; may be empty text
     * @param port where the service listens
     * @param targetPort a number or a name of the pod's port
     * @param nodePort where every node listens; empty when none does
     */
    public record Port(String name, int port, String targetPort, Optional<Integer> nodePort) {}
}
