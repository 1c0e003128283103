package lifeboat.journal;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import lifeboat.journal.LineWriter.Written;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord.RecordException;

/** Writes records at the end of a journal, and knows what to do when its disk does not take them. */
final class Pen {
    private static final int LINES_FOR_SURE = Journal.UNIT_LIMIT / Line.LIMIT;

    private final RunFolder folder;
    private final Envelope envelope;
    private final LineWriter lines;
    private final Tail tail;
    private final Reserve reserve;
    private final List<Recorded> written = new ArrayList<>();
    private Head head;
    private Map<String, Object> orchestrator = Map.of();
    private Optional<Recorded> lastSeal = Optional.empty();
    private boolean runClosed;

    Pen(RunFolder folder, Envelope envelope, Tail tail, Reserve reserve, Head head, List<Recorded> before) {
        this.folder = folder;
        this.envelope = envelope;
        this.lines = new LineWriter(envelope, folder.artifacts());
        this.tail = tail;
        this.reserve = reserve;
        this.head = head;
        before.forEach(this::learn);
    }

    /** One that goes on in another folder. */
    Pen movedTo(RunFolder other, Tail end, Reserve its) {
        Pen pen = new Pen(other, envelope, end, its, head, List.of());
        pen.orchestrator = orchestrator;
        pen.lastSeal = lastSeal;
        pen.runClosed = runClosed;
        return pen;
    }

    /** The last record that is surely on disk. */
    Head head() {
        return head;
    }

    Optional<Recorded> lastSeal() {
        return lastSeal;
    }

    /** Whether the run was closed: nothing follows but its sealing. */
    boolean isRunClosed() {
        return runClosed;
    }

    boolean isSuspect() {
        return tail.isSuspect();
    }

    /** What was written since the last call, by whoever. */
    List<Recorded> takeWritten() {
        List<Recorded> taken = List.copyOf(written);
        written.clear();
        return taken;
    }

    /** Writes the events, forced together unless they are too many for that. */
    void keep(List<RunEvent> events, Instant at) throws RecordException {
        long before = head.sequence();
        try {
            if (size(lines(events, at)) <= Journal.UNIT_LIMIT) {
                keep(() -> events, at);
                return;
            }
            for (int from = 0; from < events.size(); from += LINES_FOR_SURE) {
                List<RunEvent> part = events.subList(from, Math.min(events.size(), from + LINES_FOR_SURE));
                keep(() -> part, at);
            }
        } catch (IOException e) {
            boolean nothing =
                    written.stream().noneMatch(kept -> kept.sequence() > before && events.contains(kept.event()));
            throw failed(e, nothing && !tail.isSuspect());
        }
    }

    /** Writes one event that depends on what stands before it. */
    void keepOne(Supplier<RunEvent> event, Instant at) throws RecordException {
        try {
            keep(() -> List.of(event.get()), at);
        } catch (IOException e) {
            throw failed(e, !tail.isSuspect());
        }
    }

    private RecordException failed(IOException e, boolean unchanged) {
        if (e instanceof ToBeConfirmedException) {
            return new RecordException(
                    "the disk failed to keep the audit; it goes on in " + tail.name() + ", and nothing was begun",
                    "Look at the disk of " + folder.path() + ". If you want to go on all the same, confirm again.",
                    e,
                    unchanged);
        }
        boolean suspect = e instanceof Tail.SuspectException;
        return new RecordException(
                (suspect ? "the disk could not keep the journal " : "could not write the journal ")
                        + folder.path().resolve(tail.name()) + ": " + e.getMessage(),
                suspect
                        ? "Nothing more is done: what was written last may or may not be there. Look at the disk."
                        : "The audit disk may be full. Nothing new runs until it can be written again.",
                e,
                unchanged);
    }

    /** Thrown when the audit goes on in a new file, and what was about to begin was not begun. */
    private static final class ToBeConfirmedException extends IOException {
        private static final long serialVersionUID = 1L;

        ToBeConfirmedException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private void keep(Supplier<List<RunEvent>> events, Instant at) throws IOException, RecordException {
        if (tail.isSuspect()) {
            goOn(events, at, new IOException("it failed before"));
            return;
        }
        try {
            write(events.get(), at);
        } catch (Tail.SuspectException e) {
            goOn(events, at, e);
        } catch (IOException full) {
            if (begins(events.get()) || !reserve.giveUp()) {
                throw full;
            }
            write(List.of(new RunEvent.AuditDegraded("the disk is full: the rest of its reserve is used")), at);
            write(events.get(), at);
        }
    }

    private void goOn(Supplier<List<RunEvent>> events, Instant at, IOException cause)
            throws IOException, RecordException {
        String before = tail.name();
        tail.goOnInNewFile();
        write(
                List.of(new RunEvent.AuditDegraded("the disk could not keep " + before + " (" + cause.getMessage()
                        + "); it goes on in " + tail.name())),
                at);
        if (begins(events.get())) {
            throw new ToBeConfirmedException(cause);
        }
        write(events.get(), at);
    }

    private void write(List<RunEvent> events, Instant at) throws IOException, RecordException {
        List<Written> unit = lines(events, at);
        byte[] bytes = new byte[size(unit)];
        int offset = 0;
        for (Written line : unit) {
            System.arraycopy(line.bytes(), 0, bytes, offset, line.bytes().length);
            offset += line.bytes().length;
        }
        tail.keep(bytes);
        head = unit.get(unit.size() - 1).head();
        for (Written line : unit) {
            learn(line.recorded());
            written.add(line.recorded());
        }
    }

    /** Whether one of them lets something begin that changes the world and releases nothing. */
    boolean begins(List<RunEvent> events) {
        return events.stream()
                .anyMatch(event -> event instanceof RunEvent.ActionBegun begun
                        && !begun.of().undo()
                        && Optional.ofNullable(envelope.steps().get(begun.of().step()))
                                .filter(step -> step.restores() || step.effect().equals("read"))
                                .isEmpty());
    }

    private List<Written> lines(List<RunEvent> events, Instant at) throws IOException, RecordException {
        OptionalLong unit = events.size() > 1 ? OptionalLong.of(head.sequence() + 1) : OptionalLong.empty();
        List<Written> made = new ArrayList<>();
        Head before = head;
        Map<String, Object> seen = orchestrator;
        try {
            for (RunEvent event : events) {
                seen = learned(seen, event);
                Written line = lines.line(before, unit, seen, at, event);
                made.add(line);
                before = line.head();
            }
            return made;
        } catch (JournalException e) {
            if (e.getCause() instanceof IOException full) {
                throw full;
            }
            throw new RecordException(String.valueOf(e.getMessage()), e.hint(), e);
        }
    }

    private static int size(List<Written> unit) {
        return unit.stream().mapToInt(line -> line.bytes().length).sum();
    }

    private void learn(Recorded recorded) {
        orchestrator = learned(orchestrator, recorded.event());
        runClosed |= recorded.event() instanceof RunEvent.RunClosed;
        if (recorded.event() instanceof RunEvent.Sealed) {
            lastSeal = Optional.of(recorded);
        }
    }

    private static Map<String, Object> learned(Map<String, Object> known, RunEvent event) {
        if (event instanceof RunEvent.IdentityObserved identity) {
            Map<String, Object> seen = EventCodec.orchestrator(identity);
            return seen.isEmpty() ? known : seen;
        }
        return known;
    }
}
