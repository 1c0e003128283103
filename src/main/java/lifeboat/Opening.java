package lifeboat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.backup.BackupException;
import lifeboat.backup.BackupFolder;
import lifeboat.cluster.ClusterException;
import lifeboat.journal.AuditVerify;
import lifeboat.journal.Envelope;
import lifeboat.journal.Holder;
import lifeboat.journal.Journal;
import lifeboat.journal.JournalException;
import lifeboat.journal.LockedException;
import lifeboat.journal.RunFolder;
import lifeboat.journal.RunIds;
import lifeboat.journal.RunLock;
import lifeboat.journal.StateDirectory;
import lifeboat.journal.TargetLock;
import lifeboat.lab.Lab;
import lifeboat.perform.Identities;
import lifeboat.perform.PerformException;
import lifeboat.perform.Secrets;
import lifeboat.perform.StoreLock;
import lifeboat.perform.Surroundings;
import lifeboat.perform.World;
import lifeboat.process.Secret;
import lifeboat.run.Mode;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;
import lifeboat.runbook.Given;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.Target;

/**
 * Opens a session: looks at the targets, takes the locks, makes the journal or goes on with it. What was taken is given back
 * if the rest cannot be had.
 */
final class Opening {
    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private static final Logger LOG = Logger.getLogger(Opening.class.getName());

    private final Wiring wiring;
    private final Machine machine;
    private final Optional<Lab> lab;
    private final TakeOver takeOver;
    private final Deque<Taken> taken = new ArrayDeque<>();

    /** Something to be given back. */
    @FunctionalInterface
    private interface Taken {
        void giveBack() throws JournalException, ClusterException, PerformException;
    }

    /** Work that may fail on anything that opening a run needs. */
    @FunctionalInterface
    private interface Work {
        Session open() throws JournalException, PerformException, RunRecord.RecordException, Complaint;
    }

    Opening(Wiring wiring, Machine machine, Optional<Lab> lab, TakeOver takeOver) {
        this.wiring = wiring;
        this.machine = machine;
        this.lab = lab;
        this.takeOver = takeOver;
    }

    Session open(Runbook book, Mode mode, Map<String, Given> given) throws Complaint {
        return orGiveBack(() -> opened(book, mode, given));
    }

    Session resume(RunFolder folder, Runbook book, Map<String, Given> given) throws Complaint {
        return orGiveBack(() -> resumed(folder, book, given));
    }

    private Session orGiveBack(Work work) throws Complaint {
        boolean open = false;
        try {
            Session session = work.open();
            open = true;
            return session;
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        } catch (RunRecord.RecordException e) {
            throw new Complaint(ExitCodes.USAGE, e.reason(), e.hint());
        } catch (PerformException e) {
            throw Complaint.refused(e.reason(), e.hint());
        } finally {
            if (!open) {
                giveBack();
            }
        }
    }

    private void giveBack() {
        while (!taken.isEmpty()) {
            try {
                taken.pop().giveBack();
            } catch (JournalException | ClusterException | PerformException e) {
                // The reason why the run cannot be opened is what the operator needs to read.
                LOG.log(Level.WARNING, "cannot be given back", e);
            }
        }
    }

