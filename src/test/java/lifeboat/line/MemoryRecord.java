package lifeboat.line;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;

/** A record that lasts as long as its test, and takes nothing while it is told so; a second passes with each event. */
final class MemoryRecord implements RunRecord {
    private static final Instant START = Instant.parse("2026-11-21T02:00:00Z");

    private final List<Recorded> events = new ArrayList<>();

    private final List<Recorded> remembered = new ArrayList<>();
    private boolean dead;

    /** From now on nothing is kept, or all again. */
    synchronized void die(boolean now) {
        dead = now;
    }

    @Override
    public synchronized List<Recorded> remember(List<RunEvent> more) {
        int before = remembered.size();
        for (RunEvent event : more) {
            long sequence = events.size() + remembered.size() + 1L;
            remembered.add(new Recorded(sequence, START.plusSeconds(sequence), event));
        }
        return List.copyOf(remembered.subList(before, remembered.size()));
    }

    @Override
    public synchronized List<Recorded> catchUp(Optional<String> directory) throws RecordException {
        if (dead && !directory.equals(Optional.of("/mnt/stick"))) {
            throw failed(directory.orElse("state/runs"));
        }
        dead = false;
        List<Recorded> own = append(List.of(new RunEvent.AuditDegraded("it goes on")));
        events.addAll(remembered);
        remembered.clear();
        return own;
    }

    private static RecordException failed(String where) {
        return new RecordException(
                "the audit cannot be kept in " + where,
                "The disk may be read-only.",
                new IOException("Read-only file system"));
    }

    @Override
    public synchronized List<Recorded> append(List<RunEvent> more) throws RecordException {
        if (dead) {
            throw failed("state/runs");
        }
        return happened(more);
    }

    /** Keeps what happened before the test. */
    synchronized List<Recorded> happened(List<RunEvent> more) {
        List<Recorded> added = new ArrayList<>();
        for (RunEvent event : more) {
            long sequence = events.size() + 1L;
            Recorded recorded = new Recorded(sequence, START.plusSeconds(sequence), event);
            events.add(recorded);
            added.add(recorded);
        }
        return added;
    }

    synchronized List<Recorded> all() {
        return List.copyOf(events);
    }

    synchronized List<RunEvent> events() {
        return events.stream().map(Recorded::event).toList();
    }
}
