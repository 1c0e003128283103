package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A repo, made by somebody or for a pipeline's output. */
record Repo(String name, Instant created, String description) {
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("created", created.toString())
                .put("description", description);
    }

    static Repo of(JsonNode json) {
        return new Repo(
                json.path("name").asText(),
                Instant.parse(json.path("created").asText()),
                json.path("description").asText());
    }
}
