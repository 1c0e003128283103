package lifeboat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.runbook.FragmentFile;
import lifeboat.runbook.Runbook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lifeboat check FILE...}: validates runbooks and fragments. */
@Command(name = "check", description = "Validates runbooks and fragments: every fault with its file, line and column.")
final class CheckCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Runbooks, or fragments of them.")
    private List<Path> files = List.of();

    CheckCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() {
        int code = ExitCodes.DONE;
        for (Path file : files) {
            try {
                wiring.machine().say(file + ": ok, " + checked(file));
            } catch (Complaint wrong) {
                wiring.machine().say(wrong.reason());
                code = ExitCodes.USAGE;
            }
        }
        return code;
    }

    private String checked(Path file) throws Complaint {
        Optional<FragmentFile> fragment = wiring.books().fragment(file);
        if (fragment.isPresent()) {
            return "the fragment " + fragment.get().id() + ", "
                    + counted(fragment.get().arguments(), "argument") + ", "
                    + counted(fragment.get().parameters(), "parameter") + ", "
                    + counted(fragment.get().steps(), "step")
                    + "; its names and variables are checked with the runbooks that include it";
        }
        Runbook book = wiring.books().read(file);
        return book.id() + ", " + counted(book.steps().size(), "step")
                + (book.fragments().isEmpty()
                        ? ""
                        : ", " + counted(book.fragments().size(), "fragment"));
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
