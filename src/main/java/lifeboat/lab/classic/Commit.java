package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A commit with one file, {@code /data}.
 *
 * @param parent the commit before it; empty text for the first
 * @param finished nothing while it is open
 * @param object the key of what it holds in the bucket; empty text while it is open
 */
record Commit(
        String repo,
        String id,
        String parent,
        String branch,
        Instant started,
        Optional<Instant> finished,
        String object,
        long size) {

    Commit finish(Instant when, String key, long bytes) {
        return new Commit(repo, id, parent, branch, started, Optional.of(when), key, bytes);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("repo", repo)
                .put("id", id)
                .put("parent", parent)
                .put("branch", branch)
                .put("started", started.toString())
                .put("object", object)
                .put("size", size);
        finished.ifPresent(when -> json.put("finished", when.toString()));
        return json;
    }

    static Commit of(JsonNode json) {
        return new Commit(
                json.path("repo").asText(),
                json.path("id").asText(),
                json.path("parent").asText(),
                json.path("branch").asText(),
                Instant.parse(json.path("started").asText()),
                json.has("finished")
                        ? Optional.of(Instant.parse(json.path("finished").asText()))
                        : Optional.empty(),
                json.path("object").asText(),
                json.path("size").asLong());
    }
}
