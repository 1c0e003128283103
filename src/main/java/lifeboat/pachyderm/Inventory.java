package lifeboat.pachyderm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What users see of a cluster, by name: enough to tell whether a restored one is the one that was backed up.
 *
 * @param repos {@code project/repo}, those of the type {@code user}
 * @param pipelines {@code project/pipeline}
 */
public record Inventory(Set<String> repos, Set<String> pipelines) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keeps its own copies, in order. */
    public Inventory {
        repos = java.util.Collections.unmodifiableSet(new TreeSet<>(repos));
        pipelines = java.util.Collections.unmodifiableSet(new TreeSet<>(pipelines));
    }

    /** Reads the stream of JSON objects that {@code list repo --raw} prints; system repos are left out. */
    static Set<String> repos(String raw) throws IOException {
        Set<String> names = new TreeSet<>();
        for (JsonNode row : rows(raw)) {
            JsonNode repo = row.path("repo");
            String type = repo.path("type").asText("user");
            if (type.equals("user")) {
                names.add(name(repo));
            }
        }
        return names;
    }

    /** Reads the stream of JSON objects that {@code list pipeline --raw} prints. */
    static Set<String> pipelines(String raw) throws IOException {
        Set<String> names = new TreeSet<>();
        for (JsonNode row : rows(raw)) {
            names.add(name(row.path("pipeline")));
        }
        return names;
    }

    private static String name(JsonNode named) throws IOException {
        String name = named.path("name").asText("");
        if (name.isEmpty()) {
            throw new IOException("an object has no name");
        }
        // Before 2.5 there are no projects; what was there then is in the project default since.
        return named.path("project").path("name").asText("default") + "/" + name;
    }

    private static List<JsonNode> rows(String raw) throws IOException {
        try (MappingIterator<JsonNode> rows = JSON.readerFor(JsonNode.class).readValues(raw)) {
            return rows.readAll();
        } catch (JsonProcessingException e) {
            throw new IOException("it is not a stream of JSON objects", e);
        }
    }
}
