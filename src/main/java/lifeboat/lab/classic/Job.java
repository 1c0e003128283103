package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A job.
 *
 * @param output the commit that it writes, in the repo of its pipeline
 * @param finished nothing while it runs
 */
record Job(String id, String pipeline, String output, Instant started, Optional<Instant> finished) {
    Job finish(Instant when) {
        return new Job(id, pipeline, output, started, Optional.of(when));
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("pipeline", pipeline)
                .put("output", output)
                .put("started", started.toString());
        finished.ifPresent(when -> json.put("finished", when.toString()));
        return json;
    }

    static Job of(JsonNode json) {
        return new Job(
                json.path("id").asText(),
                json.path("pipeline").asText(),
                json.path("output").asText(),
                Instant.parse(json.path("started").asText()),
                json.has("finished")
                        ? Optional.of(Instant.parse(json.path("finished").asText()))
                        : Optional.empty());
    }
}
