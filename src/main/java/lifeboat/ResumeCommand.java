package lifeboat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.lab.Lab;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;
import lifeboat.screen.Command;
import lifeboat.screen.OpeningScene;
import lifeboat.terminal.Display;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat resume [RUN]}: goes on with a run that was left or killed. */
@CommandLine.Command(
        name = "resume",
        description = "Goes on with a run that was left or killed; the newest one if none is named.")
final class ResumeCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "A run's id, or how it begins.")
    private Optional<String> run = Optional.empty();

    @Mixin
    private ViewOptions view = new ViewOptions();

    @Option(names = "--keep-lab", description = "Leave the lab of a rehearsal up afterwards.")
    private boolean keepLab;

    ResumeCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws Complaint {
        Unfinished unfinished = Unfinished.find(wiring, run);
        Optional<Display> display = view.display(wiring);
        if (display.isPresent()) {
            ScreenChoices choices = new ScreenChoices(view.theme(), Map.of(), new LabChoices(), keepLab);
            Runbook book = unfinished.book();
            return new Screens(wiring)
                    .show(
                            display.get(),
                            choices,
                            OpeningScene.starting(
                                    book.title(), Optional.of(unfinished.run().mode())),
                            new Command.Resume(unfinished.folder().runId(), Map.of()));
        }
        try (Talking talking = Talking.open(wiring, view.auto())) {
            if (!new Follow(wiring, unfinished, talking.dialogue()).untilFree()) {
                return ExitCodes.UNFINISHED;
            }
            Run before = unfinished.open();
            if (view.auto() && before.mode() != Mode.REHEARSAL) {
                throw Complaint.usage("--auto is refused for anything but a rehearsal", "Leave it out.");
            }
            return resume(unfinished, before, talking);
        }
    }

    private int resume(Unfinished unfinished, Run before, Talking talking) throws Complaint {
        Optional<Lab> lab = unfinished.lab();
        Machine machine =
                lab.map(there -> Labs.machine(wiring.machine(), there)).orElse(wiring.machine());
        Runbook book = unfinished.book();
        Map<String, Given> known = lab.isPresent() ? Labs.secrets(book, lab.get()) : Map.of();
        Map<String, Given> secrets = new Asking(wiring, talking).secrets(book, before, known);
        int code;
        try (Session session = Session.resume(
                wiring, unfinished.folder(), book, secrets, lab, machine, TakeOver.in(talking.dialogue()))) {
            code = new Drive(wiring, session, talking.dialogue(), talking.isTerminal()).toItsEnd();
        }
        boolean keep = keepLab || code == ExitCodes.UNFINISHED;
        lab.ifPresent(there ->
                new Labs(wiring).end(there, keep, text -> talking.dialogue().print(text)));
        return code;
    }
}
