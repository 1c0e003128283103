package lifeboat.pachyderm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import lifeboat.pachyderm.PachctlException.Kind;
import lifeboat.process.Captured;
import lifeboat.process.Command;
import lifeboat.process.Exit;
import lifeboat.process.OutputListener;
import lifeboat.process.ProcessException;
import lifeboat.process.Programs;

/**
 * What {@code pachctl} 1.9 to 1.13 tells and does, beside what {@link Pachctl} has for every version. Lists are read value by
 * value from a file, since a cluster may have more jobs than fit into memory. Immutable; each call starts the program once.
 */
public final class ClassicPachctl {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]*";

    private final Programs programs;
    private final String program;
    private final Function<Command, Command> surroundings;
    private final Path scratch;
    private final AtomicInteger asked = new AtomicInteger();

    /**
     * The program, not yet looked for.
     *
     * @param pachctl where its configuration and its context come from
     * @param scratch a folder of our own for what the lists print, made if it is not there
     */
    public ClassicPachctl(Pachctl pachctl, Path scratch) {
        this.programs = pachctl.programs();
        this.program = pachctl.program();
        this.surroundings = pachctl::surrounded;
        this.scratch = scratch;
    }

    /** A command of this program, with its configuration and its context. */
    public Command command(List<String> arguments) {
        List<String> argv = new ArrayList<>(List.of(program));
        argv.addAll(arguments);
        return surroundings.apply(Command.of(argv));
    }

    /** The argument list of a command, for showing. */
    public List<String> argv(String... arguments) {
        List<String> argv = new ArrayList<>(List.of(program));
        argv.addAll(List.of(arguments));
        return List.copyOf(argv);
    }

    /** Every pipeline, in the order in which the program prints them. */
    public List<ClassicPipeline> pipelines() throws PachctlException, InterruptedException {
        List<ClassicPipeline> all = new ArrayList<>();
        list(json -> all.add(ClassicPipeline.of(json)), "list", "pipeline", "--raw");
        return List.copyOf(all);
    }

    /** The names of all repos; those of specs are not listed by the program. */
    public List<String> repos() throws PachctlException, InterruptedException {
        List<String> all = new ArrayList<>();
        list(json -> all.add(json.path("repo").path("name").asText()), "list", "repo", "--raw");
        return List.copyOf(all);
    }

    /** The jobs that are not over. */
    public List<ClassicJob> runningJobs() throws PachctlException, InterruptedException {
        List<ClassicJob> going = new ArrayList<>();
        list(
                json -> {
                    ClassicJob job = ClassicJob.of(json);
                    if (job.isRunning()) {
                        going.add(job);
                    }
                },
                "list",
                "job",
                "--raw");
        return List.copyOf(going);
    }

    /** The jobs of one pipeline that are not over; the program is not made to list those of all the others. */
    public List<ClassicJob> runningJobs(String pipeline) throws PachctlException, InterruptedException {
        List<ClassicJob> going = new ArrayList<>();
        list(
                json -> {
                    ClassicJob job = ClassicJob.of(json);
                    if (job.isRunning() && job.pipeline().equals(pipeline)) {
                        going.add(job);
                    }
                },
                "list",
                "job",
                "--pipeline",
                named(pipeline),
                "--raw");
        return List.copyOf(going);
    }

    /** The commits of a repo, newest first. */
    public List<ClassicCommit> commits(String repo) throws PachctlException, InterruptedException {
        List<ClassicCommit> all = new ArrayList<>();
        list(json -> all.add(ClassicCommit.of(json)), "list", "commit", named(repo), "--raw");
        return List.copyOf(all);
    }

    /** The commits of these repos that are open, as {@code repo@id}. */
    public List<String> openCommits(List<String> repos) throws PachctlException, InterruptedException {
        List<String> open = new ArrayList<>();
        for (String repo : repos) {
            for (ClassicCommit commit : commits(repo)) {
                if (!commit.finished()) {
                    open.add(repo + "@" + commit.id());
                }
            }
        }
        return List.copyOf(open);
    }

    /**
     * All of it, repo by repo; something that is written meanwhile may be in it or not.
     *
     * @param progress told of each repo before it is looked at
     */
    public ClassicContent content(Consumer<String> progress) throws PachctlException, InterruptedException {
        SortedMap<String, SortedSet<String>> repos = new TreeMap<>();
        SortedSet<String> open = new TreeSet<>();
        SortedMap<String, String> branches = new TreeMap<>();
        for (String repo : repos()) {
            progress.accept(repo);
            SortedSet<String> finished = new TreeSet<>();
            for (ClassicCommit commit : commits(repo)) {
                if (commit.finished()) {
                    finished.add(commit.id());
                } else {
                    open.add(repo + "@" + commit.id());
                }
            }
            repos.put(repo, finished);
            list(
                    json -> branches.put(
                            repo + "/"
                                    + json.path("name")
                                            .asText(json.path("branch")
                                                    .path("name")
                                                    .asText()),
                            json.path("head").path("id").asText("")),
                    "list",
                    "branch",
                    named(repo),
                    "--raw");
        }
        SortedMap<String, String> pipelines = new TreeMap<>();
        for (ClassicPipeline pipeline : pipelines()) {
            pipelines.put(pipeline.name(), String.join(",", pipeline.reads()));
        }
        return new ClassicContent(repos, open, branches, pipelines);
    }

    /** Asks for a pipeline to be stopped. It is silent, and what it asks for happens later, or not at all: look. */
    public void stop(String pipeline) throws PachctlException, InterruptedException {
        ask("stop", "pipeline", named(pipeline));
    }

    /** Asks for a pipeline to be started; as {@link #stop}. */
    public void start(String pipeline) throws PachctlException, InterruptedException {
        ask("start", "pipeline", named(pipeline));
    }

    /** Whether an enterprise licence is active. */
    public boolean licensed() throws PachctlException, InterruptedException {
        return ask("enterprise", "get-state").text().contains("state: ACTIVE");
    }

    /** Whether auth is active; nothing if the program does not say. */
    public Optional<Boolean> authActive() throws PachctlException, InterruptedException {
        Captured said = run(command(List.of("auth", "whoami")));
        if (said.exit().succeeded()) {
            return Optional.of(true);
        }
        String words = Answers.words(said);
        if (words.contains("not activated")) {
            return Optional.of(false);
        }
        return words.contains("token") || words.contains("logging in") ? Optional.of(true) : Optional.empty();
    }

    /** A name that is an argument of its own and no option; an empty one would print a usage and exit 0. */
    private static String named(String name) throws PachctlException {
        if (!name.matches(NAME)) {
            throw new PachctlException(Kind.WRONG_TARGET, "'" + name + "' is not a name of a repo or a pipeline");
        }
        return name;
    }

    private Captured ask(String... arguments) throws PachctlException, InterruptedException {
        Captured said = run(command(List.of(arguments)));
        String what = "pachctl " + String.join(" ", arguments);
        if (!said.exit().succeeded()) {
            throw Answers.failure(what, said);
        }
        if (said.text().startsWith("Usage:")) {
            throw new PachctlException(Kind.UNREADABLE, what + " printed how it is used and did nothing");
        }
        return said;
    }

    private Captured run(Command command) throws PachctlException, InterruptedException {
        try {
            Captured said = programs.run(command, LONGEST);
            if (said.exit().timedOut()) {
                throw new PachctlException(
                        Kind.TIMEOUT, command + " did not end within " + LONGEST.toMinutes() + " min");
            }
            return said;
        } catch (ProcessException e) {
            throw new PachctlException(Kind.MISSING, program + " cannot be run: " + e.getMessage(), e);
        }
    }

    /** Has a list printed into a file and takes it value by value. What is no value is not taken for the end. */
    private void list(Consumer<JsonNode> taker, String... arguments) throws PachctlException, InterruptedException {
        String what = "pachctl " + String.join(" ", arguments);
        Path out = scratch.resolve(
                "list-" + asked.incrementAndGet() + "-" + Thread.currentThread().getId() + ".json");
        Path err = out.resolveSibling(out.getFileName() + ".err");
        List<String> complaints = new ArrayList<>();
        try {
            Files.createDirectories(scratch);
            Exit exit = programs.start(command(List.of(arguments)).dataTo(out, err), (stream, line) -> {
                        if (stream == OutputListener.Stream.ERR) {
                            complaints.add(line);
                        }
                    })
                    .await(LONGEST);
            if (!exit.succeeded()) {
                throw Answers.failure(what, new Captured(exit, List.of(), exit.stderrTail(), false));
            }
            take(what, out, taker);
        } catch (ProcessException e) {
            throw new PachctlException(Kind.MISSING, program + " cannot be run: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new PachctlException(Kind.UNREADABLE, what + ": " + e.getMessage(), e);
        } finally {
            forget(out);
            forget(err);
        }
    }

    private static void take(String what, Path out, Consumer<JsonNode> taker) throws PachctlException, IOException {
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(out.toFile())) {
            while (values.hasNextValue()) {
                JsonNode value = values.nextValue();
                if (!value.isObject()) {
                    throw new PachctlException(Kind.UNREADABLE, what + ": it is not a stream of JSON objects");
                }
                taker.accept(value);
            }
        } catch (JsonProcessingException e) {
            throw new PachctlException(Kind.UNREADABLE, what + ": it is not a stream of JSON objects", e);
        }
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
