package lifeboat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the surroundings say about a terminal. */
class SurroundingsTest {
    @ParameterizedTest
    @CsvSource({
        "TERM=xterm-256color, INDEXED",
        "TERM=xterm-kitty, INDEXED",
        "TERM=xterm-direct, INDEXED",
        "TERM=xterm-256color COLORTERM=truecolor, TRUE",
        "TERM=xterm COLORTERM=24bit, TRUE",
        "TERM=xterm COLORTERM=yes, SIXTEEN",
        "TERM=xterm, SIXTEEN",
        "TERM=screen, SIXTEEN",
        "TERM=tmux, SIXTEEN",
        "TERM=linux, SIXTEEN",
        "TERM=linux COLORTERM=truecolor, SIXTEEN",
        "TERM=linux-16color, SIXTEEN",
        "TERM=vt100, MONO",
        "TERM=vt220 COLORTERM=truecolor, MONO",
        "TERM=dumb, MONO",
        "COLORTERM=truecolor, MONO",
        "TERM=xterm-256color NO_COLOR=1, MONO",
        "TERM=xterm-256color NO_COLOR=, INDEXED"
    })
    void the_number_of_colours_is_what_the_terminal_has(String variables, ColourDepth depth) {
        assertThat(ColourDepth.of(environment(variables))).isEqualTo(depth);
    }

    @ParameterizedTest
    @CsvSource({
        "TERM=xterm LANG=en_US.UTF-8, true",
        "TERM=xterm LANG=C.utf8, true",
        "TERM=xterm LANG=C, false",
        "TERM=xterm LANG=de_DE.ISO-8859-1, false",
        "TERM=xterm, false",
        "TERM=xterm LANG=C LC_CTYPE=en_US.UTF-8, true",
        "TERM=xterm LANG=en_US.UTF-8 LC_ALL=C, false",
        "TERM=xterm LANG=en_US.UTF-8 LC_ALL=, true",
        "TERM=linux LANG=en_US.UTF-8, false",
        "TERM=vt100 LANG=en_US.UTF-8, false"
    })
    void the_letters_are_those_of_the_locale_and_of_the_font(String variables, boolean unicode) {
        assertThat(Letters.moreThanAscii(environment(variables))).isEqualTo(unicode);
    }

    @Test
    void whatever_the_screen_draws_has_a_stand_in_of_the_same_width() {
        Ascii.STAND_INS.forEach((text, standIn) -> {
            assertThat(TextWidth.of(text)).as(text).isEqualTo(1);
            assertThat(standIn).as(text).matches("[ -~]");
        });
        for (String drawn : "✓ ✗ ▶ · ● ○ … ─ │ ┌ ┐ └ ┘ ├ ┤ ┬ ┴ ┼ ▌ █ ░ → ← ↑ ↓ ⏎ – — “ ” ’ ≤ ≥ ×".split(" ", -1)) {
            assertThat(Ascii.of(drawn)).as(drawn).matches("[ -~]").isNotEqualTo("?");
        }
    }

    @ParameterizedTest
    @CsvSource({"a, a", "é, e", "Å, A", "ß, ?", "日, ??", "🚢, ??", "λ, ?", "e\u0301, e"})
    void any_other_character_has_one_too(String cell, String standIn) {
        assertThat(Ascii.of(cell)).isEqualTo(standIn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TERM=xterm | true | true | ''",
                "TERM=xterm | false | true | Standard input is not a terminal.",
                "TERM=xterm | true | false | Standard output is not a terminal.",
                "LANG=C | true | true | 'TERM is not set, so nobody knows what this terminal can show.'",
                "TERM=dumb | true | true | TERM is dumb: this terminal can only show lines.",
                "TERM=xterm LIFEBOAT_LINE=1 | true | true | LIFEBOAT_LINE is set.",
                "TERM=xterm LIFEBOAT_LINE= | true | true | ''"
            })
    void who_does_not_get_the_full_screen_is_told_why(String variables, boolean in, boolean out, String reason) {
        assertThat(Capability.missing(environment(variables), in, out).orElse(""))
                .isEqualTo(reason);
    }

    @Test
    void a_terminal_can_be_too_small() {
        assertThat(Capability.missing(new Size(60, 15))).isEmpty();
        assertThat(Capability.missing(new Size(59, 24)))
                .contains("This terminal has 59x24 characters; it takes at least 60x15.");
        assertThat(Capability.missing(new Size(200, 14))).isPresent();
        assertThat(Capability.missing(new IOException("unable to create a system terminal")))
                .isEqualTo("This terminal cannot be opened: unable to create a system terminal.");
    }

    private static Map<String, String> environment(String variables) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables.split(" ", -1)) {
            String[] parts = variable.split("=", 2);
            environment.put(parts[0], parts[1]);
        }
        return environment;
    }
}
