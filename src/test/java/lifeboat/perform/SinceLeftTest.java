package lifeboat.perform;

import static lifeboat.perform.Theatre.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import org.junit.jupiter.api.Test;

/** A run that is taken up says what is not as it was left, and does nothing before its operator has seen that. */
@Fault("F63")
class SinceLeftTest {
    private static final int WORLDS = 60;

    /** What is on disk of a run that was left after it had scaled down. */
    private static List<Recorded> left() throws Exception {
        try (Theatre theatre = Theatre.opened().begin()) {
            theatre.yes("tell", "down");
            theatre.asksFor("both");
            theatre.wish(new Wish.Leave("lunch"));
            theatre.over();
            return theatre.record.all();
        }
    }

    private static Theatre taken(List<Recorded> events, int replicas) {
        Theatre theatre = Theatre.resumed(events);
        theatre.world.replicas = replicas;
        return theatre.begin();
    }

    @Test
    void whatIsHeldIsLookedAtAgainAndWhatSomebodyChangedIsSaidFirst(Tally tally) throws Exception {
        List<Recorded> events = left();
        Random random = new Random(63);
        for (int trial = 0; trial < WORLDS; trial++) {
            tally.injected();
            int replicas = random.nextInt(4);
            try (Theatre theatre = taken(events, replicas)) {
                Snapshot now = theatre.until(seen -> !(seen.question() instanceof Question.Busy));
                if (replicas == 0) {
                    assertThat(now.question()).isInstanceOf(Question.Confirm.class);
                    assertThat(theatre.refusals()).isEmpty();
                } else {
                    String changed =
                            "since the run was left, somebody changed what down had done: " + replicas + " replicas";
                    assertThat(now.question()).isInstanceOf(Question.Release.class);
                    assertThat(now.stopped()).isTrue();
                    assertThat(theatre.refusals()).containsExactly(changed);
                    assertThat(theatre.record.actions()).contains("note.added");
                }
                assertThat(theatre.world.acts).isEmpty();
            }
            tally.survived();
        }
    }

    @Test
    void theOperatorMayGoOnAfterThat() throws Exception {
        try (Theatre theatre = taken(left(), 2)) {
            theatre.until(now -> now.question() instanceof Question.Release);

            theatre.wish(new Wish.GoOn());

            assertThat(theatre.finish().phase()).isEqualTo(Run.Phase.CLOSED);
            assertThat(theatre.world.replicas).isEqualTo(3);
        }
    }

    @Test
    void whatIsBeingReleasedAlreadyIsNotMissed() throws Exception {
        List<Recorded> events;
        try (Theatre theatre = Theatre.opened().begin()) {
            theatre.world.plan(
                    "up", (attempt, listener) -> new Outcome.Failed(false, "it broke", "", EffectSeen.UNKNOWN));
            theatre.yes("tell", "down", "both", "up");
            theatre.failed("up");
            theatre.wish(new Wish.Leave("lunch"));
            theatre.over();
            events = theatre.record.all();
        }
        try (Theatre theatre = taken(events, 3)) {
            theatre.until(seen -> !(seen.question() instanceof Question.Busy));
            assertThat(theatre.refusals()).isEmpty();
            assertThat(theatre.world.probes)
                    .noneMatch(probe -> probe.startsWith(id("down").toString()));
        }
    }
}