    private Session opened(Runbook book, Mode mode, Map<String, Given> given)
            throws JournalException, PerformException, RunRecord.RecordException, Complaint {
        StateDirectory state = wiring.state();
        AuditRoom.check(state.path(), machine);
        String id = RunIds.next(machine.clock().instant(), new SecureRandom());
        Holder self = wiring.holder(id);
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.RunOpened(
                book.id(), book.sha256(), book.title(), mode, wiring.version(), lab.map(there -> there.directory()
                        .toString())));
        events.addAll(parameters(book, given, state));
        Run run = evolve(Run.fresh(book, id), events, machine);
        Secrets secrets = secretsOf(book, given);
        World world = world(id, secrets);
        List<RunEvent> pins = observe(world, run);
        run = evolve(run, pins, machine);
        events.addAll(pins);
        TargetLock targetLock = target(book.lock().resolve(run.scope()), self, events);
        Optional<ClusterLease> lease = lease(world, run, targetLock.name(), events);
        storeLock(world, run, targetLock.name(), events);
        backupFolder(run, given, machine, id).ifPresent(events::add);
        RunFolder folder = state.create(id, copies(book));
        RunLock runLock = RunLock.take(folder, self);
        taken.push(runLock::close);
        Journal journal = Journal.create(runLock, envelope(book, id, mode), new Seal(wiring).keeping());
        taken.push(journal::close);
        Run opened = Run.fresh(book, id);
        for (Recorded recorded : journal.append(events)) {
            opened = opened.evolve(recorded);
        }
        return new Session(wiring, secrets, world, runLock, targetLock, journal, opened, lease, lab);
    }

    private Session resumed(RunFolder folder, Runbook book, Map<String, Given> given)
            throws JournalException, PerformException, RunRecord.RecordException, Complaint {
        Holder self = wiring.holder(folder.runId());
        RunLock runLock = RunLock.take(folder, self);
        taken.push(runLock::close);
        List<Recorded> known = Journal.read(folder);
        Run before = Run.replay(book, folder.runId(), known);
        sameLine(known);
        AuditVerify.beforeGoingOn(folder, Anchors.ofBackup(before.identities(), folder.runId()));
        Journal journal =
                Journal.open(runLock, envelope(book, folder.runId(), before.mode()), new Seal(wiring).keeping());
        taken.push(journal::close);
        Run run = Run.replay(book, folder.runId(), journal.replayed());
        Secrets secrets = secretsOf(book, given);
        World world = world(folder.runId(), secrets);
        sameTargets(world, run);
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.RunResumed(wiring.version()));
        TargetLock targetLock = target(book.lock().resolve(run.scope()), self, events);
        Optional<ClusterLease> lease = again(world, run, targetLock.name(), events, journal);
        storeLock(world, run, targetLock.name(), events);
        for (Recorded recorded : journal.append(events)) {
            run = run.evolve(recorded);
        }
        return new Session(wiring, secrets, world, runLock, targetLock, journal, run, lease, lab);
    }

    /** What a run's steps mean may differ between lines of versions; within one it does not. */
    private void sameLine(List<Recorded> events) throws Complaint {
        for (Recorded recorded : events) {
            if (recorded.event() instanceof RunEvent.RunOpened opened
                    && !line(opened.version()).equals(line(wiring.version()))) {
                throw Complaint.refused(
                        "the run was begun by lifeboat " + opened.version() + ", and this is " + wiring.version(),
                        "Finish it with a lifeboat " + line(opened.version()) + ".");
            }
        }
    }

    /** {@code 2} of {@code 2.3.4}, and {@code 0.1} of {@code 0.1.2}: before 1.0 every second number is a line. */
    static String line(String version) {
        String[] parts = version.split("[.]", -1);
        return parts[0].equals("0") && parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
    }

    /** A target that is another one now is said at once; one that cannot be seen is left to the guard of each change. */
    private static void sameTargets(World world, Run run) throws Complaint {
        for (String target : run.identities().keySet()) {
            Optional<String> moved;
            try {
                moved = Identities.moved(world, run, target);
            } catch (PerformException unseen) {
                LOG.log(Level.INFO, "the " + target + " cannot be looked at before the run goes on", unseen);
                continue;
            }
            if (moved.isPresent()) {
                throw Complaint.refused(
                        moved.get(), "Nothing was done. Go back to where the run began, then resume it again.");
            }
        }
    }

    private TargetLock target(String name, Holder self, List<RunEvent> events) throws Complaint {
        try {
            TargetLock lock = wiring.state().lockTarget(name, self);
            taken.push(lock::close);
            events.add(new RunEvent.LockTaken(name, self.describe()));
            return lock;
        } catch (LockedException held) {
            throw inUse(held);
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.REFUSED);
        }
    }

    /** Says at which step the other run is, too, as far as its journal can be read. */
    private Complaint inUse(LockedException held) {
        Complaint plain = Wiring.of(held, ExitCodes.REFUSED);
        if (held.holder().isEmpty()) {
            return plain;
        }
        String run = held.holder().get().runId();
        try {
            String step =
                    ClusterLease.step(Unfinished.find(wiring, Optional.of(run)).run());
            return Complaint.refused(
                    plain.reason() + ", at step " + step,
                    plain.hint() + " `lifeboat watch " + run + "` shows what it does.");
        } catch (Complaint unread) {
            return plain;
        }
    }

    /** The lease of a new run; one of a run that goes on stays its own whatever happens. */
    private Optional<ClusterLease> lease(World world, Run run, String name, List<RunEvent> events)
            throws PerformException, Complaint {
        try {
            Optional<ClusterLease> lease = ClusterLease.take(wiring, world, run, name, events, takeOver);
            lease.ifPresent(held -> taken.push(() -> held.release(run)));
            return lease;
        } catch (HeldElsewhere theirs) {
            throw theirs.complaint();
        }
    }

    /** The lease of a run that is taken up; when another run has it by now, this one's journal says so. */
    private Optional<ClusterLease> again(World world, Run run, String name, List<RunEvent> events, Journal journal)
            throws PerformException, RunRecord.RecordException, Complaint {
        try {
            return ClusterLease.take(wiring, world, run, name, events, takeOver);
        } catch (HeldElsewhere theirs) {
            if (run.lost().isEmpty()) {
                journal.append(List.of(new RunEvent.LockLost(theirs.lock(), theirs.reason())));
                journal.seal();
            }
            throw theirs.complaint();
        }
    }

    /** The lock on the server of a store that no cluster holds; the world keeps it. */
    private static void storeLock(World world, Run run, String name, List<RunEvent> events) throws PerformException {
        Optional<StoreLock> lock = StoreLock.take(world, run, name);
        if (lock.isPresent()) {
            world.keep(lock.get());
            events.add(new RunEvent.LockTaken(lock.get().where(), run.id()));
        }
    }

    private static List<RunEvent> parameters(Runbook book, Map<String, Given> given, StateDirectory state)
            throws JournalException {
        List<RunEvent> events = new ArrayList<>();
        for (Parameter parameter : book.parameters()) {
            Given value = given.get(parameter.name());
            if (value == null) {
                continue;
            }
            String kept = parameter.isSecret() && !value.value().isEmpty()
                    ? state.secretDigest().of(value.value())
                    : value.value();
            events.add(new RunEvent.ParameterGiven(parameter.name(), kept, parameter.isSecret(), value.origin()));
        }
        return events;
    }

    private static Secrets secretsOf(Runbook book, Map<String, Given> given) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        for (Parameter parameter : book.parameters()) {
            Given value = given.get(parameter.name());
            if (parameter.isSecret() && value != null) {
                secrets.put(parameter.name(), Secret.of(value.value()));
            }
        }
        return new Secrets(secrets);
    }

    private World world(String id, Secrets secrets) {
        Path folder = machine.state().resolve("runs").resolve(id);
        World world = new World(
                new Surroundings(
                        wiring.version(),
                        id,
                        machine.who(),
                        machine.environment(),
                        machine.home(),
                        folder,
                        machine.clock(),
                        lab.map(Labs::fence)),
                secrets);
        taken.push(world::close);
        return world;
    }

    /** Looks at every target that the runbook pins. */
    private static List<RunEvent> observe(World world, Run run) throws PerformException {
        List<RunEvent> pins = new ArrayList<>();
        for (String target : run.book().identity()) {
            if (run.book().targets().get(target) instanceof Target.Bucket bucket
                    && (!isUsed(run, target)
                            || bucket.name().resolve(run.scope()).isBlank())) {
                // A store without an S3 API has no bucket that could be looked at; one that is kept is named by the
                // values.
                continue;
            }
            pins.add(new RunEvent.IdentityObserved(target, Identities.observe(world, run, target)));
        }
        return pins;
    }

    private static boolean isUsed(Run run, String target) {
        return run.book().steps().stream()
                .anyMatch(step -> step.action().targets().contains(target)
                        && run.applies(step).orElse(true));
    }

    /** Makes the backup's folder, if the runbook makes one; last, so that a refused run leaves nothing behind. */
    private static Optional<RunEvent> backupFolder(Run run, Map<String, Given> given, Machine machine, String id)
            throws Complaint {
        Given directory = given.get("backup_dir");
        if (directory == null || directory.value().isBlank()) {
            return Optional.empty();
        }
        String name = run.book().id() + "-"
                + FOLDER.format(machine.clock().instant().atOffset(ZoneOffset.UTC)) + "-"
                + id.substring(id.length() - 6);
        try {
            BackupFolder folder = BackupFolder.create(
                    Path.of(directory.value()).toAbsolutePath().normalize(), name);
            return Optional.of(new RunEvent.IdentityObserved(
                    "backup", Map.of("directory", folder.path().toString())));
        } catch (BackupException e) {
            throw Complaint.refused(e.reason(), e.hint());
        }
    }

    /** What a run keeps of its runbook, so that it goes on with the text that it began with. */
    private static Map<String, byte[]> copies(Runbook book) {
        Map<String, byte[]> copies = new LinkedHashMap<>();
        copies.put(RunFolder.RUNBOOK, book.source().getBytes(StandardCharsets.UTF_8));
        book.fragments().forEach((path, text) -> copies.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return copies;
    }

    private Envelope envelope(Runbook book, String id, Mode mode) {
        return new Envelope(
                id,
                mode,
                book.id(),
                book.sha256(),
                machine.user(),
                machine.host(),
                ProcessHandle.current().pid(),
                Envelope.sshSource(machine.variable("SSH_CONNECTION")),
                Envelope.labels(book));
    }

    private static Run evolve(Run run, List<RunEvent> events, Machine machine) {
        Run now = run;
        for (RunEvent event : events) {
            now = now.evolve(new Recorded(0, machine.clock().instant(), event));
        }
        return now;
    }
}
