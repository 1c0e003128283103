package lifeboat.pachyderm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.pachyderm.PachctlException.Kind;
import lifeboat.process.Captured;
import lifeboat.process.Command;
import lifeboat.process.ProcessException;
import lifeboat.process.Programs;

/** The program {@code pachctl}, asked with argument lists only. Immutable; each call starts it once. */
public final class Pachctl {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final List<String> OVERRIDES = List.of("PACHD_ADDRESS", "PACH_CONTEXT", "PACH_ENTERPRISE_CONTEXT");
    private static final String NONE = "NONE";

    /**
     * What {@code pachctl version} said.
     *
     * @param client the program's own version; empty when it printed none
     * @param server pachd's; empty when it did not answer, as a paused one does not
     * @param trouble why it did not, in pachctl's words; empty text when it did
     */
    public record Versions(Optional<PachydermVersion> client, Optional<PachydermVersion> server, String trouble) {}

    private final Programs programs;
    private final String program;
    private final Optional<Path> config;
    private final Optional<String> context;
    private final Map<String, String> environment;
    private final Duration longest;

    /**
     * The program, not yet looked for; no call of it takes longer than a minute.
     *
     * @param program a name on the path, or a path
     * @param config its configuration file; empty for its own default
     * @param context the context to use for everything, enterprise commands too; empty for the active ones
     * @param environment our own variables, to tell which of them override the configuration
     */
    public Pachctl(
            Programs programs,
            String program,
            Optional<Path> config,
            Optional<String> context,
            Map<String, String> environment) {
        this(programs, program, config, context, environment, LONGEST);
    }

    Pachctl(
            Programs programs,
            String program,
            Optional<Path> config,
            Optional<String> context,
            Map<String, String> environment,
            Duration longest) {
        this.programs = programs;
        this.program = program;
        this.config = config;
        this.context = context;
        this.environment = Map.copyOf(environment);
        this.longest = longest;
    }

    /** Whether there is such a program. */
    public boolean isThere() {
        return programs.find(program).isPresent();
    }

    /** The environment variables that override what the configuration says. A chosen context silences them. */
    public List<String> overrides() {
        return context.isPresent()
                ? List.of()
                : OVERRIDES.stream()
                        .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                        .toList();
    }

    /** The program's own version; asks no server. */
    public PachydermVersion clientVersion() throws PachctlException, InterruptedException {
        Captured said = run(List.of("version", "--client-only"));
        if (!said.exit().succeeded()) {
            throw Answers.failure("pachctl version --client-only", said);
        }
        return PachydermVersion.parse(Answers.lastLine(said.out()))
                .orElseThrow(() -> Answers.unreadable("pachctl version --client-only", said));
    }

    /**
     * Both versions. That pachd cannot be reached, or is paused, is an answer and no failure: the client's row is printed
     * all the same.
     *
     * @param patience how long pachctl may try to connect; a second at least
     */
    public Versions versions(Duration patience) throws PachctlException, InterruptedException {
        return versions(patience, false);
    }

