package lifeboat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lifeboat.journal.Journal;
import lifeboat.journal.JournalException;
import lifeboat.journal.RunFolder;
import lifeboat.journal.RunSummary;
import lifeboat.lab.Lab;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.runbook.Runbook;

/**
 * A run that can be taken up again, as it lies in the state directory.
 *
 * @param book the run's own copy of its runbook
 */
record Unfinished(Wiring wiring, RunFolder folder, Runbook book) {

    /** The run of that id, or of an id that begins so; without one the newest that is unfinished. */
    static Unfinished find(Wiring wiring, Optional<String> id) throws Complaint {
        try {
            RunFolder folder = wiring.state().find(id.isPresent() ? id.get() : newest(wiring));
            return new Unfinished(wiring, folder, book(folder));
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
    }

    private static String newest(Wiring wiring) throws Complaint {
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
                    .complain("lifeboat: " + open.size() + " runs are unfinished; this is the newest, "
                            + open.get(0).runId());
        }
        return open.get(0).runId();
    }

    private static Runbook book(RunFolder folder) throws Complaint {
        Path file = folder.runbook();
        try {
            return Books.load(file.toString(), Files.readAllBytes(file), FragmentFolder.beside(file));
        } catch (IOException e) {
            throw Complaint.usage(
                    "the run's copy of its runbook cannot be read: " + file, "Without it the run cannot go on.");
        }
    }

    /** The run as its journal tells it now; it may still be worked on. */
    Run run() throws Complaint {
        return run(events());
    }

    /** The run as these events, which are all of its journal, tell it. */
    Run run(List<Recorded> events) throws Complaint {
        if (events.isEmpty() || !(events.get(0).event() instanceof RunEvent.RunOpened opened)) {
            throw new Complaint(
                    ExitCodes.NOTHING_TO_RESUME,
                    "run " + folder.runId() + " was killed before its first record was on disk",
                    "Nothing was done in it; start anew.");
        }
        if (!opened.bookSha256().equals(book.sha256())) {
            throw Complaint.usage(
                    "the run's copy of its runbook is not the one it began with",
                    "Somebody changed " + folder.runbook() + ", or what is in fragments beside it; put it back.");
        }
        return Run.replay(book, folder.runId(), events);
    }

    /** The same, of a run that can go on. */
    Run open() throws Complaint {
        Run run = run();
        if (run.phase() == Run.Phase.CLOSED) {
            throw new Complaint(
                    ExitCodes.NOTHING_TO_RESUME, "run " + folder.runId() + " is closed", "`lifeboat runs` lists all.");
        }
        return run;
    }

    List<Recorded> events() throws Complaint {
        try {
            return Journal.read(folder);
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
    }

    /** The lab of a rehearsal; a complaint if it is gone. */
    Optional<Lab> lab() throws Complaint {
        Optional<String> directory = events().stream()
                .map(Recorded::event)
                .filter(RunEvent.RunOpened.class::isInstance)
                .map(RunEvent.RunOpened.class::cast)
                .findFirst()
                .flatMap(RunEvent.RunOpened::lab);
        return directory.isEmpty() ? Optional.empty() : Optional.of(new Labs(wiring).find(Path.of(directory.get())));
    }
}
