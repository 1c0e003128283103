package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The three nodes on which pods run. */
final class Nodes {
    static final int COUNT = 3;

    private Nodes() {}

    static String name(int index) {
        return "lab-node-" + (index + 1);
    }

    static String address(int index) {
        return "10.10.0." + (11 + index);
    }

    static void create(Registry registry) {
        for (int i = 0; i < COUNT; i++) {
            String name = name(i);
            String address = address(i);
            ObjectNode node = World.named(name);
            Json.under(node, "metadata", "labels")
                    .put("kubernetes.io/hostname", name)
                    .put("kubernetes.io/os", "linux");
            Json.under(node, "spec").put("podCIDR", "10.244." + i + ".0/16");
            registry.create(Kind.NODE, "", node);
            registry.change(new Key(Kind.NODE, "", name), Subresource.STATUS, object -> {
                ObjectNode status = Json.under(object, "status");
                status.putArray("conditions")
                        .addObject()
                        .put("type", "Ready")
                        .put("status", "True")
                        .put("reason", "KubeletReady");
                status.putArray("addresses")
                        .addObject()
                        .put("type", "InternalIP")
                        .put("address", address);
                Json.under(status, "nodeInfo")
                        .put("kubeletVersion", "v1.31.4")
                        .put("osImage", "Lifeboat lab")
                        .put("architecture", "amd64");
                Json.under(status, "capacity")
                        .put("cpu", "16")
                        .put("memory", "64Gi")
                        .put("pods", "5000");
                Json.under(status, "allocatable")
                        .put("cpu", "16")
                        .put("memory", "64Gi")
                        .put("pods", "5000");
            });
        }
    }
}
