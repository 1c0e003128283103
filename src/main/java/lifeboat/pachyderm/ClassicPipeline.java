package lifeboat.pachyderm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A pipeline of 1.x, as {@code list pipeline --raw} tells of it; a field that is left out there has its default.
 *
 * @param name its name, and that of its output repo
 * @param state such as {@code PIPELINE_PAUSED}; {@code PIPELINE_STARTING} where nothing is said
 * @param stopped whether somebody stopped it
 * @param reads the repos that it reads, those of its crons among them
 * @param crons those of them that its own crons write
 * @param workers how many workers it asks for; 1 where that is not a number
 */
public record ClassicPipeline(
        String name, String state, boolean stopped, List<String> reads, List<String> crons, int workers) {
    /** Keeps its own copies. */
    public ClassicPipeline {
        reads = List.copyOf(reads);
        crons = List.copyOf(crons);
    }

    static ClassicPipeline of(JsonNode json) {
        List<String> reads = new ArrayList<>();
        List<String> crons = new ArrayList<>();
        inputs(json.path("input"), reads, crons);
        return new ClassicPipeline(
                json.path("pipeline").path("name").asText(),
                json.path("state").asText("PIPELINE_STARTING"),
                json.path("stopped").asBoolean(false),
                reads.stream().distinct().toList(),
                crons,
                Math.max(1, json.path("parallelism_spec").path("constant").asInt(1)));
    }

    /** Inputs may hold inputs: cross, union, join. */
    private static void inputs(JsonNode input, List<String> reads, List<String> crons) {
        for (String leaf : List.of("pfs", "cron", "git")) {
            JsonNode found = input.path(leaf);
            String repo = found.path("repo").asText(found.path("name").asText());
            if (!repo.isEmpty()) {
                reads.add(repo);
                if (leaf.equals("cron")) {
                    crons.add(repo);
                }
            }
        }
        for (String inner : List.of("cross", "union", "join", "group")) {
            for (JsonNode one : input.path(inner)) {
                inputs(one, reads, crons);
            }
        }
    }
}
