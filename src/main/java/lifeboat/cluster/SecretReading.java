package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Reads secrets as the API server answers them. */
final class SecretReading {
    private SecretReading() {}

    /** What may be shown of a secret. */
    static SecretDigests digests(JsonNode secret) {
        Map<String, String> sha256 = new TreeMap<>();
        content(secret).forEach((key, bytes) -> sha256.put(key, Json.sha256(bytes)));
        return new SecretDigests(
                Json.string(secret, "/metadata/name"),
                Json.string(secret, "/type"),
                Json.strings(secret, "/metadata/labels"),
                Json.string(secret, "/metadata/resourceVersion"),
                Collections.unmodifiableMap(sha256));
    }

    /** The decoded values, by key; whoever calls must not let them out. */
    static Map<String, byte[]> content(JsonNode secret) {
        Map<String, byte[]> content = new TreeMap<>();
        Json.strings(secret, "/data")
                .forEach(
                        (key, value) -> content.put(key, Base64.getMimeDecoder().decode(value)));
        return content;
    }
}
