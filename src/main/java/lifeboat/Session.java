package lifeboat;

import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import lifeboat.backup.BackupException;
import lifeboat.backup.BackupFolder;
import lifeboat.cluster.ClusterException;
import lifeboat.journal.Journal;
import lifeboat.journal.JournalException;
import lifeboat.journal.RunFolder;
import lifeboat.journal.RunLock;
import lifeboat.journal.TargetLock;
import lifeboat.lab.Lab;
import lifeboat.perform.PerformException;
import lifeboat.perform.Secrets;
import lifeboat.perform.World;
import lifeboat.run.Mode;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;

/** One run with everything it holds open: locks, journal, world. */
final class Session implements AutoCloseable {
    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private final Wiring wiring;
    private final Secrets secrets;
    private final World world;
    private final RunLock runLock;
    private final TargetLock targetLock;
    private final Journal journal;
    private final Run run;
    private final Optional<ClusterLease> lease;
    private final Optional<Lab> lab;

    Session(
            Wiring wiring,
            Secrets secrets,
            World world,
            RunLock runLock,
            TargetLock targetLock,
            Journal journal,
            Run run,
            Optional<ClusterLease> lease,
            Optional<Lab> lab) {
        this.wiring = wiring;
        this.secrets = secrets;
        this.world = world;
        this.runLock = runLock;
        this.targetLock = targetLock;
        this.journal = journal;
        this.run = run;
        this.lease = lease;
        this.lab = lab;
    }

    /** The run as it is when the session opens. */
    Run run() {
        return run;
    }

    /** The lab that it works on, if it is a rehearsal. */
    Optional<Lab> lab() {
        return lab;
    }

    World world() {
        return world;
    }

    Optional<ClusterLease> lease() {
        return lease;
    }

    Secrets secrets() {
        return secrets;
    }

    Journal journal() {
        return journal;
    }

    RunFolder folder() {
        return runLock.folder();
    }

    /** Opens a new run: looks at its targets, takes its locks, makes its folder and its journal. */
    static Session open(
            Wiring wiring, Runbook book, Mode mode, Map<String, Given> given, Optional<Lab> lab, Machine machine)
            throws Complaint {
        return open(wiring, book, mode, given, lab, machine, TakeOver.NEVER);
    }

    /** The same, and asks whether a lock is taken over that another run has. */
    static Session open(
            Wiring wiring,
            Runbook book,
            Mode mode,
            Map<String, Given> given,
            Optional<Lab> lab,
            Machine machine,
            TakeOver takeOver)
            throws Complaint {
        return new Opening(wiring, machine, lab, takeOver).open(book, mode, given);
    }

    /** Goes on with a run that was left or killed; its locks must be free. */
    static Session resume(
            Wiring wiring, RunFolder folder, Runbook book, Map<String, Given> given, Optional<Lab> lab, Machine machine)
            throws Complaint {
        return resume(wiring, folder, book, given, lab, machine, TakeOver.NEVER);
    }

    /** The same, and asks whether a lock is taken over that another run has. */
    static Session resume(
            Wiring wiring,
            RunFolder folder,
            Runbook book,
            Map<String, Given> given,
            Optional<Lab> lab,
            Machine machine,
            TakeOver takeOver)
            throws Complaint {
        return new Opening(wiring, machine, lab, takeOver).resume(folder, book, given);
    }

    /** Tells others from now on where the run is, and the run when its lock is lost: its name, and how. */
    void beat(Supplier<Run> now, BiConsumer<String, String> onLoss) {
        lease.ifPresent(held -> held.beat(now, journal::head, reason -> onLoss.accept(held.name(), reason)));
    }

    /** Records that the locks are given back and seals the journal; the lease stays while anything is held. */
    void seal(Run end) throws RunRecord.RecordException {
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.LockReleased(targetLock.name()));
        if (journal.gap().filter(gap -> !gap.missing().isEmpty()).isPresent()) {
            // It cannot be written any more; what stands in it stays provable.
            journal.remember(events);
            lease.ifPresent(held -> held.renew(end, journal.head()));
            Anchors.of(wiring.machine(), end).keep(end.id(), journal.head());
            return;
        }
        if (lease.isPresent() && end.phase() == Run.Phase.CLOSED) {
            lease.get().renew(end, journal.head());
            try {
                lease.get().release(end).ifPresent(events::add);
            } catch (ClusterException | PerformException e) {
                // The lease names a run that is over; whoever is refused by it is told which.
                wiring.machine().complain("lifeboat: the lease could not be given back: " + e.getMessage());
            }
        } else {
            lease.ifPresent(held -> held.renew(end, journal.head()));
        }
        journal.append(events);
        journal.seal();
        if (end.result().filter("refused"::equals).isPresent()) {
            deleteUnusedFolder(end);
        }
        Anchors.of(wiring.machine(), end).keep(end.id(), journal.head());
    }

    /** Ends the session before anything was begun in it: a fresh run is closed, an older one is left as it is. */
    void giveUp(boolean fresh, String reason) throws Complaint {
        RunEvent last = fresh
                ? new RunEvent.RunClosed("refused", reason)
                : new RunEvent.RunLeft(
                        reason, run.holds().stream().map(Run.OpenHold::id).toList());
        try {
            Run end = run;
            for (Recorded recorded : journal.append(List.of(last))) {
                end = end.evolve(recorded);
            }
            seal(end);
        } catch (RunRecord.RecordException e) {
            throw new Complaint(ExitCodes.UNFINISHED, e.reason(), e.hint());
        }
    }

    private static void deleteUnusedFolder(Run end) {
        String directory = end.identities().getOrDefault("backup", Map.of()).get("directory");
        try {
            if (directory != null) {
                BackupFolder.open(Path.of(directory)).deleteIfEmpty();
            }
        } catch (BackupException gone) {
            // Somebody else has tidied up already.
            return;
        }
    }

    @Override
    public void close() {
        lease.ifPresent(ClusterLease::endBeating);
        world.close();
        try {
            journal.close();
            targetLock.close();
            runLock.close();
        } catch (JournalException e) {
            wiring.machine().complain("lifeboat: " + e.getMessage());
        }
    }
}
