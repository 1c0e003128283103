package lifeboat.perform;

import static lifeboat.perform.Theatre.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lifeboat.fault.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A yes holds for what was shown, and for that only as long as it is still so. */
@Fault("F62")
class AgedPreviewTest {
    private static final Wish.Confirm YES = new Wish.Confirm(id("tell"), false, "yes");

    private final Theatre theatre = Theatre.opened().begin();

    @AfterEach
    void close() {
        theatre.close();
    }

    private void isShownAndAges(long seconds) throws InterruptedException {
        theatre.asksFor("tell");
        theatre.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void withinAMinuteItIsNotLookedAtAgain() throws Exception {
        isShownAndAges(60);
        theatre.world.aside = ", and more";

        theatre.wish(YES);

        theatre.asksFor("down");
        assertThat(theatre.world.previewing).hasValue(2);
    }

    @Test
    void afterAMinuteItIsLookedAtAgainAndDoneIfItIsTheSame() throws Exception {
        isShownAndAges(61);

        theatre.wish(YES);

        theatre.asksFor("down");
        assertThat(theatre.world.previewing).hasValue(3);
        assertThat(theatre.world.acts).contains("tell");
        assertThat(theatre.refusals()).isEmpty();
    }

    @Test
    void whatIsNotTheSameAnyMoreIsShownAndNotDone() throws Exception {
        isShownAndAges(3_600);
        theatre.world.aside = ", and more";

        theatre.wish(YES);

        theatre.until(now -> now.question() instanceof Question.Confirm confirm
                && confirm.preview().details().toString().contains("and more"));
        assertThat(theatre.world.acts).doesNotContain("tell");
        assertThat(theatre.refusals()).containsExactly("what tell would do is not what was shown any more");

        theatre.wish(YES);

        theatre.asksFor("down");
        assertThat(theatre.world.acts).contains("tell");
    }

    @Test
    void whatMovedMeanwhileIsRefusedAtTheYes() throws Exception {
        isShownAndAges(61);
        theatre.world.moved = Optional.of("the cluster is another one");

        theatre.wish(YES);
        theatre.failed("tell");

        assertThat(theatre.refusals()).contains("the cluster is another one");
        assertThat(theatre.world.acts).doesNotContain("tell");
    }
}
