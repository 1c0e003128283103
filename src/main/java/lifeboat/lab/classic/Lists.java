package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a pachd answers to the lists, as concatenated JSON values: no array, nothing between them. */
final class Lists {
    private final Pachd pachd;

    Lists(Pachd pachd) {
        this.pachd = pachd;
    }

    private static String joined(List<ObjectNode> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(value -> text.append(value.toPrettyString()));
        return text.toString();
    }

    String pipelines() throws Refusal {
        if (!pachd.lostSpecs().isEmpty()) {
            throw new Refusal("could not read existing PipelineInfo from PFS: commit __spec__@"
                    + specCommit(pachd.lostSpecs().iterator().next()) + " not found");
        }
        List<ObjectNode> all = new ArrayList<>();
        for (Pipeline pipeline : pachd.content().pipelines()) {
            all.add(pipeline.raw(specCommit(pipeline.name())));
        }
        return joined(all);
    }

    static String specCommit(String pipeline) {
        return Pachd.sha256(("spec " + pipeline).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .substring(0, 32);
    }

    /** Repos are in camel case. */
    String repos() {
        Depot.Content content = pachd.content();
        List<ObjectNode> all = new ArrayList<>();
        for (Repo repo : content.repos()) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.putObject("repo").put("name", repo.name());
            json.put("created", repo.created().toString());
            long bytes = content.commits().stream()
                    .filter(commit -> commit.repo().equals(repo.name())
                            && commit.id().equals(content.heads().get(repo.name() + "/" + Depot.MASTER)))
                    .mapToLong(Commit::size)
                    .sum();
            if (bytes > 0) {
                json.put("sizeBytes", Long.toString(bytes));
            }
            if (!repo.description().isEmpty()) {
                json.put("description", repo.description());
            }
            content.heads().keySet().stream()
                    .filter(branch -> branch.startsWith(repo.name() + "/"))
                    .sorted()
                    .forEach(branch -> json.withArray("branches")
                            .addObject()
                            .put("name", branch.substring(branch.indexOf('/') + 1))
                            .putObject("repo")
                            .put("name", repo.name()));
            all.add(json);
        }
        return joined(all);
    }

    String commits(String repo) throws Refusal {
        Depot.Content content = pachd.content();
        if (content.repos().stream().noneMatch(other -> other.name().equals(repo))) {
            throw new Refusal("repo " + repo + " not found");
        }
        List<ObjectNode> all = new ArrayList<>();
        for (Commit commit : content.commits()) {
            if (commit.repo().equals(repo)) {
                ObjectNode json = JsonNodeFactory.instance.objectNode();
                reference(json.putObject("commit"), repo, commit.id());
                if (!commit.parent().isEmpty()) {
                    reference(json.putObject("parentCommit"), repo, commit.parent());
                }
                json.put("started", commit.started().toString());
                commit.finished().ifPresent(when -> json.put("finished", when.toString()));
                if (commit.size() > 0) {
                    json.put("sizeBytes", Long.toString(commit.size()));
                }
                all.add(0, json);
            }
        }
        return joined(all);
    }

    private static void reference(ObjectNode json, String repo, String id) {
        json.putObject("repo").put("name", repo);
        json.put("id", id);
    }

    String branches(String repo) throws Refusal {
        Depot.Content content = pachd.content();
        if (content.repos().stream().noneMatch(other -> other.name().equals(repo))) {
            throw new Refusal("repo " + repo + " not found");
        }
        List<ObjectNode> all = new ArrayList<>();
        content.heads().entrySet().stream()
                .filter(head -> head.getKey().startsWith(repo + "/"))
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(head -> {
                    ObjectNode json = JsonNodeFactory.instance.objectNode();
                    String name = head.getKey().substring(repo.length() + 1);
                    json.putObject("branch").put("name", name).putObject("repo").put("name", repo);
                    json.put("name", name);
                    reference(json.putObject("head"), repo, head.getValue());
                    all.add(json);
                });
        return joined(all);
    }

    /** All of them; or those of one pipeline, if one is named. */
    String jobs(String pipeline) {
        List<ObjectNode> all = new ArrayList<>();
        for (Job job : pachd.content().jobs()) {
            if (!pipeline.isEmpty() && !job.pipeline().equals(pipeline)) {
                continue;
            }
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.putObject("job").put("id", job.id());
            json.putObject("pipeline").put("name", job.pipeline());
            reference(json.putObject("output_commit"), job.pipeline(), job.output());
            json.put("state", job.finished().isPresent() ? "JOB_SUCCESS" : "JOB_RUNNING");
            json.put("started", job.started().toString());
            job.finished().ifPresent(when -> json.put("finished", when.toString()));
            all.add(0, json);
        }
        return joined(all);
    }
}
