package lifeboat.lab.classic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one pachd knows, oldest first. Not safe for threads; {@link Pachd} guards it. */
final class Depot {
    static final String MASTER = "master";

    private final Map<String, Repo> repos = new LinkedHashMap<>();
    private final Map<String, Commit> commits = new LinkedHashMap<>();
    private final Map<String, String> heads = new LinkedHashMap<>();
    private final Map<String, Pipeline> pipelines = new LinkedHashMap<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    /** All that is in it, at one moment. */
    record Content(
            List<Repo> repos,
            List<Commit> commits,
            Map<String, String> heads,
            List<Pipeline> pipelines,
            List<Job> jobs) {}

    Content content() {
        return new Content(
                List.copyOf(repos.values()),
                List.copyOf(commits.values()),
                Map.copyOf(heads),
                List.copyOf(pipelines.values()),
                List.copyOf(jobs.values()));
    }

    /** Holds from now on what another held at some moment, and nothing else. */
    void become(Content other) {
        repos.clear();
        commits.clear();
        heads.clear();
        pipelines.clear();
        jobs.clear();
        other.repos().forEach(this::put);
        other.commits().forEach(this::put);
        heads.putAll(other.heads());
        other.pipelines().forEach(this::put);
        other.jobs().forEach(this::put);
    }

    boolean hasRepo(String name) {
        return repos.containsKey(name);
    }

    void put(Repo repo) {
        repos.put(repo.name(), repo);
    }

    /** Adds a commit, or replaces it by what became of it, and makes it the head of its branch if it is new. */
    void put(Commit commit) {
        if (commits.put(commit.repo() + "@" + commit.id(), commit) == null) {
            heads.put(commit.repo() + "/" + commit.branch(), commit.id());
        }
    }

    Optional<Commit> commit(String repo, String id) {
        return Optional.ofNullable(commits.get(repo + "@" + id));
    }

    /** The head of a branch; empty text if it has none. */
    String head(String repo, String branch) {
        return heads.getOrDefault(repo + "/" + branch, "");
    }

    void head(String repo, String branch, String id) {
        heads.put(repo + "/" + branch, id);
    }

    void put(Pipeline pipeline) {
        pipelines.put(pipeline.name(), pipeline);
    }

    Optional<Pipeline> pipeline(String name) {
        return Optional.ofNullable(pipelines.get(name));
    }

    List<Pipeline> pipelines() {
        return List.copyOf(pipelines.values());
    }

    void put(Job job) {
        jobs.put(job.id(), job);
    }

    Optional<Job> running(String pipeline) {
        return jobs.values().stream()
                .filter(job -> job.pipeline().equals(pipeline) && job.finished().isEmpty())
                .findFirst();
    }

    /** The heads of what a pipeline reads, as one text; empty text while one of them is missing or open. */
    String inputHeads(Pipeline pipeline) {
        List<String> found = new ArrayList<>();
        for (String repo : pipeline.reads()) {
            Optional<Commit> head = commit(repo, head(repo, MASTER));
            if (head.flatMap(Commit::finished).isEmpty()) {
                return "";
            }
            found.add(repo + "@" + head.get().id());
        }
        return String.join(" ", found);
    }

    /** A repo with what it holds by now. */
    long bytes(String repo) {
        return commit(repo, head(repo, MASTER)).map(Commit::size).orElse(0L);
    }

    void opened(String repo, Instant now) {
        put(new Repo(repo, now, ""));
    }
}
