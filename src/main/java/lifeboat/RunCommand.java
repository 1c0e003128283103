package lifeboat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.run.Mode;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;
import lifeboat.screen.Command;
import lifeboat.screen.OpeningScene;
import lifeboat.terminal.Display;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat run BOOK}: on the operator's own cluster, databases and buckets. */
@CommandLine.Command(name = "run", description = "Runs a runbook on your own cluster, databases and buckets.")
final class RunCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Parameters(paramLabel = "BOOK", description = "A runbook's id, or a file.")
    private String book = "";

    @Mixin
    private RunOptions options = new RunOptions();

    RunCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws Complaint {
        if (options.view().auto()) {
            throw Complaint.usage(
                    "--auto is refused for anything but a rehearsal",
                    "Leave it out, or practise with `lifeboat rehearse " + book + " --auto`.");
        }
        Runbook runbook = wiring.books().find(book);
        Map<String, Given> given = options.given(runbook);
        Optional<Display> display = options.view().display(wiring);
        if (display.isPresent()) {
            ScreenChoices choices = new ScreenChoices(options.view().theme(), given, new LabChoices(), false);
            return new Screens(wiring)
                    .show(
                            display.get(),
                            choices,
                            OpeningScene.starting(runbook.title(), Optional.of(Mode.RUN)),
                            new Command.Choose(book, Mode.RUN));
        }
        try (Talking talking = Talking.open(wiring, false)) {
            Map<String, Given> values = new Asking(wiring, talking).missing(runbook, given, talking.isTerminal());
            try (Session session = Session.open(
                    wiring,
                    runbook,
                    Mode.RUN,
                    values,
                    Optional.empty(),
                    wiring.machine(),
                    TakeOver.in(talking.dialogue()))) {
                return new Drive(wiring, session, talking.dialogue(), talking.isTerminal()).toItsEnd();
            }
        }
    }
}
