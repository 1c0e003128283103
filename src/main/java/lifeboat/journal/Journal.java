package lifeboat.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import lifeboat.journal.LineWriter.Written;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;

/**
 * The journal of one run, open for writing. Whoever holds the run's lock may write, one thread at a time.
 *
 * <p>The events of one {@link #append} are forced to disk together, before it returns. When writing fails, the file is
 * put back to its last good record and a later append may succeed. When forcing fails it is never tried again, because a
 * second attempt would succeed without having kept anything: the journal is then closed to further events until
 * {@link #continueInNewFile} is called.
 */
public final class Journal implements RunRecord, AutoCloseable {
    /** The most bytes that are forced together; a crash cannot tear more. */
    static final int UNIT_LIMIT = 1024 * 1024;

    private static final int LINES_FOR_SURE = UNIT_LIMIT / Line.LIMIT;

    private final RunFolder folder;
    private final InstantSource clock;
    private final LineWriter lines;
    private final List<Recorded> replayed;
    private DurableFile file;
    private int segment;
    private long end;
    private Head head;
    private Map<String, Object> orchestrator = Map.of();
    private boolean usable = true;

    private Journal(
            RunFolder folder,
            Envelope envelope,
            InstantSource clock,
            DurableFile file,
            int segment,
            long end,
            Head head,
            List<Recorded> replayed) {
        this.folder = folder;
        this.clock = clock;
        this.lines = new LineWriter(envelope, folder.artifacts());
        this.file = file;
        this.segment = segment;
        this.end = end;
        this.head = head;
        this.replayed = replayed;
        replayed.forEach(this::learn);
    }

    /** Makes the journal of a new run; the first event must be {@link RunEvent.RunOpened}. */
    public static Journal create(RunLock lock, Envelope envelope, InstantSource clock) throws JournalException {
        return create(lock.folder(), envelope, clock);
    }

    /**
     * Reads the journal of a run and goes on with it. What a crash tore off its end is put aside and recorded; any other
     * damage is refused.
     */
    public static Journal open(RunLock lock, Envelope envelope, InstantSource clock) throws JournalException {
        return open(lock.folder(), envelope, clock);
    }

    /** Reads the events of a run without writing anything, also while its owner still works. */
    public static List<Recorded> read(RunFolder folder) throws JournalException {
        return Replay.of(folder).events();
    }

    static Journal create(RunFolder folder, Envelope envelope, InstantSource clock) throws JournalException {
        try {
            DurableFile file = folder.disk().create(folder.journal());
            folder.disk().forceDirectory(folder.path());
            return new Journal(folder, envelope, clock, file, 0, 0, Head.NONE, List.of());
        } catch (IOException e) {
            throw new JournalException(
                    "could not make the journal " + folder.journal() + ": " + e.getMessage(),
                    "Look for free space and permissions there; nothing was done.",
                    e);
        }
    }

    static Journal open(RunFolder folder, Envelope envelope, InstantSource clock) throws JournalException {
        Replay replay = Replay.of(folder);
        if (replay.events().isEmpty()) {
            throw new JournalException(
                    "run " + folder.runId() + " never opened: its journal holds no record",
                    "Nothing was done in it; start the runbook anew.");
        }
        try {
            Recovery.putAside(folder, replay.reading());
            Path path = folder.path().resolve(replay.reading().lastFile());
            DurableFile file = folder.disk().open(path);
            // What was read may still be in memory only: a killed process leaves written lines that were never forced.
            file.force();
            Journal journal = new Journal(
                    folder,
                    envelope,
                    clock,
                    file,
                    replay.lastSegment(),
                    replay.reading().end(),
                    replay.reading().head(),
                    replay.events());
            journal.append(Recovery.unrecorded(folder, replay.events()));
            return journal;
        } catch (IOException e) {
            throw new JournalException(
                    "could not go on with the journal of run " + folder.runId() + ": " + e.getMessage(),
                    "Look for free space and permissions in " + folder.path() + ".",
                    e);
        } catch (RecordException e) {
            throw new JournalException(String.valueOf(e.getMessage()), e.hint(), e);
        }
    }

    /** The events that were there when it was opened, in order; empty for a new run. */
    public List<Recorded> replayed() {
        return replayed;
    }

    /** The last record that is surely on disk: what a manifest keeps to prove the journal later. */
    public synchronized Head head() {
        return head;
    }

