package lifeboat.line;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;

/** A record that lasts as long as its test; a second passes with each event. */
final class MemoryRecord implements RunRecord {
    private static final Instant START = Instant.parse("2026-11-21T02:00:00Z");

    private final List<Recorded> events = new ArrayList<>();

    @Override
    public synchronized List<Recorded> append(List<RunEvent> more) {
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
