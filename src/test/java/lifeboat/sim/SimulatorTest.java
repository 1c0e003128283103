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
 * Thousands of runs of the whole engine, each with crashes, lost answers, full disks and an operator who presses anything.
 * What holds in every one of them, and where that is looked at:
 *
 * <ul>
 *   <li>No effect without its intent on disk: {@link Promises#effect}, at every effect; without an audit something begins
 *       only when the operator typed that ({@link Promises#remembered}).
 *   <li>No acknowledged record is lost: {@link Promises#recovered}, whenever a journal is opened again.
 *   <li>Nothing is changed, and nothing destroyed, twice on the strength of one yes, and what destroys had its name typed:
 *       {@link Promises#kept}, at every beginning; and no attempt acts twice: {@link Promises#effect}.
 *   <li>No effect after the fence was lost: what begins was preceded by a look at the lock and the targets that found them
 *       ours ({@link Promises#guarded}), and every patch tests the fence ({@link Promises#patched}).
 *   <li>Whoever takes a run up knows of everything that it did: {@link Ending#known}, after every crash.
 *   <li>A run that was cut off ends in the world of the undisturbed run ({@link Undisturbed#compare}), or its record says of
 *       each effect that is left that it is there ({@link Ending#judge}).
 *   <li>When a run is closed, replicas, ports and locks are as they were: nothing that a step held is held still, and
 *       what was scaled down has its count again ({@link Ending#judge}).
 *   <li>A backup that calls itself complete has every file and object whole: {@link Backup#verify}. The verification of real
 *       backups is tested in the rooms {@code backup} and {@code perform}.
 *   <li>No secret is in the journal or in what is shown: {@link RandomOperator#CANARY} is given as one.
 *   <li>The audit verifies after every recovery, and after the end, against heads that were kept elsewhere:
 *       {@link Simulation#play}.
 * </ul>
 *
 * <p>{@code -Dlifeboat.seeds} says how many, {@code -Dlifeboat.seeds.from} where they begin. A seed that fails is played
 * again by {@code -Dlifeboat.seed}, which tells what happened.
 */
class SimulatorTest {
    private static final int SEEDS =
            Integer.getInteger("lifeboat.seeds", Boolean.getBoolean("lifeboat.soak") ? 5_000_000 : 20_000);
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
