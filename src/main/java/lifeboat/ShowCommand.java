package lifeboat;

import java.util.concurrent.Callable;
import lifeboat.runbook.RunbookMarkdown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lifeboat show BOOK}: the procedure as Markdown. */
@Command(name = "show", description = "Prints a runbook as a procedure in Markdown.")
final class ShowCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Parameters(paramLabel = "BOOK", description = "A runbook's id, or a file.")
    private String book = "";

    ShowCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws Complaint {
        wiring.machine().say(RunbookMarkdown.text(wiring.books().find(book)).stripTrailing());
        return ExitCodes.DONE;
    }
}
