package lifeboat.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lifeboat.journal.seal.Checkpoint;
import lifeboat.journal.seal.SealException;
import lifeboat.journal.seal.Signer;
import lifeboat.journal.seal.SshSignature;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;

/**
 * The journal of one run, open for writing. Whoever holds the run's lock may write, one thread at a time.
 *
 * <p>The events of one {@link #append} are forced to disk together, before it returns. When the disk is full, its reserve is
 * given up for outcomes and for what releases a hold, and nothing else begins. When the disk fails to force, the journal goes
 * on in a new file, and what was about to begin has to be confirmed again. Either is recorded as {@code audit.degraded}.
 *
 * <p>When even that fails, what happens can be remembered, and kept later, here or in another directory: see {@link Gap}.
 */
public final class Journal implements RunRecord, AutoCloseable {
    /** The most bytes that are forced together; a crash cannot tear more. */
    static final int UNIT_LIMIT = 1024 * 1024;

    private final RunFolder folder;
    private final String runId;
    private final Keeping keeping;
    private final List<Recorded> replayed;
    private final Instant opened;
    private final List<Recorded> remembered = new ArrayList<>();
    private final List<Path> elsewhere = new ArrayList<>();
    private Place place;
    private boolean closed;

    /** Where it is written: at first in the run's folder. */
    private record Place(Tail tail, Reserve reserve, Pen pen) {}

    private Journal(
            RunFolder folder, Envelope envelope, Keeping keeping, Tail tail, Head head, List<Recorded> replayed) {
        this.folder = folder;
        this.runId = envelope.runId();
        this.keeping = keeping;
        Reserve reserve = new Reserve(folder, keeping.reserve());
        this.place = new Place(tail, reserve, new Pen(folder, envelope, tail, reserve, head, replayed));
        this.replayed = replayed;
        this.opened = keeping.clock().instant();
    }

    /** Makes the journal of a new run, with unsigned seals; the first event must be {@link RunEvent.RunOpened}. */
    public static Journal create(RunLock lock, Envelope envelope, InstantSource clock) throws JournalException {
        return create(lock.folder(), envelope, Keeping.unsigned(clock));
    }

    /** Makes the journal of a new run; the first event must be {@link RunEvent.RunOpened}. */
    public static Journal create(RunLock lock, Envelope envelope, Keeping keeping) throws JournalException {
        return create(lock.folder(), envelope, keeping);
    }

    /**
     * Reads the journal of a run and goes on with it. What a crash tore off its end is put aside and recorded; any other
     * damage is refused.
     */
    public static Journal open(RunLock lock, Envelope envelope, InstantSource clock) throws JournalException {
        return open(lock.folder(), envelope, Keeping.unsigned(clock));
    }

    /** The same, kept as told. */
    public static Journal open(RunLock lock, Envelope envelope, Keeping keeping) throws JournalException {
        return open(lock.folder(), envelope, keeping);
    }

    /** Reads the events of a run without writing anything, also while its owner still works. */
    public static List<Recorded> read(RunFolder folder) throws JournalException {
        return Replay.of(folder).events();
    }

    static Journal create(RunFolder folder, Envelope envelope, InstantSource clock) throws JournalException {
        return create(folder, envelope, Keeping.unsigned(clock));
    }

    static Journal create(RunFolder folder, Envelope envelope, Keeping keeping) throws JournalException {
        try {
            Tail tail = Tail.create(folder);
            Journal journal = new Journal(folder, envelope, keeping, tail, Head.NONE, List.of());
            journal.place.reserve().make();
            return journal;
        } catch (IOException e) {
            throw new JournalException(
                    "could not make the journal " + folder.journal() + ": " + e.getMessage(),
                    "Look for free space and permissions there; nothing was done.",
                    e);
        }
    }

    static Journal open(RunFolder folder, Envelope envelope, InstantSource clock) throws JournalException {
        return open(folder, envelope, Keeping.unsigned(clock));
    }

