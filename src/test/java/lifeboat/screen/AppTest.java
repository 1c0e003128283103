package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lifeboat.fault.Fault;
import lifeboat.terminal.Input;
import org.junit.jupiter.api.Test;

class AppTest {
    private static Keys keys() {
        return new Keys(SampleScene.quiet());
    }

    private static List<Deed> did(Keys keys) {
        return ((SampleScene) keys.scene())
                .told().stream()
                        .filter(Message.Did.class::isInstance)
                        .map(message -> ((Message.Did) message).deed())
                        .toList();
    }

    private static long drawn(Keys keys) {
        return ((SampleScene) keys.scene())
                .told().stream().filter(Message.Drawn.class::isInstance).count();
    }

    @Test
    void a_bound_key_is_a_deed_and_any_other_is_typed() {
        Keys keys = keys().press("d", "x");
        assertThat(((SampleScene) keys.scene()).told())
                .filteredOn(message -> !(message instanceof Message.Drawn))
                .containsExactly(
                        new Message.Did(Deed.DIFF, 2_000_000_000L),
                        new Message.Typed(KeyNames.stroke("x"), 3_000_000_000L));
    }

    @Test
    void a_key_that_does_nothing_now_says_why() {
        Keys keys = keys().press("s");
        assertThat(did(keys)).isEmpty();
        assertThat(keys.app().notice()).isEqualTo("not now: this step may not be skipped");
        assertThat(keys.press("d").app().notice()).isEmpty();
    }

    @Test
    void while_somebody_types_only_keys_that_type_nothing_are_deeds() {
        Keys keys = new Keys(new SampleScene(List.of(), true)).press("d", "?", ":", "Tab");
        assertThat(did(keys)).containsExactly(Deed.NEXT_PANE);
        assertThat(keys.app().overlay()).isEmpty();
        assertThat(keys.press("F1").app().overlay()).isPresent();
    }

    @Test
    @Fault("F05")
    void in_a_window_that_is_too_small_no_key_does_what_cannot_be_seen() {
        Keys keys = keys().resize(59, 24);
        assertThat(keys.text()).startsWith("Lifeboat needs at least 60x15, this is 59x24.");
        keys.press("Enter", "q", "?").paste("yes");
        assertThat(did(keys)).isEmpty();
        assertThat(keys.press("Ctrl-Z").commands()).containsExactly(new Command.Suspend());
        assertThat(did(keys.resize(60, 15).press("Enter"))).containsExactly(Deed.CONFIRM);
    }

    @Test
    void what_is_hidden_has_not_reached_the_terminal() {
        Keys keys = keys();
        long before = drawn(keys);
        keys.press("?");
        keys.resize(30, 10);
        assertThat(drawn(keys)).isEqualTo(before);
        assertThat(drawn(keys.resize(80, 24).press("Esc"))).isGreaterThan(before);
    }

    @Test
    void the_terminal_being_gone_ends_it() {
        Keys keys = keys().come(new Input.Gone("hang-up"));
        assertThat(keys.app().over()).isTrue();
        assertThat(keys.commands()).containsExactly(new Command.Quit());
        assertThat(keys().press("q").app().over()).isTrue();
    }

    @Test
    void the_footer_shows_what_fits_and_always_the_way_to_the_help() {
        assertThat(Shot.of(SampleScene.quiet(), 80, 24).row(23))
                .isEqualTo(" Enter do it  d diff  c commands  n note  Tab pane  / filter  q quit     ? help");
        assertThat(Shot.of(SampleScene.quiet(), 60, 15).row(14))
                .isEqualTo(" Enter do it  d diff  c commands  n note  …          ? help");
    }

    @Test
    void a_notice_takes_the_footers_place_until_the_next_key() {
        Keys keys = keys().tell(new Message.Said("saved"));
        assertThat(keys.text().lines().toList().get(23)).startsWith(" saved ").endsWith("? help");
        keys.tell(new Message.Said("x".repeat(200)));
        assertThat(keys.text().lines().toList().get(23)).endsWith("x…");
        assertThat(keys.press("x").app().notice()).isEmpty();
    }
}
