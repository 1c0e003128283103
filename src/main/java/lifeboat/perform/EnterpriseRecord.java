package lifeboat.perform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.backup.BackupFolder;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.pachyderm.RegisteredCluster;

/**
 * What an enterprise server told when it was backed up: {@code enterprise.json} in the backup's folder.
 *
 * @param licence the state of its licence, such as {@code ACTIVE}
 * @param clusters every registered cluster, the server itself among them
 */
record EnterpriseRecord(String licence, List<RegisteredCluster> clusters) {
    private static final String NAME = "enterprise.json";

    private static Path path(BackupFolder folder) {
        return folder.path().resolve(NAME);
    }

    void write(BackupFolder folder) throws PerformException {
        List<Object> rows = new ArrayList<>();
        for (RegisteredCluster cluster : clusters) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", cluster.id());
            row.put("address", cluster.address());
            row.put("version", cluster.version());
            row.put("auth_enabled", cluster.authEnabled());
            row.put(
                    "last_heartbeat",
                    cluster.lastHeartbeat().map(Instant::toString).orElse(""));
            rows.add(row);
        }
        Folders.write(folder, path(folder), CanonicalJson.write(Map.of("licence", licence, "clusters", rows)));
    }

    /** What was recorded; empty if nothing was. */
    static Optional<EnterpriseRecord> read(BackupFolder folder) throws PerformException {
        if (!Files.isRegularFile(path(folder), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            JsonObject json = JsonObject.of(CanonicalJson.read(Files.readAllBytes(path(folder))));
            List<RegisteredCluster> clusters = new ArrayList<>();
            for (JsonObject row : json.objects("clusters")) {
                String heartbeat = row.text("last_heartbeat");
                clusters.add(new RegisteredCluster(
                        row.text("id"),
                        row.text("address"),
                        row.text("version"),
                        row.flag("auth_enabled"),
                        heartbeat.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(heartbeat))));
            }
            return Optional.of(new EnterpriseRecord(json.text("licence"), List.copyOf(clusters)));
        } catch (IOException | MalformedJsonException | DateTimeException e) {
            throw new PerformException(
                    path(folder) + " cannot be read: " + Reasons.message(e), "Use the Lifeboat that wrote it.", e);
        }
    }

    /** What the manifest says of them; empty if nothing was recorded. */
    static Map<String, Object> section(BackupFolder folder) throws PerformException {
        Optional<EnterpriseRecord> record = read(folder);
        if (record.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "licence",
                record.get().licence(),
                "clusters",
                record.get().clusters().stream().map(RegisteredCluster::id).toList());
    }

    /** The names of the clusters that log in through the server; it is not one of them. */
    static List<String> members(List<RegisteredCluster> clusters) {
        return clusters.stream()
                .filter(cluster -> !cluster.isTheServerItself())
                .map(RegisteredCluster::id)
                .sorted()
                .toList();
    }
}
