package lifeboat.cluster;

import java.util.Map;

/**
 * A secret without its content.
 *
 * @param name its name
 * @param type such as {@code Opaque}
 * @param labels its labels
 * @param resourceVersion its version
 * @param sha256 lower-case hex SHA-256 of each value's bytes, by key
 */
public record SecretDigests(
        String name, String type, Map<String, String> labels, String resourceVersion, Map<String, String> sha256) {}
