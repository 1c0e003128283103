package lifeboat.lab.classic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiClient;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.program.Invocation;
import lifeboat.lab.program.Switchboard;

/** A classic lab with both its clusters in this process, its stand-in called without a process. */
public final class ClassicStage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "token-of-the-lab";

    final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    final Path home;
    final ApiClient api;
    private final ApiServer server;
    private final LabClassic classic;
    private final Switchboard switchboard;
    private final String version;

    /** What a command left. */
    record Said(int exit, byte[] bytes, String err) {
        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    ClassicStage(Path lab, String version, String newVersion) throws IOException {
        this(lab, version, newVersion, 0.02, Set.of());
    }

    /**
     * One whose clusters do these things wrong.
     *
     * @param pace how long its Kubernetes takes, 1 for as long as usual
     */
    public ClassicStage(Path lab, String version, String newVersion, double pace, Set<Trap> traps) throws IOException {
        this.version = version;
        LabCertificates certificates = LabCertificates.create(Clock.systemUTC());
        this.server = ApiServer.start(
                ApiServer.Config.of(certificates, TOKEN, 7, Clock.systemUTC()).withPace(pace));
        Path authority = Files.writeString(lab.resolve("ca.crt"), certificates.authorityPem());
        Path token = Files.writeString(lab.resolve("token"), TOKEN + "\n");
        LabClassic.Setting setting = new LabClassic.Setting(
                "pachyderm", version, newVersion, "old", "fresh", authority, token, TOKEN, lab, 0.1, 7, traps);
        this.classic = LabClassic.start(server, setting, blobs(), Clock.systemUTC());
        this.switchboard =
                Switchboard.open(lab.resolve("programs"), Path.of(System.getProperty("java.home"), "bin", "java"));
        ClassicPachctl.install(lab, switchboard, setting, classic);
        this.home = lab.resolve("pachctl");
        this.api = new ApiClient(server.url(), authority, token, "test");
    }

    /** The version of the running cluster. */
    public String release() {
        return version;
    }

    /** A kubeconfig of its cluster, in which the running Pachyderm is in the namespace {@code pachyderm}. */
    public Path kubeconfig() throws IOException {
        Path file = home.resolveSibling("kubeconfig");
        ApiServer.writeKubeconfig(file, List.of(new ApiServer.Context("lab", "pachyderm", server)));
        return file;
    }

    Blobs blobs() {
        return new Blobs() {
            @Override
            public void put(String bucket, String key, byte[] content) {
                objects.put(bucket + "/" + key, content);
            }

            @Override
            public byte[] get(String bucket, String key) throws IOException {
                byte[] found = objects.get(bucket + "/" + key);
                if (found == null) {
                    throw new IOException("object " + key + " not found in " + bucket);
                }
                return found;
            }
        };
    }

    Said pachctl(String... arguments) {
        return pachctl("", "", new byte[0], arguments);
    }

    /** A command with the context and the address of the environment, and what it reads. */
    Said pachctl(String context, String address, byte[] input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Invocation invocation = new Invocation(
                List.of(arguments),
                Map.of("PACH_CONTEXT", context, "PACHD_ADDRESS", address),
                home,
                new ByteArrayInputStream(input),
                out,
                err);
        int exit = new ClassicPachctl(home).run(new Release(version), invocation);
        return new Said(exit, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    /** A stream of JSON values, as the lists print them. */
    static List<JsonNode> values(String text) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
            values.forEachRemaining(all::add);
        }
        return all;
    }

    JsonNode pipeline(String name) throws IOException {
        return values(pachctl("list", "pipeline", "--raw").out()).stream()
                .filter(json -> json.at("/pipeline/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What the loaders have done, by port. */
    JsonNode loaders() throws Exception {
        return JSON.readTree(ask("/loaders"));
    }

    /** What the lab answers under a path. */
    public String ask(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(classic.url() + path))
                                .header("Authorization", "Bearer " + TOKEN)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Moves one node port of pachd's service. */
    void move(int from, int to) throws IOException {
        String path = "/api/v1/namespaces/pachyderm/services/pachd";
        JsonNode ports = JSON.readTree(api.text(path)).at("/spec/ports");
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).path("nodePort").asInt() == from) {
                api.must(
                        "PATCH",
                        path,
                        "application/json-patch+json",
                        "[{\"op\":\"replace\",\"path\":\"/spec/ports/" + i + "/nodePort\",\"value\":" + to + "}]");
            }
        }
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("did not come true in time").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(30);
        }
    }

    @Override
    public void close() throws IOException {
        switchboard.close();
        classic.close();
        server.close();
    }
}
