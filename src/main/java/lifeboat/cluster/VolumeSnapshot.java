package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot of a volume that the cluster's storage driver makes.
 *
 * @param claim the claim whose volume it is of
 * @param snapshotClass the class that says how; empty for the default one
 * @param ready whether a volume can be made of it
 * @param content the cluster's own name of what the provider holds; empty until that is known
 * @param size how large a volume made of it must be, as Kubernetes writes quantities; empty until that is known
 * @param trouble why it does not become ready; empty if nothing is wrong so far
 * @param annotations its annotations
 */
public record VolumeSnapshot(
        String name,
        String claim,
        Optional<String> snapshotClass,
        boolean ready,
        Optional<String> content,
        Optional<String> size,
        Optional<String> trouble,
        Map<String, String> annotations) {

    static VolumeSnapshot of(JsonNode object) {
        return new VolumeSnapshot(
                Json.string(object, "/metadata/name"),
                Json.string(object, "/spec/source/persistentVolumeClaimName"),
                Json.some(object, "/spec/volumeSnapshotClassName"),
                object.at("/status/readyToUse").asBoolean(false),
                Json.some(object, "/status/boundVolumeSnapshotContentName"),
                Json.some(object, "/status/restoreSize"),
                Json.some(object, "/status/error/message"),
                Json.strings(object, "/metadata/annotations"));
    }
}
