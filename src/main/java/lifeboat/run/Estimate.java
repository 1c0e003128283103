package lifeboat.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/**
 * How long an outage will probably be.
 *
 * @param least the sum of the shortest times that its steps took
 * @param most the sum of the longest
 * @param runs how many earlier times there are at least for each step
 */
public record Estimate(Duration least, Duration most, int runs) {
    /**
     * From what the steps between the beginning and the end of the outage took before.
     *
     * @param history the durations of a step's finished attempts in earlier runs
     * @return empty if one of them was never measured: then nobody knows
     */
    public static Optional<Estimate> outage(Run run, Function<StepId, List<Duration>> history) {
        Duration shortest = Duration.ZERO;
        Duration longest = Duration.ZERO;
        int fewest = Integer.MAX_VALUE;
        boolean inside = false;
        for (Step step : run.book().steps()) {
            if (!run.applies(step).orElse(true)) {
                continue;
            }
            inside |= step.downtime() == Step.Downtime.BEGIN;
            if (inside) {
                List<Duration> took = history.apply(step.id());
                fewest = Math.min(fewest, took.size());
                shortest = shortest.plus(took.stream().min(Duration::compareTo).orElse(Duration.ZERO));
                longest = longest.plus(took.stream().max(Duration::compareTo).orElse(Duration.ZERO));
            }
            if (step.downtime() == Step.Downtime.END) {
                break;
            }
        }
        return fewest == 0 || fewest == Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new Estimate(shortest, longest, fewest));
    }
}
