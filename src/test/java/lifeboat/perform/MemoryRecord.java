package lifeboat.perform;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;

/** A record that lasts as long as its test, and fails when it is told to. */
final class MemoryRecord implements RunRecord {
    private static final Instant START = Instant.parse("2026-11-21T02:00:00Z");

    private final List<Recorded> events = new ArrayList<>();
    private String failsAt = "";

    MemoryRecord(List<Recorded> events) {
        this.events.addAll(events);
    }

    /** No event of that kind can be kept. */
    synchronized void failAt(String action) {
        failsAt = action;
    }

    @Override
    public synchronized List<Recorded> append(List<RunEvent> more) throws RecordException {
        for (RunEvent event : more) {
            if (event.action().equals(failsAt)) {
                throw new RecordException("the disk is full", "Make room.", new IOException("No space left on device"));
            }
        }
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

    /** What happened, one line an event: its kind, and the attempt, step or hold it is about. */
    synchronized List<String> actions() {
        return events.stream().map(recorded -> words(recorded.event())).toList();
    }

    private static String words(RunEvent event) {
        if (event instanceof RunEvent.HoldOpened opened) {
            return "hold.opened " + opened.hold();
        }
        if (event instanceof RunEvent.HoldReleased released) {
            return "hold.released " + released.hold();
        }
        if (event instanceof RunEvent.RunClosed closed) {
            return "run.closed " + closed.result();
        }
        return event.attempt().map(attempt -> event.action() + " " + attempt).orElseGet(() -> event.step()
                .map(step -> event.action() + " " + step)
                .orElse(event.action()));
    }
}
