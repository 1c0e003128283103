package lifeboat.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.run.Recorded;

/**
 * The events of a journal, read from its files.
 *
 * @param events in order
 */
record Replay(ChainReading reading, List<Recorded> events, int lastSegment) {
    private static final Pattern SEGMENT = Pattern.compile("journal(?:\\.([1-9][0-9]{0,5}))?\\.jsonl");

    /** Reads a run's journal; refuses damage that no crash explains, and what a later version wrote. */
    static Replay of(RunFolder folder) throws JournalException {
        List<Segment> segments = segments(folder);
        ChainReading reading = ChainReader.read(segments);
        if (reading.damage().isPresent()) {
            throw new JournalException(
                    "the journal of run " + folder.runId() + " is corrupt: "
                            + reading.damage().get(),
                    "Nothing is done on the strength of it. Look at it with: lifeboat audit verify " + folder.runId());
        }
        if (reading.later().isPresent()) {
            throw later(folder, reading.later().get());
        }
        return new Replay(reading, events(folder, reading), segments.size() - 1);
    }

    /** The journal's files, in the order in which they were written. */
    static List<Segment> segments(RunFolder folder) throws JournalException {
        try {
            List<Segment> segments = new ArrayList<>();
            List<String> names = folder.disk().names(folder.path());
            for (int number = 0; names.contains(RunFolder.segmentName(number)); number++) {
                String name = RunFolder.segmentName(number);
                segments.add(Segment.of(name, folder.disk().read(folder.path().resolve(name))));
            }
            long there = names.stream()
                    .map(SEGMENT::matcher)
                    .filter(Matcher::matches)
                    .count();
            if (segments.isEmpty() || there != segments.size()) {
                throw new JournalException(
                        "the journal of run " + folder.runId() + " is not complete: " + folder.path() + " holds "
                                + there + " of its files, " + segments.size() + " of them in order",
                        "They are called journal.jsonl, journal.1.jsonl and so on.");
            }
            return segments;
        } catch (IOException e) {
            throw new JournalException(
                    "could not read the journal of run " + folder.runId() + ": " + e.getMessage(),
                    "Look at the permissions of " + folder.path() + "; another user may own it.",
                    e);
        }
    }

    private static List<Recorded> events(RunFolder folder, ChainReading reading) throws JournalException {
        List<Recorded> events = new ArrayList<>();
        for (ChainReading.Link link : reading.links()) {
            Line line = link.line();
            try {
                events.add(EventCodec.recorded(line.record(), RecordData.inFull(line.record(), folder.artifacts())));
            } catch (MalformedJsonException e) {
                throw new JournalException(
                        "record " + line.sequence() + " of run " + folder.runId() + " does not make an event: "
                                + e.getMessage(),
                        "Its hash is right, so another version of lifeboat may have written it.",
                        e);
            } catch (UnknownVersionException e) {
                throw later(folder, "record " + line.sequence() + ": " + e.getMessage());
            }
        }
        return List.copyOf(events);
    }

    private static JournalException later(RunFolder folder, String what) {
        return new JournalException(
                "the journal of run " + folder.runId() + " was written by a later version of lifeboat: " + what,
                "Use that version to go on with the run.");
    }
}