    static Journal open(RunFolder folder, Envelope envelope, Keeping keeping) throws JournalException {
        Replay replay = Replay.of(folder);
        if (replay.events().isEmpty()) {
            throw new JournalException(
                    "run " + folder.runId() + " never opened: its journal holds no record",
                    "Nothing was done in it; start the runbook anew.");
        }
        try {
            try {
                return open(folder, envelope, keeping, replay);
            } catch (IOException full) {
                if (!new Reserve(folder, keeping.reserve()).giveUp()) {
                    throw full;
                }
                return open(folder, envelope, keeping, replay);
            }
        } catch (IOException e) {
            throw new JournalException(
                    "could not go on with the journal of run " + folder.runId() + ": " + e.getMessage(),
                    "Look for free space and permissions in " + folder.path() + ".",
                    e);
        } catch (RecordException e) {
            throw new JournalException(e.reason(), e.hint(), e);
        }
    }

    private static Journal open(RunFolder folder, Envelope envelope, Keeping keeping, Replay replay)
            throws IOException, RecordException {
        Recovery.putAside(folder, replay.reading());
        Tail tail = Tail.open(folder, replay);
        Journal journal =
                new Journal(folder, envelope, keeping, tail, replay.reading().head(), replay.events());
        List<RunEvent> events = new ArrayList<>(Recovery.unrecorded(folder, replay.events()));
        String before = replay.reading().lastFile();
        if (!tail.name().equals(before)) {
            events.add(
                    new RunEvent.AuditDegraded("the disk could not keep " + before + "; it goes on in " + tail.name()));
        }
        journal.append(events);
        return journal;
    }

    /** The events that were there when it was opened, in order; empty for a new run. */
    public List<Recorded> replayed() {
        return replayed;
    }

    /** The last record that is surely on disk: what is kept elsewhere to prove the journal later. */
    public synchronized Head head() {
        return place.pen().head();
    }

    @Override
    public synchronized List<Recorded> append(List<RunEvent> events) throws RecordException {
        refuseIfClosed();
        if (events.isEmpty()) {
            return List.of();
        }
        if (!remembered.isEmpty()) {
            throw new RecordException(
                    remembered.size() + " records before these are not kept",
                    "They have to be kept first, or nothing is.",
                    new IOException("not caught up"));
        }
        if (place.pen().begins(events) && !place.reserve().ready()) {
            throw new RecordException(
                    "the disk of the audit is full: " + folder.path(),
                    "Nothing new begins until there is room again; what releases a hold still does. Make room, then"
                            + " try again.",
                    new IOException("no room for the reserve"),
                    true);
        }
        place.pen().keep(withJump(events), now());
        sealIfDue();
        return place.pen().takeWritten();
    }

    @Override
    public synchronized List<Recorded> remember(List<RunEvent> events) {
        int before = remembered.size();
        for (RunEvent event : events) {
            remembered.add(new Recorded(head().sequence() + remembered.size() + 1, now(), event));
        }
        return List.copyOf(remembered.subList(before, remembered.size()));
    }

    @Override
    public synchronized List<Recorded> catchUp(Optional<String> directory) throws RecordException {
        refuseIfClosed();
        if (directory.isPresent()) {
            goOnIn(directory.get());
        } else {
            place.pen()
                    .keep(
                            List.of(new RunEvent.AuditDegraded(
                                    "for a while the disk took nothing; " + Gap.remembered(remembered.size()))),
                            now());
        }
        while (!remembered.isEmpty()) {
            Recorded first = remembered.get(0);
            place.pen().keep(List.of(first.event()), first.at());
            remembered.remove(0);
        }
        return place.pen().takeWritten().stream()
                .filter(kept -> kept.event() instanceof RunEvent.AuditDegraded)
                .toList();
    }

