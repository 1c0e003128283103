package lifeboat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.lab.Lab;
import lifeboat.run.Mode;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;
import lifeboat.screen.Command;
import lifeboat.screen.OpeningScene;
import lifeboat.terminal.Display;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat rehearse BOOK}: the same runbook and the same code, against the lab. */
@CommandLine.Command(
        name = "rehearse",
        description = "Rehearses a runbook in the lab: the same code against servers on loopback.")
final class RehearseCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Parameters(
            arity = "0..1",
            paramLabel = "BOOK",
            defaultValue = "pachyderm-backup",
            description = "A runbook's id, or a file (default: ${DEFAULT-VALUE}).")
    private String book = "";

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private LabChoices choices = new LabChoices();

    @Option(names = "--keep-lab", description = "Leave the lab up afterwards; it ends by itself after an idle hour.")
    private boolean keepLab;

    RehearseCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws Complaint {
        Runbook runbook = wiring.books().find(book);
        Map<String, Given> given = options.given(runbook);
        Optional<Display> display = options.view().display(wiring);
        if (display.isPresent()) {
            ScreenChoices screen = new ScreenChoices(options.view().theme(), given, choices, keepLab);
            return new Screens(wiring)
                    .show(
                            display.get(),
                            screen,
                            OpeningScene.starting(runbook.title(), Optional.of(Mode.REHEARSAL)),
                            new Command.Choose(book, Mode.REHEARSAL));
        }
        try (Talking talking = Talking.open(wiring, options.view().auto())) {
            Labs labs = new Labs(wiring);
            Lab lab = labs.start(choices, runbook, line -> talking.dialogue().print(line));
            boolean keep = true;
            try {
                Machine machine = Labs.machine(wiring.machine(), lab);
                Map<String, Given> all = new LinkedHashMap<>(Labs.given(runbook, lab, given));
                all.putAll(given);
                all.putAll(new Prologue(wiring, lab, machine, talking.dialogue(), true).of(runbook, given));
                Map<String, Given> values = new Asking(wiring, talking).missing(runbook, all, false);
                int code;
                try (Session session =
                        Session.open(wiring, runbook, Mode.REHEARSAL, values, Optional.of(lab), machine)) {
                    code = new Drive(wiring, session, talking.dialogue(), talking.isTerminal()).toItsEnd();
                }
                keep = keepLab || code == ExitCodes.UNFINISHED;
                return code;
            } catch (Complaint complaint) {
                keep = keepLab;
                throw complaint;
            } finally {
                labs.end(lab, keep, line -> talking.dialogue().print(line));
            }
        }
    }
}
