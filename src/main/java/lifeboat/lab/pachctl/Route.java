package lifeboat.lab.pachctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.lab.kube.ApiClient;

/**
 * The way from a context to the pods behind it: its address is a node port of a service of one of the clusters. A context without
 * an address goes to a pod of its namespace, as a port-forward does.
 *
 * @param place the cluster
 * @param namespace in which the pods are
 * @param app the label of the pods that answer
 */
record Route(PachctlWorld.Place place, String namespace, String app) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ADDRESS = Pattern.compile("(?:[a-z]+://)?([^/:]+)(?::([0-9]{1,5}))?/?");
    private static final String USUAL_PORT = "30650";
    private static final String PROXY = "pachyderm-proxy";
    private static final Set<String> ANSWERING = Set.of("pachd", PROXY, "pach-enterprise");

    static ApiClient client(PachctlWorld world, PachctlWorld.Place place) throws IOException {
        return new ApiClient(place.kubernetes(), world.authority(), world.tokenFile(), "pachd");
    }

    /** Where a context leads; empty if to nothing that is in these clusters. */
    static Optional<Route> find(PachctlWorld world, JsonNode context) throws IOException {
        String address = context.path("pachd_address").asText("");
        if (address.isEmpty()) {
            String cluster = context.path("cluster_name").asText("");
            PachctlWorld.Place place = world.places().stream()
                    .filter(each -> each.name().equals(cluster))
                    .findFirst()
                    .orElse(world.places().get(0));
            String namespace = context.path("namespace").asText("");
            return Optional.of(new Route(place, namespace.isEmpty() ? "default" : namespace, "pachd"));
        }
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String port = matcher.group(2) == null ? USUAL_PORT : matcher.group(2);
        for (PachctlWorld.Place place : world.places()) {
            if (place.node().equals(matcher.group(1))) {
                return behind(world, place, Integer.parseInt(port));
            }
        }
        return Optional.empty();
    }

    private static Optional<Route> behind(PachctlWorld world, PachctlWorld.Place place, int nodePort)
            throws IOException {
        JsonNode services = JSON.readTree(client(world, place).text("/api/v1/services"));
        for (JsonNode service : services.path("items")) {
            String app = service.path("spec").path("selector").path("app").asText();
            for (JsonNode port : service.path("spec").path("ports")) {
                if (port.path("nodePort").asInt() == nodePort && ANSWERING.contains(app)) {
                    // What the proxy is asked, it asks pachd.
                    return Optional.of(new Route(
                            place,
                            service.path("metadata").path("namespace").asText(),
                            app.equals(PROXY) ? "pachd" : app));
                }
            }
        }
        return Optional.empty();
    }
}
