package lifeboat.pachyderm;

import com.fasterxml.jackson.databind.JsonNode;

/** A commit of 1.x: its repo, its id, and whether it is finished. */
public record ClassicCommit(String repo, String id, boolean finished) {
    static ClassicCommit of(JsonNode json) {
        JsonNode commit = json.path("commit");
        return new ClassicCommit(
                commit.path("repo").path("name").asText(), commit.path("id").asText(), json.hasNonNull("finished"));
    }
}
