package lifeboat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Thousands of runs of the whole engine, each with crashes, lost answers, full disks and an operator who presses anything:
 * what {@link Promises} and {@link Ending} say holds in every one.
 *
 * <p>{@code -Dlifeboat.seeds} says how many, {@code -Dlifeboat.seeds.from} where they begin. A seed that fails is played
 * again by {@code -Dlifeboat.seed}, which tells what happened.
 */
class SimulatorTest {
    private static final int SEEDS = Integer.getInteger("lifeboat.seeds", 20_000);
    private static final long FROM = Long.getLong("lifeboat.seeds.from", 0);

    private final Logger workers = Logger.getLogger("lifeboat.perform");
    private final Books books = new Books();

    @BeforeEach
    void beSilent() {
        // The faults of workers are the point here.
        workers.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        workers.setLevel(null);
    }

    @Test
    @Fault({"F03", "F11", "F13", "F15", "F24", "F40", "F62"})
    void whateverHappensARunKeepsItsPromises(Tally tally) {
        Long only = Long.getLong("lifeboat.seed");
        if (only != null) {
            Simulation simulation = new Simulation(only, books, true);
            Optional<String> broken = simulation.play();
            simulation.trace().forEach(System.out::println);
            assertThat(broken).as("seed " + only).isEmpty();
            return;
        }
        Map<String, Integer> counted = new TreeMap<>();
        for (long seed = FROM; seed < FROM + SEEDS; seed++) {
            tally.injected();
            Simulation simulation = new Simulation(seed, books, false);
            Optional<String> broken = simulation.play();
            assertThat(broken)
                    .as(
                            "seed %d; play it again with: mvn -Dfast test -Dtest=SimulatorTest -Dlifeboat.seed=%d",
                            seed, seed)
                    .isEmpty();
            simulation.chaos().blows().forEach((blow, times) -> counted.merge(blow.name(), times, Integer::sum));
            simulation
                    .chaos()
                    .troubles()
                    .forEach((trouble, times) -> counted.merge(trouble.name(), times, Integer::sum));
            tally.survived();
        }
        for (Chaos.Blow blow : Chaos.Blow.values()) {
            assertThat(counted).as("what struck").containsKey(blow.name());
        }
        for (Chaos.Trouble trouble : Chaos.Trouble.values()) {
            assertThat(counted).as("what went wrong").containsKey(trouble.name());
        }
    }

    @Test
    void aSeedIsTheSameStoryToTheLastByte() {
        for (long seed : List.of(3L, 17L, 49L, 99L, 4711L, 123_456_789L)) {
            Simulation once = new Simulation(seed, books, true);
            once.play();
            Simulation again = new Simulation(seed, new Books(), true);
            again.play();
            assertThat(again.trace()).isEqualTo(once.trace());
            assertThat(again.bytes()).isEqualTo(once.bytes());
        }
    }
}
