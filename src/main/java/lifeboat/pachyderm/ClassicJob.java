package lifeboat.pachyderm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A job of 1.x.
 *
 * @param state such as {@code JOB_RUNNING}; {@code JOB_STARTING} where nothing is said
 */
public record ClassicJob(String id, String pipeline, String state) {
    private static final Set<String> GOING = Set.of("JOB_STARTING", "JOB_RUNNING", "JOB_MERGING", "JOB_EGRESSING");

    static ClassicJob of(JsonNode json) {
        return new ClassicJob(
                json.path("job").path("id").asText(),
                json.path("pipeline").path("name").asText(),
                json.path("state").asText("JOB_STARTING"));
    }

    /** Whether it is not over. */
    public boolean isRunning() {
        return GOING.contains(state);
    }
}
