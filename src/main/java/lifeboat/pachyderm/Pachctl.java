package lifeboat.pachyderm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.process.Captured;
import lifeboat.process.Command;
import lifeboat.process.ProcessException;
import lifeboat.process.Programs;

/** What {@code pachctl} 2.x can tell and do. Each call is a program that runs to its end; safe for any thread. */
public final class Pachctl {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final List<String> OVERRIDES = List.of("PACHD_ADDRESS", "PACH_CONTEXT", "PACH_ENTERPRISE_CONTEXT");

    private final Programs programs;
    private final String program;
    private final Optional<Path> config;
    private final Optional<String> context;
    private final Map<String, String> environment;

    /**
     * The program, not yet looked for.
     *
     * @param program a name on the path, or a path
     * @param config its configuration file; nothing for its own default
     * @param context the context to use for everything; nothing for the active ones
     * @param environment our own variables, to tell which of them override the configuration
     */
    public Pachctl(
            Programs programs,
            String program,
            Optional<Path> config,
            Optional<String> context,
            Map<String, String> environment) {
        this.programs = programs;
        this.program = program;
        this.config = config;
        this.context = context;
        this.environment = Map.copyOf(environment);
    }

    /**
     * What {@code pachctl version} said.
     *
     * @param server nothing when pachd did not answer
     * @param trouble why it did not; empty when it did
     */
    public record Versions(Optional<PachydermVersion> client, Optional<PachydermVersion> server, String trouble) {}

    /** Whether there is such a program. */
    public boolean isThere() {
        return programs.find(program).isPresent();
    }

    /** The environment variables that override what the configuration says. */
    public List<String> overrides() {
        return OVERRIDES.stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .toList();
    }

    /** The program's own version; asks no server. */
    public PachydermVersion clientVersion() throws PachctlException, InterruptedException {
        String said = run("version", "--client-only").text();
        return PachydermVersion.parse(said)
                .orElseThrow(() -> new PachctlException(
                        PachctlException.Kind.FAILED,
                        program + " told a version that is none: " + said,
                        "Check that it is Pachyderm's pachctl."));
    }

    /** Both versions. The client's row is printed even when pachd does not answer, and then the exit code is 1. */
    public Versions versions(Duration patience) throws PachctlException, InterruptedException {
        Captured said = capture(command("version", "--timeout", Math.max(1, patience.toSeconds()) + "s"));
        Optional<PachydermVersion> client = Optional.empty();
        Optional<PachydermVersion> server = Optional.empty();
        for (String line : said.out()) {
            String[] cells = line.strip().split("\\s+");
            if (cells.length >= 2 && cells[0].equals("pachctl")) {
                client = PachydermVersion.parse(cells[1]);
            } else if (cells.length >= 2 && cells[0].equals("pachd")) {
                server = PachydermVersion.parse(cells[1]);
            }
        }
        String trouble = server.isPresent() && said.exit().succeeded() ? "" : tail(said);
        return new Versions(client, trouble.isEmpty() ? server : Optional.empty(), trouble);
    }

    /** The active context; nothing when there is none. */
    public Optional<String> activeContext() throws PachctlException, InterruptedException {
        return named(run("config", "get", "active-context"));
    }

    /** The context that pausing acts on: the active enterprise context, which falls back to the active one. */
    public Optional<String> enterpriseContext() throws PachctlException, InterruptedException {
        return context.isPresent() ? context : named(run("config", "get", "active-enterprise-context"));
    }

    private static Optional<String> named(Captured said) {
        // Up to 2.5 other remarks stand before the answer.
        List<String> lines = said.out().stream().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(lines.get(lines.size() - 1).strip()).filter(name -> !name.equals("NONE"));
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
        return said(run("enterprise", "pause"));
    }

    /** Asks pachd to restart in full mode; returns before it has. Doing it twice does no harm. */
    public List<String> unpause() throws PachctlException, InterruptedException {
        return said(run("enterprise", "unpause"));
    }

    private static List<String> said(Captured captured) {
        List<String> lines = new ArrayList<>(captured.out());
        lines.addAll(captured.err());
        return lines;
    }

    private Command command(String... arguments) {
        List<String> argv = new ArrayList<>();
        argv.add(program);
        argv.addAll(List.of(arguments));
        Command command = Command.of(argv).inherit("KUBECONFIG", "PACH_CONFIG");
        if (config.isPresent()) {
            command = command.with("PACH_CONFIG", config.get().toString());
        }
        if (context.isPresent()) {
            // The address in the environment would beat the context that was chosen.
            return command.with("PACH_CONTEXT", context.get()).with("PACH_ENTERPRISE_CONTEXT", context.get());
        }
        return command.inherit(OVERRIDES.toArray(String[]::new));
    }

    private Captured run(String... arguments) throws PachctlException, InterruptedException {
        Captured captured = capture(command(arguments));
        if (captured.exit().timedOut()) {
            throw new PachctlException(
                    PachctlException.Kind.TIMEOUT,
                    program + " " + String.join(" ", arguments) + " did not end within " + LONGEST.toSeconds() + " s",
                    "Check that pachd can be reached with this context.");
        }
        if (!captured.exit().succeeded()) {
            throw new PachctlException(
                    PachctlException.Kind.FAILED,
                    program + " " + String.join(" ", arguments) + " failed, "
                            + captured.exit().words() + ": " + tail(captured),
                    "Run it by hand with the same context to see more.");
        }
        return captured;
    }

    private Captured capture(Command command) throws PachctlException, InterruptedException {
        try {
            return programs.run(command, LONGEST);
        } catch (ProcessException e) {
            throw new PachctlException(
                    PachctlException.Kind.MISSING, program + " cannot be run: " + e.getMessage(), e.hint(), e);
        }
    }

    private static String tail(Captured captured) {
        List<String> lines = captured.err().isEmpty() ? captured.out() : captured.err();
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
        return last.isEmpty() ? captured.exit().words() : last;
    }
}
