package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All holds of a stopped run, one after the other. */
final class ReleasingTest {
    private final Theatre theatre = Theatre.opened();

    @BeforeEach
    void stopWithTwoHolds() throws Exception {
        theatre.begin().yes("tell", "down").asksFor("both");
        theatre.wish(new Wish.Stop());
        theatre.until(now -> now.question() instanceof Question.Release);
    }

    @AfterEach
    void close() {
        theatre.close();
    }

    private List<String> held() throws Exception {
        Snapshot now = theatre.until(seen -> seen.question() instanceof Question.Release);
        return ((Question.Release) now.question())
                .holds().stream().map(Run.OpenHold::id).toList();
    }

    @Test
    void each_is_previewed_and_confirmed_newest_first_without_being_wished_for_again() throws Exception {
        theatre.wish(new Wish.ReleaseAll());
        theatre.yes("up", "tell-again");
        assertThat(held()).isEmpty();
        assertThat(theatre.world.replicas).isEqualTo(3);
    }

    @Test
    void it_ends_at_the_first_that_is_not_released() throws Exception {
        Outcome broken = new Outcome.Failed(false, "it broke", "Mend it.", EffectSeen.UNKNOWN);
        theatre.world.plan(
                "up", (attempt, listener) -> broken, (attempt, listener) -> new Outcome.Succeeded(Map.of(), ""));
        theatre.wish(new Wish.ReleaseAll());
        theatre.yes("up");
        assertThat(held()).containsExactly("down", "told");
    }

    @Test
    void putting_a_preview_away_ends_it() throws Exception {
        theatre.wish(new Wish.ReleaseAll());
        theatre.asksFor("up");
        theatre.wish(new Wish.Stop());
        assertThat(held()).containsExactly("down", "told");
        assertThat(theatre.world.acts).doesNotContain("up", "tell-again");
    }
}