    @Override
    public synchronized List<Recorded> append(List<RunEvent> events) throws RecordException {
        if (!usable) {
            throw new RecordException(
                    "the journal " + folder.journal() + " cannot be relied on since the disk failed",
                    "Nothing more is done. What is in doubt is asked about on resume.",
                    new IOException("an earlier write or force failed"));
        }
        if (events.isEmpty()) {
            return List.of();
        }
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Written> unit = lines(events, at);
        if (size(unit) <= UNIT_LIMIT) {
            return keep(unit);
        }
        List<Recorded> kept = new ArrayList<>();
        for (int from = 0; from < events.size(); from += LINES_FOR_SURE) {
            kept.addAll(keep(lines(events.subList(from, Math.min(events.size(), from + LINES_FOR_SURE)), at)));
        }
        return List.copyOf(kept);
    }

    /** Seals what stands so far: a record that tells how many records there are and the hash of the last. */
    public synchronized Recorded seal() throws RecordException {
        return append(List.of(new RunEvent.Sealed(head.sequence(), head.hash())))
                .get(0);
    }

    /**
     * After the disk failed to force: goes on in a new file beside the old one, from the last record that was surely on
     * disk. The operator must have agreed; the first record there says why.
     */
    public synchronized Recorded continueInNewFile(String reason) throws RecordException {
        if (usable) {
            throw new IllegalStateException("nothing is wrong with the journal");
        }
        try {
            file.close();
        } catch (IOException e) {
            // The old file is given up; closing it cannot make that worse.
        }
        Path next = folder.path().resolve(RunFolder.segmentName(segment + 1));
        try {
            file = folder.disk().create(next);
            folder.disk().forceDirectory(folder.path());
        } catch (IOException e) {
            throw new RecordException(
                    "could not make " + next + ": " + e.getMessage(),
                    "Nothing more is done. What is in doubt is asked about on resume.",
                    e);
        }
        segment++;
        end = 0;
        usable = true;
        return append(List.of(new RunEvent.AuditDegraded(reason))).get(0);
    }

    @Override
    public synchronized void close() throws JournalException {
        usable = false;
        try {
            file.close();
        } catch (IOException e) {
            throw new JournalException(
                    "could not close " + folder.journal() + ": " + e.getMessage(),
                    "Its records were on disk before; check it with: lifeboat audit verify " + folder.runId(),
                    e);
        }
    }

    private List<Written> lines(List<RunEvent> events, Instant at) throws RecordException {
        OptionalLong unit = events.size() > 1 ? OptionalLong.of(head.sequence() + 1) : OptionalLong.empty();
        List<Written> written = new ArrayList<>();
        Head before = head;
        Map<String, Object> seen = orchestrator;
        try {
            for (RunEvent event : events) {
                seen = learned(seen, event);
                Written line = lines.line(before, unit, seen, at, event);
                written.add(line);
                before = line.head();
            }
            return written;
        } catch (JournalException e) {
            throw new RecordException(String.valueOf(e.getMessage()), e.hint(), e);
        }
    }

    private static int size(List<Written> unit) {
        return unit.stream().mapToInt(line -> line.bytes().length).sum();
    }

    private List<Recorded> keep(List<Written> unit) throws RecordException {
        byte[] bytes = new byte[size(unit)];
        int offset = 0;
        for (Written line : unit) {
            System.arraycopy(line.bytes(), 0, bytes, offset, line.bytes().length);
            offset += line.bytes().length;
        }
        write(bytes);
        force();
        end += bytes.length;
        head = unit.get(unit.size() - 1).head();
        List<Recorded> kept = unit.stream().map(Written::recorded).toList();
        kept.forEach(this::learn);
        return kept;
    }

    private void write(byte[] bytes) throws RecordException {
        try {
            file.writeFully(bytes, end);
        } catch (IOException e) {
            putBack(e);
            throw new RecordException(
                    "could not write the journal " + folder.journal() + ": " + e.getMessage(),
                    "The audit disk may be full. Nothing new runs until it can be written again.",
                    e);
        }
    }

    private void putBack(IOException cause) {
        try {
            file.truncate(end);
        } catch (IOException e) {
            cause.addSuppressed(e);
            usable = false;
        }
    }

    private void force() throws RecordException {
        try {
            file.force();
        } catch (IOException e) {
            usable = false;
            throw new RecordException(
                    "the disk could not keep the journal " + folder.journal() + ": " + e.getMessage(),
                    "Nothing more is done: what was written last may or may not be there. Look at the disk.",
                    e);
        }
    }

    private void learn(Recorded recorded) {
        orchestrator = learned(orchestrator, recorded.event());
    }

    private static Map<String, Object> learned(Map<String, Object> known, RunEvent event) {
        if (event instanceof RunEvent.IdentityObserved identity) {
            Map<String, Object> seen = EventCodec.orchestrator(identity);
            return seen.isEmpty() ? known : seen;
        }
        return known;
    }
}
