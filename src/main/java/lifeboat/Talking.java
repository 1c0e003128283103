package lifeboat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import lifeboat.line.AutoDialogue;
import lifeboat.line.Dialogue;
import lifeboat.line.JLineDialogue;
import lifeboat.line.PipedDialogue;
import org.jspecify.annotations.Nullable;

/** The way to the operator: a terminal where there is one, else a pipe; with {@code --auto} nobody is asked. */
final class Talking implements AutoCloseable {
    private final Dialogue dialogue;
    private final @Nullable JLineDialogue terminal;

    private Talking(Dialogue dialogue, @Nullable JLineDialogue terminal) {
        this.dialogue = dialogue;
        this.terminal = terminal;
    }

    static Talking open(Wiring wiring, boolean auto) throws Complaint {
        if (!auto && isTerminal(wiring.machine())) {
            try {
                JLineDialogue terminal = JLineDialogue.open(
                        wiring.machine().environment().getOrDefault("TERM", "dumb"),
                        System::nanoTime,
                        history(wiring.machine().state()));
                return new Talking(terminal, terminal);
            } catch (IOException e) {
                wiring.machine().complain("lifeboat: the terminal cannot be used, so lines are read as from a pipe");
            }
        }
        PrintWriter out = new PrintWriter(wiring.machine().out(), true, StandardCharsets.UTF_8);
        Dialogue piped = new PipedDialogue(new InputStreamReader(System.in, StandardCharsets.UTF_8), out);
        return new Talking(auto ? new AutoDialogue(piped) : piped, null);
    }

    /** Notes and evidence are kept for completion, for nobody but the operator; not at all if that cannot be had. */
    private static Optional<Path> history(Path state) {
        Path file = state.resolve("history");
        try {
            if (!Files.exists(file) && Files.isDirectory(state)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Files.exists(file) ? Optional.of(file) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Both ends must be the terminal: answers from a file are answers, and output into a file needs no cursor. */
    private static boolean isTerminal(Machine machine) {
        return machine.terminalIn() && machine.terminalOut();
    }

    Dialogue dialogue() {
        return dialogue;
    }

    boolean isTerminal() {
        return terminal != null;
    }

    @Override
    public void close() {
        if (terminal != null) {
            try {
                terminal.close();
            } catch (IOException gone) {
                // Whoever closes a terminal that is gone has nothing left to give back.
                return;
            }
        }
    }
}
