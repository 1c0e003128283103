package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A pipeline.
 *
 * @param inputs the repos that it reads, each on its branch master
 * @param cron whether one more input ticks
 * @param workers how many pods it has while it runs
 * @param standby whether it waits without pods
 * @param reason why it failed; empty text otherwise
 */
record Pipeline(
        String name,
        List<String> inputs,
        boolean cron,
        int workers,
        boolean standby,
        boolean stopped,
        State state,
        String reason) {

    /** The states of 1.x, in the order of their numbers; the first is left out of JSON. */
    enum State {
        STARTING,
        RUNNING,
        RESTARTING,
        FAILURE,
        PAUSED,
        STANDBY
    }

    Pipeline {
        inputs = List.copyOf(inputs);
    }

    Pipeline stopped(boolean other) {
        return new Pipeline(name, inputs, cron, workers, standby, other, state, reason);
    }

    Pipeline in(State other) {
        return new Pipeline(name, inputs, cron, workers, standby, stopped, other, reason);
    }

    /** The repo of its cron. */
    String cronRepo() {
        return name + "_tick";
    }

    /** Every repo that it reads. */
    List<String> reads() {
        List<String> all = new ArrayList<>(inputs);
        if (cron) {
            all.add(cronRepo());
        }
        return all;
    }

    /** The controller of its pods. */
    String controller() {
        return "pipeline-" + name.toLowerCase(Locale.ROOT).replace('_', '-') + "-v1";
    }

    /** As {@code list pipeline --raw} says it: snake case, what has its default is left out. */
    ObjectNode raw(String specCommit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("pipeline").put("name", name);
        json.put("version", "1");
        json.putObject("transform")
                .put("image", "registry.example.org/" + name + ":1.0")
                .putArray("cmd")
                .add("/run");
        json.putObject("parallelism_spec").put("constant", Integer.toString(workers));
        json.set("input", input());
        if (state != State.STARTING) {
            json.put("state", "PIPELINE_" + state);
        }
        if (stopped) {
            json.put("stopped", true);
        }
        if (standby) {
            json.put("standby", true);
        }
        if (!reason.isEmpty()) {
            json.put("reason", reason);
        }
        json.put("output_branch", "master");
        json.putObject("spec_commit").put("id", specCommit).putObject("repo").put("name", "__spec__");
        return json;
    }

    private ObjectNode input() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (String repo : inputs) {
            all.addObject()
                    .putObject("pfs")
                    .put("name", repo)
                    .put("repo", repo)
                    .put("branch", "master")
                    .put("glob", "/*");
        }
        if (cron) {
            all.addObject()
                    .putObject("cron")
                    .put("name", "tick")
                    .put("repo", cronRepo())
                    .put("spec", "@every 4s");
        }
        if (all.size() == 1) {
            return (ObjectNode) all.get(0);
        }
        ObjectNode cross = JsonNodeFactory.instance.objectNode();
        cross.set("cross", all);
        return cross;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("cron", cron)
                .put("workers", workers)
                .put("standby", standby)
                .put("stopped", stopped)
                .put("state", state.name())
                .put("reason", reason);
        inputs.forEach(json.putArray("inputs")::add);
        return json;
    }

    static Pipeline of(JsonNode json) {
        List<String> inputs = new ArrayList<>();
        json.path("inputs").forEach(repo -> inputs.add(repo.asText()));
        return new Pipeline(
                json.path("name").asText(),
                inputs,
                json.path("cron").asBoolean(),
                json.path("workers").asInt(),
                json.path("standby").asBoolean(),
                json.path("stopped").asBoolean(),
                State.valueOf(json.path("state").asText()),
                json.path("reason").asText());
    }
}
