package lifeboat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A crash wherever the journal is written or forced, and before and after every effect, of every runbook that ships and of
 * some that are made: whatever was cut off is taken up again, and ends in the world that it leaves when nothing goes wrong.
 * The promises are those of {@link SimulatorTest}; real processes are gone in {@link FailpointsTest}.
 *
 * <p>{@code -Dlifeboat.crash=SEED,KIND,POINT} plays one of them again, and tells what happened.
 */
class EveryFailpointTest {
    private static final boolean SOAK = Boolean.getBoolean("lifeboat.soak");
    private static final int MADE = SOAK ? 400 : 12;
    /** The values of their parameters differ. */
    private static final int TIMES_SHIPPED = SOAK ? 8 : 1;

    private final Logger workers = Logger.getLogger("lifeboat.perform");

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
    @Fault({"F03", "F11"})
    void aRunThatIsCutOffAnywhereEndsAsIfNothingHadHappened(Tally tally) {
        Books books = new Books();
        String only = System.getProperty("lifeboat.crash", "");
        if (!only.isEmpty()) {
            String[] words = only.split(",", -1);
            Crash crash = new Crash(Crash.Kind.valueOf(words[1]), Integer.parseInt(words[2]));
            Simulation simulation = Simulation.crashing(Long.parseLong(words[0]), books, crash, true);
            Optional<String> broken = simulation.play();
            simulation.trace().forEach(System.out::println);
            assertThat(broken).isEmpty();
            return;
        }
        Set<Crash.Kind> all = EnumSet.allOf(Crash.Kind.class);
        LongStream.range(0, MADE).forEach(seed -> everywhere(seed, all, books, tally));
        // What is lost in a write is lost at its force, too; for the long ones only a soak does both.
        Set<Crash.Kind> most = SOAK ? all : EnumSet.complementOf(EnumSet.of(Crash.Kind.POWER_AT_WRITE));
        books.shipped(TIMES_SHIPPED).forEach(seed -> everywhere(seed, most, books, tally));
    }

    private static void everywhere(long seed, Set<Crash.Kind> kinds, Books books, Tally tally) {
        for (Crash.Kind kind : kinds) {
            for (int point = 0; ; point++) {
                Simulation simulation = Simulation.crashing(seed, books, new Crash(kind, point), false);
                assertThat(simulation.play())
                        .as(
                                "%s; play it again with: mvn -Dfast test -Dtest=EveryFailpointTest -Dlifeboat.crash=%d,%s,%d",
                                books.of(seed).id(), seed, kind, point)
                        .isEmpty();
                if (simulation.sessions() == 0) {
                    assertThat(point).as("%s in %s", kind, books.of(seed).id()).isPositive();
                    break;
                }
                tally.survived(1);
            }
        }
    }
}
