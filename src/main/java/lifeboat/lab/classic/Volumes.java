package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.lab.kube.ApiClient;

/**
 * The volume of etcd: what snapshots of it hold, whoever makes them, and what becomes of a cluster that is given a volume
 * made from one.
 */
final class Volumes {
    private static final Logger LOG = Logger.getLogger(Volumes.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ApiClient api;
    private final LabClassic.Setting setting;
    private final Pachd running;
    private final Pachd empty;

    // Guarded by this.
    private final Map<String, Held> snapshots = new LinkedHashMap<>();

    /** What is in etcd. */
    private record Held(Depot.Content content, boolean auth, boolean licensed, Set<String> tokens) {}

    Volumes(ApiClient api, LabClassic.Setting setting, Pachd running, Pachd empty) {
        this.api = api;
        this.setting = setting;
        this.running = running;
        this.empty = empty;
    }

    /** Takes note of snapshots that were begun since the last look, by the cluster's driver or a provider's program. */
    void look() {
        try {
            String all =
                    api.text("/apis/snapshot.storage.k8s.io/v1/namespaces/" + setting.namespace() + "/volumesnapshots");
            for (JsonNode snapshot : JSON.readTree(all).path("items")) {
                note(snapshot.at("/metadata/name").asText());
            }
            Path disks = setting.lab().resolve("disks");
            if (Files.isDirectory(disks)) {
                try (DirectoryStream<Path> begun = Files.newDirectoryStream(disks)) {
                    for (Path file : begun) {
                        note(file.getFileName().toString());
                    }
                }
            }
        } catch (IOException e) {
            // The next look may reach it.
            LOG.log(Level.FINE, "snapshots could not be looked at", e);
        }
    }

    private synchronized void note(String name) {
        snapshots.computeIfAbsent(name, anew -> held());
    }

    /** Makes a snapshot, by some hand. */
    synchronized void keep(String name) {
        snapshots.put(name, held());
    }

    private Held held() {
        return new Held(running.content(), running.authActive(), running.licensed(), running.tokens());
    }

    /**
     * Gives the empty cluster a volume made from a snapshot, fills its bucket with what the running one's holds, and logs in
     * where its context leads; pachd does not run meanwhile.
     */
    void restore(String name) throws Refusal, IOException {
        Held held;
        synchronized (this) {
            held = Optional.ofNullable(snapshots.get(name))
                    .orElseThrow(() -> new Refusal("there is no snapshot " + name));
        }
        scale(0);
        for (Commit commit : held.content().commits()) {
            if (!commit.object().isEmpty()) {
                empty.blobs()
                        .put(empty.bucket(), commit.object(), running.blobs().get(running.bucket(), commit.object()));
            }
        }
        empty.become(held.content(), held.auth(), held.licensed(), held.tokens());
        scale(1);
        String session = held.tokens().stream().findFirst().orElse("");
        new Config(setting.lab().resolve("pachctl/config.json"), "").change("new", Map.of("session_token", session));
    }

    private void scale(int replicas) throws IOException {
        String deployment = "/apis/apps/v1/namespaces/" + setting.newNamespace() + "/deployments/pachd";
        api.must("PATCH", deployment, "application/merge-patch+json", "{\"spec\":{\"replicas\":" + replicas + "}}");
        long deadline = System.nanoTime() + LONGEST_NANOS;
        while (pods(deployment) != replicas) {
            if (System.nanoTime() > deadline) {
                throw new IOException("pachd did not follow");
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private int pods(String deployment) throws IOException {
        JsonNode status = JSON.readTree(api.text(deployment)).path("status");
        return Math.max(
                                status.path("replicas").asInt(),
                                status.path("readyReplicas").asInt())
                        == status.path("readyReplicas").asInt()
                ? status.path("readyReplicas").asInt()
                : -1;
    }
}
