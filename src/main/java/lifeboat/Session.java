package lifeboat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lifeboat.backup.BackupException;
import lifeboat.backup.BackupFolder;
import lifeboat.cluster.ClusterException;
import lifeboat.journal.Envelope;
import lifeboat.journal.Holder;
import lifeboat.journal.Journal;
import lifeboat.journal.JournalException;
import lifeboat.journal.RunFolder;
import lifeboat.journal.RunIds;
import lifeboat.journal.RunLock;
import lifeboat.journal.StateDirectory;
import lifeboat.journal.TargetLock;
import lifeboat.lab.Lab;
import lifeboat.perform.Identities;
import lifeboat.perform.PerformException;
import lifeboat.perform.Secrets;
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

    private Session(
            Wiring wiring,
            Secrets secrets,
            World world,
            RunLock runLock,
            TargetLock targetLock,
            Journal journal,
            Run run,
            Optional<ClusterLease> lease) {
        this.wiring = wiring;
        this.secrets = secrets;
        this.world = world;
        this.runLock = runLock;
        this.targetLock = targetLock;
        this.journal = journal;
        this.run = run;
        this.lease = lease;
    }

    /** The run as it is when the session opens. */
    Run run() {
        return run;
    }

    World world() {
        return world;
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
        StateDirectory state = wiring.state();
        String id = RunIds.next(machine.clock().instant(), new SecureRandom());
        Holder self = wiring.holder(id);
        try {
            List<RunEvent> events = new ArrayList<>();
            events.add(new RunEvent.RunOpened(
                    book.id(), book.sha256(), book.title(), mode, wiring.version(), lab.map(there -> there.directory()
                            .toString())));
            events.addAll(parameters(book, given, state));
            Run run = evolve(Run.fresh(book, id), events, machine);
            Secrets secrets = secretsOf(book, given);
            World world = world(wiring, machine, id, secrets, lab);
            List<RunEvent> pins = observe(world, run);
            run = evolve(run, pins, machine);
            events.addAll(pins);
            String lockName = book.lock().resolve(run.scope());
            TargetLock targetLock;
            try {
                targetLock = state.lockTarget(lockName, self);
            } catch (JournalException taken) {
                throw Wiring.of(taken, ExitCodes.REFUSED);
            }
            events.add(new RunEvent.LockTaken(lockName, self.describe()));
            Optional<ClusterLease> lease = ClusterLease.take(wiring, world, run, lockName, events);
            backupFolder(run, given, machine, id).ifPresent(events::add);
            RunFolder folder = state.create(id, book.source().getBytes(StandardCharsets.UTF_8));
            RunLock runLock = RunLock.take(folder, self);
            Journal journal = Journal.create(runLock, envelope(wiring, machine, book, id, mode), machine.clock());
            Run opened = Run.fresh(book, id);
            for (Recorded recorded : journal.append(events)) {
                opened = opened.evolve(recorded);
            }
            return new Session(wiring, secrets, world, runLock, targetLock, journal, opened, lease);
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        } catch (RunRecord.RecordException e) {
            throw new Complaint(ExitCodes.USAGE, e.reason(), e.hint());
        } catch (PerformException e) {
            throw Complaint.refused(e.reason(), e.hint());
        }
    }

    /** Goes on with a run that was left or killed; its locks must be free. */
    static Session resume(
            Wiring wiring, RunFolder folder, Runbook book, Map<String, Given> given, Optional<Lab> lab, Machine machine)
            throws Complaint {
        StateDirectory state = wiring.state();
        Holder self = wiring.holder(folder.runId());
        try {
            RunLock runLock = RunLock.take(folder, self);
            Run before = Run.replay(book, folder.runId(), Journal.read(folder));
            Journal journal = Journal.open(
                    runLock, envelope(wiring, machine, book, folder.runId(), before.mode()), machine.clock());
            Run run = Run.replay(book, folder.runId(), journal.replayed());
            Secrets secrets = secretsOf(book, given);
            World world = world(wiring, machine, folder.runId(), secrets, lab);
            String lockName = book.lock().resolve(run.scope());
            TargetLock targetLock;
            try {
                targetLock = state.lockTarget(lockName, self);
            } catch (JournalException taken) {
                journal.close();
                runLock.close();
                throw Wiring.of(taken, ExitCodes.REFUSED);
            }
            List<RunEvent> events = new ArrayList<>();
            events.add(new RunEvent.RunResumed(wiring.version()));
            events.add(new RunEvent.LockTaken(lockName, self.describe()));
            Optional<ClusterLease> lease = ClusterLease.take(wiring, world, run, lockName, events);
            for (Recorded recorded : journal.append(events)) {
                run = run.evolve(recorded);
            }
            return new Session(wiring, secrets, world, runLock, targetLock, journal, run, lease);
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        } catch (RunRecord.RecordException e) {
            throw new Complaint(ExitCodes.USAGE, e.reason(), e.hint());
        } catch (PerformException e) {
            throw Complaint.refused(e.reason(), e.hint());
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

    private static World world(Wiring wiring, Machine machine, String id, Secrets secrets, Optional<Lab> lab) {
        Path folder = machine.state().resolve("runs").resolve(id);
        return new World(
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
    }

    /** Looks at every target that the runbook pins. */
    private static List<RunEvent> observe(World world, Run run) throws PerformException {
        List<RunEvent> pins = new ArrayList<>();
        for (String target : run.book().identity()) {
            if (run.book().targets().get(target) instanceof Target.Bucket && !isUsed(run, target)) {
                // A store without an S3 API has no bucket that could be looked at.
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

    private static Envelope envelope(Wiring wiring, Machine machine, Runbook book, String id, Mode mode) {
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

    /** Tells others from now on where the run is. */
    void beat(Supplier<Run> now) {
        lease.ifPresent(held -> held.beat(now));
    }

    /** Records that the locks are given back and seals the journal; the lease stays while anything is held. */
    void seal(Run end) throws RunRecord.RecordException {
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.LockReleased(targetLock.name()));
        if (lease.isPresent() && end.phase() == Run.Phase.CLOSED) {
            try {
                events.add(lease.get().release(end));
            } catch (ClusterException | PerformException e) {
                // The lease names a run that is over; whoever is refused by it is told which.
                wiring.machine().err().println("lifeboat: the lease could not be given back: " + e.getMessage());
            }
        } else {
            lease.ifPresent(held -> held.renew(end));
        }
        journal.append(events);
        journal.seal();
        if (end.result().filter("refused"::equals).isPresent()) {
            deleteUnusedFolder(end);
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
        world.close();
        try {
            journal.close();
            targetLock.close();
            runLock.close();
        } catch (JournalException e) {
            wiring.machine().err().println("lifeboat: " + e.getMessage());
        }
    }
}
