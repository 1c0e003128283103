package lifeboat.lab.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import lifeboat.lab.kube.ApiClient;
import lifeboat.lab.kube.ChartInstaller;

/**
 * The clusters that the stand-in reaches: those of its lab's kubeconfig, by context, and no others.
 *
 * @param home the stand-in's directory
 * @param now as the API writes it
 */
record HelmWorld(Path home, String now) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static String namespace(HelmArguments arguments) {
        String given = arguments.flag("namespace");
        return given.isEmpty() ? "default" : given;
    }

    ChartInstaller installer(HelmArguments arguments) throws IOException {
        JsonNode world = JSON.readTree(Files.readAllBytes(home.resolve("world.json")));
        Path own = Path.of(world.path("kubeconfig").asText());
        if (!arguments.flag("kubeconfig").equals(own.toString())) {
            throw new IOException("Kubernetes cluster unreachable: this helm reaches nothing but its lab");
        }
        ApiClient api = new ApiClient(
                server(own, arguments.flag("kube-context")),
                Path.of(world.path("authority").asText()),
                Path.of(world.path("tokenFile").asText()),
                "Helm/3.14.4");
        return new ChartInstaller(api, namespace(arguments), now);
    }

    private static URI server(Path kubeconfig, String named) throws IOException {
        JsonNode config = JSON.readTree(Files.readAllBytes(kubeconfig));
        String wanted = named.isEmpty() ? config.path("current-context").asText() : named;
        for (JsonNode context : config.path("contexts")) {
            for (JsonNode cluster : config.path("clusters")) {
                if (context.path("name").asText().equals(wanted)
                        && cluster.path("name").equals(context.at("/context/cluster"))) {
                    return URI.create(cluster.at("/cluster/server").asText());
                }
            }
        }
        throw new IOException("Kubernetes cluster unreachable: context \"" + wanted + "\" does not exist");
    }

    ChartInstaller.Installed release(HelmArguments arguments, String name) throws IOException {
        return installer(arguments).list().stream()
                .filter(release -> release.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("release: not found"));
    }
}
