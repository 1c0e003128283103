package lifeboat.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import lifeboat.run.Attempt;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.runbook.StepId;

/** How long steps took in earlier runs: what an estimate is made of. */
public final class History {
    private final List<RunSummary> runs;
    private final StateDirectory state;

    /**
     * The history of closed runs.
     *
     * @param runs as {@link StateDirectory#runs} lists them
     */
    public History(StateDirectory state, List<RunSummary> runs) {
        this.state = state;
        this.runs = List.copyOf(runs);
    }

    /**
     * One time that a step was done.
     *
     * @param took from begin to end of its successful attempts, those at the same time counted once; the operator's
     *     thinking is not in it
     * @param bytes the sum of the outputs named {@code bytes}, if there were any
     */
    public record Past(Instant at, Duration took, OptionalLong bytes) {}

    /** The times that a step was done in closed runs of that kind, newest first; empty means no history. */
    public List<Past> durations(Mode mode, String bookId, StepId step) {
        List<Past> found = new ArrayList<>();
        for (RunSummary run : runs) {
            if (run.state() == RunSummary.State.CLOSED
                    && run.mode() == mode
                    && run.bookId().equals(bookId)) {
                try {
                    past(Journal.read(state.find(run.runId())), step).forEach(found::add);
                } catch (JournalException e) {
                    // A run that cannot be read any more tells nothing about the next one.
                    continue;
                }
            }
        }
        found.sort(Comparator.comparing(Past::at).reversed());
        return List.copyOf(found);
    }

    private record Span(Instant from, Instant to) {}

    private static List<Past> past(List<Recorded> events, StepId step) {
        Map<Attempt, Instant> begun = new HashMap<>();
        List<Span> spans = new ArrayList<>();
        long bytes = 0;
        boolean counted = false;
        for (Recorded recorded : events) {
            if (recorded.event() instanceof RunEvent.ActionBegun begin
                    && begin.of().step().equals(step)) {
                begun.put(begin.of(), recorded.at());
            }
            if (recorded.event() instanceof RunEvent.ClockJumped) {
                // What was under way then cannot be measured by this clock.
                begun.clear();
            }
            if (recorded.event() instanceof RunEvent.ActionEnded end
                    && end.outcome() instanceof Outcome.Succeeded ok
                    && !end.of().undo()
                    && begun.containsKey(end.of())
                    && !recorded.at().isBefore(begun.get(end.of()))) {
                spans.add(new Span(begun.get(end.of()), recorded.at()));
                for (String text : ok.outputs().getOrDefault("bytes", List.of())) {
                    counted |= text.matches("[0-9]{1,18}");
                    bytes += text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
                }
            }
        }
        if (spans.isEmpty()) {
            return List.of();
        }
        Instant at = spans.stream().map(Span::to).max(Comparator.naturalOrder()).orElseThrow();
        return List.of(new Past(at, together(spans), counted ? OptionalLong.of(bytes) : OptionalLong.empty()));
    }

    private static Duration together(List<Span> spans) {
        List<Span> sorted =
                spans.stream().sorted(Comparator.comparing(Span::from)).toList();
        Duration sum = Duration.ZERO;
        Instant reached = Instant.MIN;
        for (Span span : sorted) {
            Instant from = span.from().isAfter(reached) ? span.from() : reached;
            if (span.to().isAfter(from)) {
                sum = sum.plus(Duration.between(from, span.to()));
                reached = span.to();
            }
        }
        return sum;
    }
}
