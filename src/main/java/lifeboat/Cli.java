package lifeboat;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.screen.LauncherScene;
import lifeboat.terminal.Display;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The command line: which command, and how its troubles reach the operator. */
final class Cli {
    private static final Logger LOG = Logger.getLogger(Cli.class.getName());

    private final Wiring wiring;

    Cli(Wiring wiring) {
        this.wiring = wiring;
    }

    /** {@code lifeboat} without a command: what is unfinished, what there is to do, what was done. */
    @Command(
            name = "lifeboat",
            description = "Takes an operator through a backup or a restore that must not go wrong.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            footer = {
                "",
                "Without a command it shows unfinished runs, the runbooks, and recent runs.",
                "Exit codes: 0 done, 1 a step failed and the run was ended, 2 usage or a bad runbook,",
                "3 left unfinished or holds open, 4 refused before anything was changed, 5 nothing to resume."
            })
    static final class Bare implements Callable<Integer> {
        private final Wiring wiring;

        @Mixin
        private ViewOptions view = new ViewOptions();

        Bare(Wiring wiring) {
            this.wiring = wiring;
        }

        @Override
        public Integer call() throws Complaint {
            Machine machine = wiring.machine();
            // What goes into a pipe is a list, and nobody asked for anything else.
            Optional<Display> display = machine.terminalOut() ? view.display(wiring) : Optional.empty();
            if (display.isPresent()) {
                ScreenChoices choices = new ScreenChoices(view.theme(), Map.of(), new LabChoices(), false);
                return new Screens(wiring)
                        .show(display.get(), choices, LauncherScene.looking(), new lifeboat.screen.Command.Relist());
            }
            new Overview(wiring).print();
            return ExitCodes.DONE;
        }
    }

    /** Runs the command that the arguments name. */
    int execute(String[] args) {
        CommandLine line = commandLine();
        return line.execute(args);
    }

    CommandLine commandLine() {
        CommandLine line = new CommandLine(new Bare(wiring));
        add(line, "run", new RunCommand(wiring));
        add(line, "rehearse", new RehearseCommand(wiring));
        add(line, "resume", new ResumeCommand(wiring));
        add(line, "watch", new WatchCommand(wiring));
        add(line, "runs", new RunsCommand(wiring));
        CommandLine audit = new CommandLine(new AuditGroup());
        audit.addSubcommand("verify", standard(new CommandLine(new AuditCommand.Verify(wiring))));
        audit.addSubcommand("show", standard(new CommandLine(new AuditCommand.Show(wiring))));
        audit.addSubcommand("export", standard(new CommandLine(new AuditCommand.Export(wiring))));
        audit.addSubcommand("signer", standard(new CommandLine(new AuditCommand.SignerKey(wiring))));
        line.addSubcommand("audit", standard(audit));
        add(line, "check", new CheckCommand(wiring));
        add(line, "show", new ShowCommand(wiring));
        add(line, "lab", new LabUpCommand(wiring));
        CommandLine completion = new CommandLine(new AutoComplete.GenerateCompletion());
        line.addSubcommand("completion", standard(completion.setCommandName("completion")));
        PrintWriter out = new PrintWriter(wiring.machine().out(), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(wiring.machine().err(), true, StandardCharsets.UTF_8);
        line.setOut(out);
        line.setErr(err);
        line.getCommandSpec().versionProvider(new Version(wiring));
        line.getSubcommands().values().forEach(this::withVersion);
        line.setParameterExceptionHandler(this::wrongUsage);
        line.setExecutionExceptionHandler(this::trouble);
        return line;
    }

    private static void add(CommandLine line, String name, Object command) {
        line.addSubcommand(name, standard(new CommandLine(command)));
    }

    /** {@code --help} and {@code --version} on every command. */
    private static CommandLine standard(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        spec.mixinStandardHelpOptions(true);
        return line;
    }

    private void withVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(new Version(wiring));
        line.getSubcommands().values().forEach(this::withVersion);
    }

    /** {@code lifeboat audit} alone says what it can do. */
    @Command(name = "audit", description = "Reads and checks the audit of a run.")
    static final class AuditGroup implements Callable<Integer> {
        @picocli.CommandLine.Spec
        private @org.jspecify.annotations.Nullable CommandSpec spec;

        @Override
        public Integer call() {
            if (spec != null) {
                spec.commandLine().usage(spec.commandLine().getErr());
            }
            return ExitCodes.USAGE;
        }
    }

    /** Tells the version on {@code --version}. */
    record Version(Wiring wiring) implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"lifeboat " + wiring.version()};
        }
    }

    private int wrongUsage(ParameterException wrong, String[] args) {
        complain(
                String.valueOf(wrong.getMessage()),
                "`lifeboat " + name(wrong.getCommandLine()) + "--help` lists what there is.");
        return ExitCodes.USAGE;
    }

    private static String name(CommandLine line) {
        return line.getParent() == null ? "" : line.getCommandName() + " ";
    }

    private int trouble(Exception trouble, CommandLine line, CommandLine.ParseResult result) {
        if (trouble instanceof Complaint complaint) {
            complain(complaint.reason(), complaint.hint());
            return complaint.exitCode();
        }
        if (trouble instanceof InvalidPathException path) {
            complain("no path: " + path.getInput() + ": " + path.getReason(), "In a UTF-8 locale it may be one.");
            return ExitCodes.USAGE;
        }
        LOG.log(Level.SEVERE, "fault in a command", trouble);
        complain("an internal fault: " + trouble, "Its trace is in debug.log of the state directory.");
        return ExitCodes.FAILED;
    }

    private void complain(String reason, String hint) {
        wiring.machine().complain("lifeboat: " + reason);
        if (!hint.isEmpty()) {
            wiring.machine().complain("HINT: " + hint);
        }
    }
}
