package lifeboat.perform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lifeboat.backup.BackupFolder;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.SecretDigests;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;

/** Keeps the secrets that no Helm value holds: names and digests, and with consent their content. */
final class KeepSecretsDoing implements Doing<Action.KeepSecrets> {
    @Override
    public Preview preview(Call<Action.KeepSecrets> call) {
        return Preview.ofDetails(List.of(
                call.isTrue(call.action().content())
                        ? "names, digests and content go into secrets/ of the backup, mode 0600"
                        : "names and digests go into the backup, no content"));
    }

    @Override
    public Outcome act(Call<Action.KeepSecrets> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        Cluster cluster = call.world().cluster(call.run());
        BackupFolder folder = Folders.of(call);
        boolean content = call.isTrue(call.action().content());
        List<String> missing = new ArrayList<>();
        Map<String, SecretDigests> found = new TreeMap<>();
        try {
            for (var name : call.action().names()) {
                Optional<SecretDigests> secret = cluster.secret(call.text(name));
                secret.ifPresentOrElse(there -> found.put(there.name(), there), () -> missing.add(call.text(name)));
            }
            Optional<String> selector = call.optional(call.action().selector());
            if (selector.isPresent()) {
                cluster.secrets(selector.get()).forEach(secret -> found.put(secret.name(), secret));
            }
            Map<String, Object> index = new LinkedHashMap<>();
            for (SecretDigests secret : found.values()) {
                index.put(secret.name(), Map.of("type", secret.type(), "sha256", secret.sha256()));
                if (content) {
                    keep(cluster, folder, secret);
                }
            }
            Folders.write(folder, folder.secretsIndex(), CanonicalJson.write(index));
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
        if (!missing.isEmpty()) {
            listener.line("not there: " + String.join(", ", missing));
        }
        return Doing.done(
                Map.of("names", List.copyOf(found.keySet())),
                found.size() + " secrets, " + (content ? "with their content" : "names and digests only"));
    }

    /** As Kubernetes would take it back: {@code kubectl apply -f} of this file makes the secret anew. */
    private static void keep(Cluster cluster, BackupFolder folder, SecretDigests secret)
            throws ClusterException, PerformException {
        Map<String, byte[]> content = cluster.secretContent(secret.name()).orElse(Map.of());
        Map<String, Object> data = new LinkedHashMap<>();
        new TreeMap<>(content)
                .forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "v1");
        object.put("kind", "Secret");
        object.put("metadata", Map.of("name", secret.name(), "labels", secret.labels()));
        object.put("type", secret.type());
        object.put("data", data);
        Path file = folder.secret(secret.name());
        Folders.write(folder, file, CanonicalJson.write(object));
        content.values().forEach(bytes -> java.util.Arrays.fill(bytes, (byte) 0));
    }
}
