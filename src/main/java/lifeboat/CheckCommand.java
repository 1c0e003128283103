package lifeboat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lifeboat.runbook.Runbook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lifeboat check FILE...}: validates runbooks. */
@Command(name = "check", description = "Validates runbooks: every fault with its file, line and column.")
final class CheckCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Runbooks to check.")
    private List<Path> files = List.of();

    CheckCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        int code = ExitCodes.DONE;
        for (Path file : files) {
            try {
                Runbook book = wiring.books().read(file);
                wiring.machine()
                        .out()
                        .println(file + ": ok, " + book.id() + ", "
                                + book.steps().size() + " steps");
            } catch (Complaint wrong) {
                wiring.machine().out().println(wrong.reason());
                code = ExitCodes.USAGE;
            }
        }
        return code;
    }
}