    /**
     * Both versions, where the server is the one behind the active context or the one behind the enterprise context.
     *
     * @param patience how long pachctl may try to connect; a second at least
     */
    public Versions versions(Duration patience, boolean enterprise) throws PachctlException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("version", "--timeout", Math.max(1, patience.toSeconds()) + "s"));
        if (enterprise) {
            arguments.add("--enterprise");
        }
        Captured said = run(arguments);
        Optional<PachydermVersion> client = Answers.row(said.out(), "pachctl");
        Optional<PachydermVersion> server = Answers.row(said.out(), "pachd");
        boolean answered = said.exit().succeeded() && server.isPresent();
        if (client.isEmpty() && !answered) {
            throw Answers.failure("pachctl version", said);
        }
        return answered
                ? new Versions(client, server, "")
                : new Versions(client, Optional.empty(), Answers.words(said));
    }

    /**
     * Both versions, where the server is the one on an address, whatever context and environment say.
     *
     * @param address such as {@code grpc://10.2.0.5:30650}
     * @param patience how long pachctl may try to connect; a second at least
     */
    public Versions versionsAt(String address, Duration patience) throws PachctlException, InterruptedException {
        List<String> arguments = List.of("version", "--timeout", Math.max(1, patience.toSeconds()) + "s");
        Captured said = run(
                command(arguments).with("PACHD_ADDRESS", address),
                "pachctl " + String.join(" ", arguments) + " on " + address);
        Optional<PachydermVersion> client = Answers.row(said.out(), "pachctl");
        Optional<PachydermVersion> server = Answers.row(said.out(), "pachd");
        return said.exit().succeeded() && server.isPresent()
                ? new Versions(client, server, "")
                : new Versions(client, Optional.empty(), Answers.words(said));
    }

    /** The argument list by which a context gets another address, for showing and for {@link #updateContext}. */
    public List<String> updateContextCommand(String name, String address) {
        return List.of(program, "config", "update", "context", name, "--pachd-address=" + address);
    }

    /** Gives a context another address; nothing else of it changes. */
    public void updateContext(String name, String address) throws PachctlException, InterruptedException {
        if (name.isEmpty() || name.startsWith("-") || address.isEmpty()) {
            throw new PachctlException(Kind.WRONG_TARGET, "'" + name + "' is not a name of a context");
        }
        List<String> argv = updateContextCommand(name, address);
        ask(argv.subList(1, argv.size()).toArray(String[]::new));
    }

    /** The names of all contexts. */
    public List<String> contexts() throws PachctlException, InterruptedException {
        Captured said = ask("config", "list", "context");
        List<String> names = new ArrayList<>();
        for (String line : said.out()) {
            // Marks of the active contexts come before the name, under a header.
            List<String> columns = Arrays.asList(line.strip().split("\\s+"));
            String name = columns.get(columns.size() - 1);
            if (!name.isEmpty() && !columns.equals(List.of("ACTIVE", "NAME"))) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /** The active context, the environment's override included; empty when there is none. */
    public Optional<String> activeContext() throws PachctlException, InterruptedException {
        return some(Answers.lastLine(ask("config", "get", "active-context").out()));
    }

    /** The context that pausing acts on: the active enterprise context, which falls back to the active one. */
    public Optional<String> enterpriseContext() throws PachctlException, InterruptedException {
        return context.isPresent()
                ? context
                : some(Answers.lastLine(
                        ask("config", "get", "active-enterprise-context").out()));
    }

    private static Optional<String> some(String name) {
        return name.isEmpty() || name.equals(NONE) ? Optional.empty() : Optional.of(name);
    }

    /** One context; empty when there is none of that name. */
    public Optional<PachContext> context(String name) throws PachctlException, InterruptedException {
        if (name.startsWith("-")) {
            throw new PachctlException(Kind.WRONG_TARGET, "'" + name + "' is not a name of a context");
        }
        Captured said = run(List.of("config", "get", "context", name));
        if (!said.exit().succeeded()) {
            if (Answers.words(said).contains("context does not exist")) {
                return Optional.empty();
            }
            throw Answers.failure("pachctl config get context", said);
        }
        try {
            JsonNode node = JSON.readTree(said.text());
            return Optional.of(new PachContext(
                    name,
                    text(node, "pachd_address"),
                    text(node, "namespace"),
                    text(node, "cluster_name"),
                    text(node, "cluster_deployment_id"),
                    node.path("enterprise_server").asBoolean(false)));
        } catch (JsonProcessingException e) {
            // Its text holds a session token: say nothing of it.
            throw new PachctlException(Kind.UNREADABLE, "pachctl config get context did not print JSON");
        }
    }

    private static Optional<String> text(JsonNode node, String member) {
        return Optional.of(node.path(member).asText("")).filter(t -> !t.isEmpty());
    }

    /** Which context {@link #pause} and its like will hit, and what to know of it. */
    public PauseTarget pauseTarget() throws PachctlException, InterruptedException {
        Optional<String> name = enterpriseContext();
        List<String> warnings = new ArrayList<>();
        String why = context.isPresent()
                ? "the context that was chosen for this run"
                : overrides().contains("PACH_ENTERPRISE_CONTEXT")
                        ? "PACH_ENTERPRISE_CONTEXT in the environment"
                        : name.equals(activeContext())
                                ? "the active context, or an enterprise context of the same name"
                                : "the active enterprise context";
        if (overrides().contains("PACHD_ADDRESS")) {
            warnings.add("PACHD_ADDRESS is set and beats the address of every context");
        }
        if (name.isEmpty()) {
            warnings.add("there is no context at all, so pausing has no target");
            return new PauseTarget(name, why, Optional.empty(), List.copyOf(warnings));
        }
        Optional<PachContext> detail = context(name.get());
        if (detail.isEmpty()) {
            warnings.add("the context " + name.get() + " does not exist");
        }
        if (detail.map(PachContext::enterpriseServer).orElse(false)) {
            warnings.add("the context " + name.get() + " is a standalone Enterprise Server, which cannot be paused");
        }
        return new PauseTarget(name, why, detail, List.copyOf(warnings));
    }

    /** The argument list of a pause, for showing. */
    public List<String> pauseCommand() {
        return List.of(program, "enterprise", "pause");
    }

    /** The argument list of an unpause, for showing. */
    public List<String> unpauseCommand() {
        return List.of(program, "enterprise", "unpause");
    }

    /** Asks pachd to restart in paused mode; returns before it has. Doing it twice does no harm. */
    public List<String> pause() throws PachctlException, InterruptedException {
        return said(ask(lines().pause()));
    }

    /** Asks pachd to restart in full mode; returns before it has. Doing it twice does no harm. */
    public List<String> unpause() throws PachctlException, InterruptedException {
        return said(ask(lines().unpause()));
    }

    private static List<String> said(Captured captured) {
        List<String> lines = new ArrayList<>(captured.out());
        lines.addAll(captured.err());
        return List.copyOf(lines);
    }

    /** Whether pachd is paused. 2.2 to 2.7 fail here while auth is disabled. */
    public PauseState pauseStatus() throws PachctlException, InterruptedException {
        Captured said = ask(lines().pauseStatus());
        String word = Answers.lastLine(said.out());
        for (PauseState state : PauseState.values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        throw Answers.unreadable("pachctl enterprise pause-status", said);
    }

    /** The repos and pipelines of every project. */
    public Inventory inventory() throws PachctlException, InterruptedException {
        CommandLines lines = lines();
        Captured repos = ask(lines.list("repo"));
        Captured pipelines = ask(lines.list("pipeline"));
        try {
            return new Inventory(Inventory.repos(repos.text()), Inventory.pipelines(pipelines.text()));
        } catch (IOException e) {
            throw new PachctlException(Kind.UNREADABLE, "pachctl list repo or list pipeline: " + e.getMessage(), e);
        }
    }

    /** A program that does not tell its version is asked all the same; it refuses by itself what it does not know. */
    CommandLines lines() throws InterruptedException {
        try {
            return new CommandLines(Optional.of(clientVersion()));
        } catch (PachctlException unknown) {
            return new CommandLines(Optional.empty());
        }
    }

    /**
     * Downloads one file of a commit.
     *
     * @param file {@code REPO@COMMIT:/PATH}, or {@code PROJECT/REPO@COMMIT:/PATH} from 2.5 on
     * @param to a path where nothing is yet
     */
    public void download(String file, Path to) throws PachctlException, InterruptedException {
        ask(lines().file(file, to));
    }

    /**
     * The argument lists by which a context is made to lead to a pachd, for showing and for {@link #connect}.
     *
     * @param known whether there is a context of this name
     * @param forget whether it insists on the id of another deployment, which it must forget
     * @param enterprise whether it leads to an enterprise server, and becomes the enterprise context
     */
    public List<List<String>> connectCommands(
            String name, String address, boolean known, boolean forget, boolean enterprise) {
        List<String> write = new ArrayList<>(List.of(program, "config"));
        if (known) {
            write.addAll(List.of("update", "context", name, "--pachd-address=" + address));
            if (forget) {
                write.add("--remove-cluster-deployment-id");
            }
        } else {
            write.addAll(List.of("set", "context", name));
        }
        String active = enterprise ? "active-enterprise-context" : "active-context";
        return List.of(List.copyOf(write), List.of(program, "config", "set", active, name));
    }

    /** Makes a context lead to a pachd or to an enterprise server, and makes it the active one of its kind. */
    public void connect(String name, String address, boolean known, boolean forget, boolean enterprise)
            throws PachctlException, InterruptedException {
        if (name.isEmpty() || name.startsWith("-") || address.startsWith("-")) {
            throw new PachctlException(Kind.WRONG_TARGET, "'" + name + "' is not a name of a context");
        }
        ObjectNode context = JSON.createObjectNode().put("pachd_address", address);
        if (enterprise) {
            context.put("enterprise_server", true);
        }
        for (List<String> argv : connectCommands(name, address, known, forget, enterprise)) {
            Command command = command(argv.subList(1, argv.size()));
            if (argv.get(2).equals("set") && argv.get(3).equals("context")) {
                command = command.stdin(context.toString());
            }
            Captured said = run(command, String.join(" ", argv));
            if (!said.exit().succeeded()) {
                throw Answers.failure(String.join(" ", argv), said);
            }
        }
    }

    /** The enterprise server behind the enterprise context. */
    public EnterpriseServer enterpriseServer() {
        return new EnterpriseServer(this);
    }

    String program() {
        return program;
    }

    Captured ask(String... arguments) throws PachctlException, InterruptedException {
        return ask(List.of(arguments));
    }

    Captured ask(List<String> arguments) throws PachctlException, InterruptedException {
        Captured said = run(arguments);
        if (!said.exit().succeeded()) {
            throw Answers.failure("pachctl " + String.join(" ", arguments), said);
        }
        return said;
    }

    private Captured run(List<String> arguments) throws PachctlException, InterruptedException {
        return run(command(arguments), "pachctl " + String.join(" ", arguments));
    }

    private Captured run(Command command, String what) throws PachctlException, InterruptedException {
        Captured said;
        try {
            said = programs.run(command, longest);
        } catch (ProcessException e) {
            throw new PachctlException(Kind.MISSING, program + " cannot be run: " + e.getMessage(), e);
        }
        if (said.exit().timedOut()) {
            throw new PachctlException(Kind.TIMEOUT, what + " did not end within " + longest.toSeconds() + " s");
        }
        return said;
    }

    Programs programs() {
        return programs;
    }

    private Command command(List<String> arguments) {
        List<String> argv = new ArrayList<>(List.of(program));
        argv.addAll(arguments);
        return surrounded(Command.of(argv));
    }

    /** A command with the configuration and the context that were chosen. */
    Command surrounded(Command plain) {
        Command command = plain.inherit("KUBECONFIG", "PACH_CONFIG");
        if (config.isPresent()) {
            command = command.with("PACH_CONFIG", config.get().toString());
        }
        if (context.isPresent()) {
            // The address in the environment would beat the context that was chosen, so it is not handed down.
            return command.with("PACH_CONTEXT", context.get()).with("PACH_ENTERPRISE_CONTEXT", context.get());
        }
        return command.inherit(OVERRIDES.toArray(String[]::new));
    }
}
