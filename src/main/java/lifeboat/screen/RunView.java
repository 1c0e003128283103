package lifeboat.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.perform.Item;
import lifeboat.perform.PodFeed;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.run.Attempt;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.runbook.StepId;

/**
 * What is known of a run that is shown: the newest snapshot, and what happened before it, as much as can be looked back on.
 *
 * @param frame what does not change while it is open
 * @param snapshot the newest
 * @param wishes how many wishes were sent; until the snapshot's ticket is there, its question is an old one
 * @param output the last lines of each attempt's output, oldest first
 * @param records the last records of the journal, oldest first
 * @param refusal the newest refusal; gone when something else was begun
 * @param hints what may help with a step that was refused before anything was tried
 * @param pods as a watch saw them last
 * @param now as late as it was at the last tick
 * @param asked when the present question reached the terminal, nanoseconds; empty while it has not
 */
public record RunView(
        Frame frame,
        Snapshot snapshot,
        long wishes,
        Map<Attempt, List<String>> output,
        List<Recorded> records,
        Optional<Item.Refused> refusal,
        Map<StepId, String> hints,
        PodFeed.Pods pods,
        Instant now,
        Optional<Long> asked) {
    private static final int LINES = 2_000;
    private static final int RECORDS = 500;
    private static final int ATTEMPTS = 50;
    static final long TOO_SOON_NANOS = 300_000_000L;

    /**
     * What does not change while a run is open.
     *
     * @param who {@code user@host}
     * @param audit the journal's path
     * @param resume the command that takes the run up again
     * @param readOnly whether another process works on it and this one only follows
     * @param took how long each step took in earlier runs on this machine, newest first; a step without history is missing
     */
    public record Frame(String who, String audit, String resume, boolean readOnly, Map<StepId, List<Duration>> took) {
        /** Of a run without history. */
        public Frame(String who, String audit, String resume, boolean readOnly) {
            this(who, audit, resume, readOnly, Map.of());
        }
    }

    /** A run that was just opened. */
    static RunView of(Frame frame, Snapshot snapshot, Instant now) {
        return new RunView(
                frame,
                snapshot,
                0,
                Map.of(),
                List.of(),
                Optional.empty(),
                Map.of(),
                PodFeed.Pods.NONE,
                now,
                Optional.empty());
    }

    /** The run. */
    public Run run() {
        return snapshot.run();
    }

    /** What is asked now; nothing while a wish is being dealt with. */
    public Question question() {
        boolean pending = snapshot.ticket() < wishes && !(snapshot.question() instanceof Question.Over);
        return pending ? new Question.Busy() : snapshot.question();
    }

    /** Whether a key that was pressed then may confirm what is asked: it was on the terminal long enough before. */
    public boolean mayConfirm(long nanos) {
        return asked.isPresent() && nanos - asked.get() >= TOO_SOON_NANOS;
    }

    /** With the number of wishes that were sent. */
    RunView wishing(int more) {
        return more == 0
                ? this
                : new RunView(
                        frame,
                        snapshot,
                        wishes + more,
                        output,
                        records,
                        Optional.empty(),
                        hints,
                        pods,
                        now,
                        Optional.empty());
    }

    /** As known after that message. */
    RunView after(Message message) {
        if (message instanceof Message.Ran ran) {
            return ran(ran);
        }
        if (message instanceof Message.Saw saw) {
            return with(saw.pods(), now, asked);
        }
        if (message instanceof Message.Tick tick) {
            return with(pods, tick.now(), asked);
        }
        if (message instanceof Message.Drawn drawn && asked.isEmpty() && !(question() instanceof Question.Busy)) {
            return with(pods, now, Optional.of(drawn.nanos()));
        }
        return this;
    }

    private RunView with(PodFeed.Pods seen, Instant late, Optional<Long> shown) {
        return new RunView(frame, snapshot, wishes, output, records, refusal, hints, seen, late, shown);
    }

    /** A preview is the same only if it is the very same one. */
    @SuppressWarnings("ReferenceEquality")
    static boolean same(Question one, Question other) {
        return one instanceof Question.Confirm ? one == other : one.equals(other);
    }

    private RunView ran(Message.Ran ran) {
        Map<Attempt, List<String>> lines = new LinkedHashMap<>(output);
        List<Recorded> happened = new ArrayList<>(records);
        Map<StepId, String> helpful = new LinkedHashMap<>(hints);
        Optional<Item.Refused> refused = refusal;
        Map<Attempt, List<String>> more = new LinkedHashMap<>();
        for (Item item : ran.items()) {
            if (item instanceof Item.Line line) {
                more.computeIfAbsent(line.attempt(), none -> new ArrayList<>()).add(line.text());
            } else if (item instanceof Item.Refused no) {
                refused = Optional.of(no);
            } else if (item instanceof Item.Happened event) {
                happened.add(event.recorded());
                if (event.recorded().event() instanceof RunEvent.StepRefused no) {
                    refused.ifPresent(held -> helpful.put(no.stepId(), held.hint()));
                } else if (event.recorded().event() instanceof RunEvent.ActionBegun begun) {
                    more.computeIfAbsent(begun.of(), none -> new ArrayList<>());
                    refused = Optional.empty();
                }
            }
        }
        more.forEach((attempt, added) -> lines.put(attempt, joined(lines.getOrDefault(attempt, List.of()), added)));
        while (lines.size() > ATTEMPTS) {
            lines.remove(lines.keySet().iterator().next());
        }
        boolean still = same(snapshot.question(), ran.snapshot().question())
                && snapshot.ticket() == ran.snapshot().ticket();
        return new RunView(
                frame,
                ran.snapshot(),
                wishes,
                java.util.Collections.unmodifiableMap(lines),
                last(happened, RECORDS),
                refused,
                Map.copyOf(helpful),
                pods,
                now,
                still ? asked : Optional.empty());
    }

    private static List<String> joined(List<String> before, List<String> added) {
        return last(Stream.concat(before.stream(), added.stream()).toList(), LINES);
    }

    private static <T> List<T> last(List<T> all, int most) {
        return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
    }
}
