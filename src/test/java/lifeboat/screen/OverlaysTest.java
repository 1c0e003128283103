package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OverlaysTest {
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

    @Test
    void the_help_shows_the_keys_of_the_screen_and_those_of_every_screen() {
        Shot.both("help", keys().press("?").app());
        Shot.both("help-scrolled", keys().press("?", "G", "k").app());
    }

    @Test
    void the_palette_shows_everything_and_finds_it() {
        Shot.both("palette", keys().press(":").app());
        Shot.both("palette-found", keys().press("Ctrl-P").type("ski").app());
    }

    @Test
    void the_themes_are_listed_by_name() {
        Keys keys = keys().tell(new Message.Themed(List.of("dark", "light", "sixteen"), "light"));
        keys.press(":").type("theme").press("Enter", "Down");
        Shot.both("themes", keys.app());
    }

    @Test
    void what_is_selected_in_the_help_is_done() {
        assertThat(did(keys().press("?", "Down", "Enter"))).containsExactly(Deed.DIFF);
        assertThat(keys().press("?", "Down", "Enter").app().overlay()).isEmpty();
        assertThat(keys().press("?", "G", "Enter").commands()).containsExactly(new Command.Suspend());
    }

    @Test
    void the_help_closes_with_the_keys_that_open_it_or_close_anything() {
        for (String key : List.of("?", "Esc", "q", "F1")) {
            assertThat(keys().press("?", key).app().overlay()).as(key).isEmpty();
        }
        assertThat(keys().press("?", "x", "Tab").app().overlay()).isPresent();
    }

    @Test
    void what_cannot_be_done_now_says_why_and_stays() {
        Keys keys = keys().press(":").type("skip").press("Enter");
        assertThat(keys.app().notice()).isEqualTo("not now: this step may not be skipped");
        assertThat(keys.app().overlay()).isPresent();
        assertThat(did(keys)).isEmpty();
    }

    @Test
    void what_the_screen_no_longer_offers_is_not_done() {
        Keys keys = keys().press("?");
        App other = new App(
                new Blank(),
                keys.app().overlay(),
                "",
                false,
                false,
                keys.app().size(),
                keys.app().looks());
        Keys then = new Keys(other).press("Enter");
        assertThat(then.app().notice()).isEqualTo("not now: what is on the screen has changed");
        assertThat(then.app().overlay()).isPresent();
    }

    private record Blank() implements Scene {
        @Override
        public Next update(Message message) {
            assertThat(message).isNotInstanceOf(Message.Did.class);
            return Next.stay(this);
        }

        @Override
        public void draw(Canvas canvas) {
            canvas.fill(Role.PLAIN);
        }

        @Override
        public Bindings bindings() {
            return Bindings.of("Nothing");
        }
    }

    @Test
    void the_palette_finds_the_beginning_of_a_name_before_words_of_the_help_and_scattered_letters() {
        Palette palette = (Palette) keys().press(":").type("no").app().overlay().orElseThrow();
        assertThat(palette.found().get(0).binding().orElseThrow().deed()).isEqualTo(Deed.NOTE);
        assertThat(did(keys().press(":").type("audit").press("Enter"))).containsExactly(Deed.NOTE);
        assertThat(did(keys().press(":").type("ste skip").press("Esc"))).isEmpty();
        assertThat(keys().press(":").type("rpt").press("Enter").commands()).containsExactly(new Command.Repaint());
        assertThat(keys().press(":").type("zzz").press("Enter").app().overlay()).isPresent();
    }

    @Test
    void a_paste_into_the_palette_chooses_nothing() {
        Keys keys = keys().press(":").paste("quit\n");
        assertThat(keys.app().over()).isFalse();
        assertThat(keys.paste("quit\nyes\n").app().notice()).contains("several lines");
        assertThat(keys.press("Enter").app().over()).isTrue();
        assertThat(keys().press("?").paste("q\n").app().overlay()).isPresent();
    }

    @Test
    void a_theme_is_seen_as_soon_as_the_arrows_are_on_it_and_taken_back_with_escape() {
        Keys keys = keys().tell(new Message.Themed(List.of("dark", "light", "sixteen"), "light"));
        keys.press(":").type("theme").press("Enter", "Down", "Down", "Up", "Esc");
        assertThat(keys.commands()).containsExactly(new Command.UseTheme("sixteen"), new Command.UseTheme("light"));
        keys.press(":").type("theme").press("Enter", "Up", "Enter");
        assertThat(keys.commands()).hasSize(3).endsWith(new Command.UseTheme("dark"));
        assertThat(keys.app().notice()).contains("theme = dark");
        assertThat(keys.app().looks().current()).isEqualTo("dark");
        keys.press(":").type("theme").press("Enter", "Down", "Down", "Esc");
        assertThat(keys.commands()).endsWith(new Command.UseTheme("dark"));
    }

    @Test
    void without_themes_there_is_nothing_to_choose() {
        assertThat(keys().press(":").type("theme").press("Enter").app().notice())
                .startsWith("not now: ");
    }
}
