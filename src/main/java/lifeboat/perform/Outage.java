package lifeboat.perform;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/**
 * How long the outage will probably be, from what the same steps took in earlier runs on this machine; or that nobody
 * knows.
 *
 * @param history the durations of a step's finished attempts, newest first
 */
record Outage(Function<StepId, List<Duration>> history) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'UTC'");

    String words(Call<?> call, long databaseBytes, long bucketBytes) {
        Instant now = call.world().surroundings().clock().instant();
        String sizes = Words.bytes(databaseBytes) + " of databases and " + Words.bytes(bucketBytes) + " of objects";
        Duration shortest = Duration.ZERO;
        Duration longest = Duration.ZERO;
        int least = Integer.MAX_VALUE;
        boolean inside = false;
        for (Step step : call.run().book().steps()) {
            if (!call.run().applies(step).orElse(true)) {
                continue;
            }
            inside |= step.downtime() == Step.Downtime.BEGIN;
            if (inside) {
                List<Duration> durations = history.apply(step.id());
                least = Math.min(least, durations.size());
                shortest = shortest.plus(
                        durations.stream().min(Duration::compareTo).orElse(Duration.ZERO));
                longest =
                        longest.plus(durations.stream().max(Duration::compareTo).orElse(Duration.ZERO));
            }
            if (step.downtime() == Step.Downtime.END) {
                break;
            }
        }
        String start = "It starts at about " + TIME.format(now.atOffset(ZoneOffset.UTC)) + ". ";
        if (least == 0 || least == Integer.MAX_VALUE) {
            return start + "How long it takes is not known, there is no history; " + sizes + " have to be copied.";
        }
        return start + "Expected are " + Words.duration(shortest) + " to " + Words.duration(longest) + " (from " + least
                + " earlier runs), so an end at about "
                + TIME.format(now.plus(longest).atOffset(ZoneOffset.UTC)) + "; " + sizes + " have to be copied.";
    }
}
