package lifeboat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.journal.Journal;
import lifeboat.journal.JournalException;
import lifeboat.journal.RunFolder;
import lifeboat.journal.RunSummary;
import lifeboat.lab.Lab;
import lifeboat.run.Mode;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
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
        RunFolder folder = folder();
        Runbook book = book(folder);
        try (Talking talking = Talking.open(wiring, auto)) {
            if (!new Follow(wiring, folder, talking.dialogue()).untilFree()) {
                return ExitCodes.UNFINISHED;
            }
            Run before = before(folder, book);
            if (before.phase() == Run.Phase.CLOSED) {
                throw new Complaint(
                        ExitCodes.NOTHING_TO_RESUME,
                        "run " + folder.runId() + " is closed",
                        "`lifeboat runs` lists all.");
            }
            if (auto && before.mode() != Mode.REHEARSAL) {
                throw Complaint.usage("--auto is refused for anything but a rehearsal", "Leave it out.");
            }
            return resume(folder, book, before, talking);
        }
    }

    private int resume(RunFolder folder, Runbook book, Run before, Talking talking) throws Complaint {
        Optional<Lab> lab = lab(folder);
        Machine machine =
                lab.map(there -> Labs.machine(wiring.machine(), there)).orElse(wiring.machine());
        Map<String, Given> given = new LinkedHashMap<>();
        if (lab.isPresent()) {
            given.putAll(Labs.given(book, lab.get()));
        }
        given.keySet()
                .removeIf(name -> !book.parameter(name).map(p -> p.isSecret()).orElse(false));
        Map<String, Given> secrets = new Asking(wiring, talking).secrets(book, before, given);
        int code;
        try (Session session = Session.resume(wiring, folder, book, secrets, lab, machine)) {
            code = new Drive(wiring, session, talking.dialogue(), talking.isTerminal()).toItsEnd();
        }
        boolean keep = keepLab || code == ExitCodes.UNFINISHED;
        lab.ifPresent(there ->
                new Labs(wiring).end(there, keep, text -> talking.dialogue().print(text)));
        return code;
    }

    private RunFolder folder() throws Complaint {
        try {
            if (run.isPresent()) {
                return wiring.state().find(run.get());
            }
            List<RunSummary> open = new Overview(wiring)
                    .runs().stream()
                            .filter(summary -> summary.state() == RunSummary.State.UNFINISHED
                                    || summary.state() == RunSummary.State.IN_USE)
                            .toList();
            if (open.isEmpty()) {
                throw new Complaint(
                        ExitCodes.NOTHING_TO_RESUME, "there is no unfinished run", "`lifeboat runs` lists all.");
            }
            if (open.size() > 1) {
                wiring.machine()
                        .err()
                        .println("lifeboat: " + open.size() + " runs are unfinished; this is the newest, "
                                + open.get(0).runId());
            }
            return wiring.state().find(open.get(0).runId());
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
    }

    private static Runbook book(RunFolder folder) throws Complaint {
        Path file = folder.runbook();
        try {
            return Books.load(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw Complaint.usage(
                    "the run's copy of its runbook cannot be read: " + file, "Without it the run cannot go on.");
        }
    }

    private static Run before(RunFolder folder, Runbook book) throws Complaint {
        try {
            List<Recorded> events = Journal.read(folder);
            if (events.isEmpty() || !(events.get(0).event() instanceof RunEvent.RunOpened opened)) {
                throw new Complaint(
                        ExitCodes.NOTHING_TO_RESUME,
                        "run " + folder.runId() + " was killed before its first record was on disk",
                        "Nothing was done in it; start anew.");
            }
            if (!opened.bookSha256().equals(book.sha256())) {
                throw Complaint.usage(
                        "the run's copy of its runbook is not the one it began with",
                        "Somebody changed " + folder.runbook() + "; put it back.");
            }
            return Run.replay(book, folder.runId(), events);
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
    }

    private Optional<Lab> lab(RunFolder folder) throws Complaint {
        try {
            List<Recorded> events = Journal.read(folder);
            Optional<String> directory = events.stream()
                    .map(Recorded::event)
                    .filter(RunEvent.RunOpened.class::isInstance)
                    .map(RunEvent.RunOpened.class::cast)
                    .findFirst()
                    .flatMap(RunEvent.RunOpened::lab);
            return directory.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Labs(wiring).find(Path.of(directory.get())));
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
    }
}
