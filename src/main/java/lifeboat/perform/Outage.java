package lifeboat.perform;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lifeboat.run.Estimate;
import lifeboat.runbook.StepId;
import lifeboat.runbook.Target;

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
        boolean buckets = !World.targets(call.run(), Target.Bucket.class).isEmpty();
        String sizes = Words.bytes(databaseBytes) + " of databases"
                + (buckets ? " and " + Words.bytes(bucketBytes) + " of objects" : "");
        String start = "It starts at about " + TIME.format(now.atOffset(ZoneOffset.UTC)) + ". ";
        Optional<Estimate> expected = Estimate.outage(call.run(), history);
        if (expected.isEmpty()) {
            return start + "How long it takes is not known, there is no history; " + sizes + " have to be copied.";
        }
        return start + "Expected are " + Words.duration(expected.get().least()) + " to "
                + Words.duration(expected.get().most()) + " (from "
                + expected.get().runs() + " earlier runs), so an end at about "
                + TIME.format(now.plus(expected.get().most()).atOffset(ZoneOffset.UTC)) + "; " + sizes
                + " have to be copied.";
    }
}
