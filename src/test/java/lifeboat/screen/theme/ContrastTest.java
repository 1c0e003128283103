package lifeboat.screen.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import lifeboat.screen.Role;
import lifeboat.screen.Theme;
import lifeboat.terminal.Colour;
import lifeboat.terminal.Style;
import org.junit.jupiter.api.Test;

/** Whether what has to be told apart can be, without colour and by contrast. */
class ContrastTest {
    /** Where nothing but its look tells what a cell is for, and what it stands beside. */
    private static final List<List<Role>> TOLD_APART = List.of(
            List.of(Role.SELECTED, Role.PLAIN),
            List.of(Role.SELECTED, Role.MUTED),
            List.of(Role.SELECTED, Role.INPUT),
            List.of(Role.SELECTED, Role.MATCH),
            List.of(Role.SELECTED, Role.NOW),
            List.of(Role.MATCH, Role.PLAIN),
            List.of(Role.INPUT, Role.PLAIN),
            List.of(Role.NOW, Role.PLAIN),
            List.of(Role.FOCUS, Role.BORDER),
            List.of(Role.KEY, Role.FOOTER),
            List.of(Role.TITLE, Role.PLAIN));

    private static Theme theme(String name) {
        return new Themes(Path.of("none")).load(name).theme();
    }

    @Test
    void without_colour_every_theme_still_tells_apart_what_only_its_look_tells() {
        for (String name : Themes.BUNDLED) {
            for (List<Role> pair : TOLD_APART) {
                assertThat(bare(theme(name).style(pair.get(0))))
                        .as("%s: %s", name, pair)
                        .isNotEqualTo(bare(theme(name).style(pair.get(1))));
            }
        }
    }

    private static Style bare(Style style) {
        return new Style(
                Colour.STANDARD, Colour.STANDARD, style.bold(), style.underline(), style.reverse(), style.dim());
    }

    @Test
    void high_contrast_is_seven_to_one_or_more_for_every_role() {
        for (Role role : Role.values()) {
            Style style = theme("high-contrast").style(role);
            assertThat(ratio(style)).as("%s", role).isGreaterThanOrEqualTo(7);
            assertThat(style.dim()).as("%s", role).isFalse();
        }
    }

    @Test
    void wherever_a_theme_sets_both_colours_the_text_can_be_read() {
        for (String name : Themes.BUNDLED) {
            for (Role role : Role.values()) {
                Style style = theme(name).style(role);
                if (style.foreground() instanceof Colour.Rgb && style.background() instanceof Colour.Rgb) {
                    assertThat(ratio(style)).as("%s: %s", name, role).isGreaterThanOrEqualTo(4.5);
                }
            }
        }
    }

    @Test
    void over_the_usual_backgrounds_dark_light_and_production_can_be_read() {
        for (String name : List.of("dark", "light", "production")) {
            Colour.Rgb behind = name.equals("light") ? new Colour.Rgb(255, 255, 255) : new Colour.Rgb(30, 30, 30);
            for (Role role : Role.values()) {
                Style style = theme(name).style(role);
                boolean lines = role == Role.BORDER;
                if (style.foreground() instanceof Colour.Rgb text
                        && style.background().equals(Colour.STANDARD)) {
                    assertThat(ratio(text, behind)).as("%s: %s", name, role).isGreaterThanOrEqualTo(lines ? 2 : 4.5);
                }
            }
        }
    }

    @Test
    void the_formula_is_that_of_wcag() {
        assertThat(ratio(new Colour.Rgb(0, 0, 0), new Colour.Rgb(255, 255, 255)))
                .isEqualTo(21);
        assertThat(ratio(new Colour.Rgb(119, 119, 119), new Colour.Rgb(255, 255, 255)))
                .isBetween(4.47, 4.49);
    }

    private static double ratio(Style style) {
        return ratio((Colour.Rgb) style.foreground(), (Colour.Rgb) style.background());
    }

    private static double ratio(Colour.Rgb one, Colour.Rgb other) {
        double high = Math.max(luminance(one), luminance(other));
        double low = Math.min(luminance(one), luminance(other));
        return (high + 0.05) / (low + 0.05);
    }

    private static double luminance(Colour.Rgb colour) {
        return 0.2126 * part(colour.red()) + 0.7152 * part(colour.green()) + 0.0722 * part(colour.blue());
    }

    private static double part(int of255) {
        double value = of255 / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
