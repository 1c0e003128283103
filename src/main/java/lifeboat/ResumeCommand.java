package lifeboat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.lab.Lab;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat resume [RUN]}: goes on with a run that was left or killed. */
@Command(name = "resume", description = "Goes on with a run that was left or killed; the newest one if none is named.")
final class ResumeCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "A run's id, or how it begins.")
    private Optional<String> run = Optional.empty();

    @Option(names = "--line", description = "Work a line at a time (the only way so far).")
    private boolean line;

    @Option(names = "--auto", description = "Answer every question by itself; for rehearsals only.")
    private boolean auto;

    @Option(names = "--keep-lab", description = "Leave the lab of a rehearsal up afterwards.")
    private boolean keepLab;

    ResumeCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws Complaint {
        Unfinished unfinished = Unfinished.find(wiring, run);
        try (Talking talking = Talking.open(wiring, auto)) {
            if (!new Follow(wiring, unfinished.folder(), talking.dialogue()).untilFree()) {
                return ExitCodes.UNFINISHED;
            }
            Run before = unfinished.open();
            if (auto && before.mode() != Mode.REHEARSAL) {
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
        try (Session session = Session.resume(wiring, unfinished.folder(), book, secrets, lab, machine)) {
            code = new Drive(wiring, session, talking.dialogue(), talking.isTerminal()).toItsEnd();
        }
        boolean keep = keepLab || code == ExitCodes.UNFINISHED;
        lab.ifPresent(there ->
                new Labs(wiring).end(there, keep, text -> talking.dialogue().print(text)));
        return code;
    }
}
