package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.Test;

/** Wherever a run is cut off, and whether or not what was in flight took effect, it comes to the same end. */
class CrashAtEveryPrefixTest {
    private static List<Recorded> wholeRun() throws Exception {
        try (Theatre theatre = Theatre.opened()) {
            assertThat(theatre.begin().finish().result()).contains("done");
            return theatre.record.all();
        }
    }

    /** What had begun and not ended. */
    private static List<Attempt> inFlight(List<Recorded> events) {
        List<Attempt> attempts = new ArrayList<>();
        for (Recorded recorded : events) {
            if (recorded.event() instanceof RunEvent.ActionBegun begun) {
                attempts.add(begun.of());
            } else if (recorded.event() instanceof RunEvent.ActionEnded ended) {
                attempts.remove(ended.of());
            }
        }
        return attempts;
    }

    /** Makes the world what it was at the crash; the bits of {@code took} say which attempts in flight took effect. */
    private static void bringBack(FakeWorld world, List<Recorded> events, int took) {
        Run run = Run.fresh(Theatre.book(), "R1");
        for (Recorded recorded : events) {
            run = run.evolve(recorded);
            if (recorded.event() instanceof RunEvent.ActionEnded ended
                    && ended.outcome() instanceof Outcome.Succeeded) {
                world.effect(run, run.step(ended.of().step()), ended.of());
            }
        }
        List<Attempt> open = inFlight(events);
        for (int i = 0; i < open.size(); i++) {
            if ((took >> i & 1) == 1) {
                world.effect(run, run.step(open.get(i).step()), open.get(i));
            }
        }
    }

    @Test
    void theEndIsTheSameAndNothingIsDoneTwice() throws Exception {
        List<Recorded> whole = wholeRun();
        int resumed = 0;
        for (int length = 1; length < whole.size(); length++) {
            List<Recorded> prefix = whole.subList(0, length);
            for (int took = 0; took < 1 << inFlight(prefix).size(); took++) {
                try (Theatre again = Theatre.resumed(prefix)) {
                    bringBack(again.world, prefix, took);
                    Run run = again.begin().finish();
                    String where = "cut after " + length + " ("
                            + whole.get(length - 1).event() + "), took " + took + ": " + again.record.actions();
                    assertThat(run.result()).as(where).contains("done");
                    assertThat(run.holds()).as(where).isEmpty();
                    assertThat(run.doubts()).as(where).isEmpty();
                    assertThat(again.world.replicas).as(where).isEqualTo(3);
                    assertThat(again.world.done).as(where).allSatisfy((unit, times) -> {
                        if (!unit.equals("look")) {
                            assertThat(times).as(unit).isEqualTo(1);
                        }
                    });
                    assertThat(again.world.done).as(where).hasSize(12);
                    assertHoldsWereOpened(again.record.all(), where);
                    resumed++;
                }
            }
        }
        assertThat(resumed).isGreaterThan(whole.size());
    }

    /** Every hold was on record, once opened and once released: none was lost in the crash. */
    private static void assertHoldsWereOpened(List<Recorded> events, String where) {
        for (Map.Entry<String, String> hold :
                Map.of("told", "tell", "down", "down").entrySet()) {
            assertThat(events.stream()
                            .filter(recorded -> recorded.event() instanceof RunEvent.HoldOpened opened
                                    && opened.hold().equals(hold.getKey())
                                    && opened.stepId().value().equals(hold.getValue())))
                    .as("opening of %s, %s", hold.getKey(), where)
                    .hasSize(1);
            assertThat(events.stream()
                            .filter(recorded -> recorded.event() instanceof RunEvent.HoldReleased released
                                    && released.hold().equals(hold.getKey())))
                    .as("release of %s, %s", hold.getKey(), where)
                    .hasSize(1);
        }
    }
}
