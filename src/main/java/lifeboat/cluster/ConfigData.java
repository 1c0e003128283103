package lifeboat.cluster;

import java.util.Map;

/**
 * One config map.
 *
 * @param name its name
 * @param data its texts by key
 * @param annotations its annotations
 * @param resourceVersion its version
 */
public record ConfigData(
        String name, Map<String, String> data, Map<String, String> annotations, String resourceVersion) {}