    /** The place is another one only when something was kept there. */
    private void goOnIn(String directory) throws RecordException {
        Place before = place;
        Elsewhere.Moved moved = Elsewhere.make(before.tail(), directory);
        Reserve none = new Reserve(moved.folder(), 0);
        Pen pen = before.pen().movedTo(moved.folder(), moved.tail(), none);
        try {
            pen.keep(
                    List.of(new RunEvent.AuditDegraded("the disk could not keep "
                            + folder.path().resolve(before.tail().name()) + "; it goes on in " + moved.file() + ", and "
                            + Gap.remembered(remembered.size()))),
                    now());
        } catch (RecordException e) {
            moved.takeBack();
            throw e;
        }
        place = new Place(moved.tail(), none, pen);
        elsewhere.add(moved.file());
        before.tail().abandon();
    }

    /** What of the record does not lie in the run's folder; empty if all of it does. */
    public synchronized Optional<Gap> gap() {
        return remembered.isEmpty() && elsewhere.isEmpty()
                ? Optional.empty()
                : Optional.of(new Gap(remembered, elsewhere, folder.path()));
    }

    /** Seals what stands so far: a record that tells how many records there are and the hash of the last, signed. */
    public synchronized Recorded seal() throws RecordException {
        refuseIfClosed();
        place.pen().keepOne(this::sealed, now());
        List<Recorded> written = place.pen().takeWritten();
        return written.get(written.size() - 1);
    }

    @Override
    public synchronized void close() throws JournalException {
        closed = true;
        if (place.pen().isRunClosed()) {
            // A run that was left keeps it: to release what it holds has to be possible on a full disk.
            place.reserve().giveUp();
        }
        try {
            place.tail().close();
        } catch (IOException e) {
            throw new JournalException(
                    "could not close " + folder.journal() + ": " + e.getMessage(),
                    "Its records were on disk before; check it with: lifeboat audit verify " + folder.runId(),
                    e);
        }
    }

    private void refuseIfClosed() throws RecordException {
        if (closed) {
            throw new RecordException(
                    "the journal " + folder.journal() + " is closed",
                    "Take the run up again with: lifeboat resume " + runId,
                    new IOException("closed"));
        }
    }

    private List<RunEvent> withJump(List<RunEvent> events) {
        long jump = keeping.watch().map(ClockWatch::jumpedMilliseconds).orElse(0L);
        if (jump == 0) {
            return events;
        }
        List<RunEvent> more = new ArrayList<>(events);
        // Before what is recorded at the new time; but nothing stands before the opening of a run.
        more.add(place.pen().head().sequence() == 0 ? events.size() : 0, new RunEvent.ClockJumped(jump));
        return more;
    }

    private RunEvent sealed() {
        Head head = place.pen().head();
        Optional<RunEvent.SealSignature> signature = Optional.empty();
        Optional<Signer> signer = keeping.signer();
        if (signer.isPresent()) {
            try {
                SshSignature made = signer.get().sign(new Checkpoint(runId, head.sequence(), head.hash()).message());
                signature = Optional.of(new RunEvent.SealSignature(made.key().fingerprint(), made.value()));
            } catch (SealException e) {
                // No run is stopped for that: the seal still says how many records there were, and the audit shows that
                // nobody signed it.
                signature = Optional.empty();
            }
        }
        long previous = place.pen().lastSeal().map(Recorded::sequence).orElse(0L);
        return new RunEvent.Sealed(head.sequence(), head.hash(), OptionalLong.of(previous), signature);
    }

    private void sealIfDue() {
        long since = place.pen().head().sequence()
                - place.pen().lastSeal().map(Recorded::sequence).orElse(0L);
        Duration age = Duration.between(
                place.pen().lastSeal().map(Recorded::at).orElse(opened),
                keeping.clock().instant());
        boolean due = since >= keeping.sealEvery() || age.isNegative() || age.compareTo(keeping.sealAfter()) >= 0;
        if (since == 0 || !due || place.pen().isSuspect()) {
            return;
        }
        try {
            place.pen().keepOne(this::sealed, now());
        } catch (RecordException e) {
            // What was appended is kept. The seal is due again at the next event, which tells of the disk if it still
            // fails.
            return;
        }
    }

    private Instant now() {
        return keeping.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }
}
