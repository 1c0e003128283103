package lifeboat.screen.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.screen.Role;
import lifeboat.terminal.Colour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThemesTest {
    @TempDir
    private Path folder;

    private Themes with(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("themes"));
        Files.writeString(folder.resolve("themes").resolve(name + ".properties"), text);
        return new Themes(folder);
    }

    @Test
    void every_file_that_comes_along_is_known_by_name() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("themes"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Themes.BUNDLED.stream()
                            .map(name -> name + ".properties")
                            .toList());
        }
    }

    @Test
    void the_themes_that_come_along_have_no_faults() {
        for (String name : Themes.BUNDLED) {
            Themes.Loaded loaded = new Themes(folder).load(name);
            assertThat(loaded.warnings()).as(name).isEmpty();
            assertThat(loaded.theme().name()).isEqualTo(name);
            assertThat(loaded.theme().styles()).hasSize(Role.values().length);
        }
    }

    @Test
    void a_fault_is_named_with_its_line_and_the_nearest_right_name() throws IOException {
        Themes themes = with(
                "mine",
                String.join(
                        "\r\n",
                        "# mine",
                        "danger.fg = rde",
                        "dangr.bg = blue",
                        "ok.fg = #12345",
                        "",
                        "title.style = bold, blod",
                        "nothing",
                        "ok.fg = green",
                        "muted.colour = red"));
        String file = folder.resolve("themes").resolve("mine.properties") + ":";
        Themes.Loaded loaded = themes.load("mine");
        assertThat(loaded.warnings())
                .containsExactlyInAnyOrder(
                        file + "2: unknown colour `rde`. Did you mean `red`?",
                        file + "3: unknown key `dangr.bg`. Did you mean `danger.bg`?",
                        file + "6: unknown style `blod`. Did you mean `bold`?",
                        file + "7: not a line of the form `key = value`",
                        file + "8: `ok.fg` stands in line 4 already",
                        file + "9: unknown key `muted.colour`. A role has .fg, .bg and .style.");
        assertThat(loaded.theme().style(Role.OK).foreground()).isEqualTo(new Colour.Named(2));
        assertThat(loaded.theme().style(Role.TITLE).bold()).isTrue();
        assertThat(loaded.theme().style(Role.DANGER))
                .isEqualTo(themes.load("dark").theme().style(Role.DANGER));
    }

    @Test
    void what_a_theme_does_not_say_is_as_in_the_one_it_is_based_on() throws IOException {
        Themes themes = with("mine", "base = light\nheader.bg = red\nselected.style = plain\n");
        assertThat(themes.load("mine").theme().style(Role.OK))
                .isEqualTo(themes.load("light").theme().style(Role.OK));
        assertThat(themes.load("mine").theme().style(Role.HEADER).background()).isEqualTo(new Colour.Named(1));
        assertThat(themes.load("mine").theme().style(Role.SELECTED).reverse()).isFalse();
    }

    @Test
    void a_theme_of_the_operator_stands_before_ours_and_may_be_based_on_it() throws IOException {
        Themes themes = with("production", "base = production\nok.fg = cyan\n");
        Themes ours = new Themes(folder.resolve("elsewhere"));
        assertThat(themes.load("production").theme().style(Role.OK).foreground())
                .isEqualTo(new Colour.Named(6));
        assertThat(themes.load("production").theme().style(Role.HEADER))
                .isEqualTo(ours.load("production").theme().style(Role.HEADER));
        assertThat(themes.names()).hasSize(Themes.BUNDLED.size());
        with("aurora", "");
        assertThat(themes.names()).hasSize(Themes.BUNDLED.size() + 1).endsWith("aurora");
    }

    @Test
    void themes_that_are_based_on_each_other_end() throws IOException {
        with("one", "base = two\nok.fg = red\n");
        Themes.Loaded loaded = with("two", "base = one\n").load("one");
        assertThat(loaded.warnings()).singleElement().asString().contains("based on itself");
        assertThat(loaded.theme().style(Role.OK).foreground()).isEqualTo(new Colour.Named(1));
    }

    @Test
    void a_theme_that_cannot_be_had_is_the_standard_one_with_a_warning() throws IOException {
        Themes themes = with("broken", "");
        Files.write(folder.resolve("themes").resolve("broken.properties"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(themes.load("drak").theme()).isEqualTo(themes.load("dark").theme());
        assertThat(themes.load("drak").warnings()).containsExactly("no theme `drak`. Did you mean `dark`?");
        assertThat(themes.load("../themes/dark").warnings()).hasSize(1);
        assertThat(themes.load("broken").warnings()).anyMatch(warning -> warning.contains("cannot be read"));
        assertThat(themes.load("broken").theme().name()).isEqualTo("dark");
    }

    @Test
    void the_option_goes_before_the_cluster_and_that_before_the_configuration() {
        ThemeChoice choice = ThemeChoice.of(
                "lifeboat.properties",
                "theme = light\ntheme.cluster.*prod* = production\ntheme.cluster.lab-? = sixteen\n");
        assertThat(choice.warnings()).isEmpty();
        assertThat(choice.name(Optional.of("mine"), List.of("eu-prod"), "dark")).isEqualTo("mine");
        assertThat(choice.name(Optional.empty(), List.of("ctx", "arn:aws:eks:eu:1:cluster/PROD-1"), "dark"))
                .isEqualTo("production");
        assertThat(choice.name(Optional.empty(), List.of("lab-1"), "dark")).isEqualTo("light");
        assertThat(choice.name(Optional.empty(), List.of(), "dark")).isEqualTo("light");
        assertThat(ThemeChoice.none().name(Optional.empty(), List.of("prod"), "dark"))
                .isEqualTo("dark");
    }

    @Test
    void an_unknown_key_of_the_configuration_is_named_with_its_line() {
        assertThat(ThemeChoice.of("lifeboat.properties", "\n# x\nthem = light\n")
                        .warnings())
                .containsExactly("lifeboat.properties:3: unknown key `them`. Did you mean `theme`?");
    }

    @Test
    void a_pattern_matches_the_whole_name_and_never_runs_away() {
        assertThat(new ThemeChoice.ForCluster("a*b*c", "t").isFor("aXXbYYc")).isTrue();
        assertThat(new ThemeChoice.ForCluster("a*b*c", "t").isFor("aXXbYYcd")).isFalse();
        assertThat(new ThemeChoice.ForCluster("prod", "t").isFor("prod-eu")).isFalse();
        assertThat(new ThemeChoice.ForCluster("*", "t").isFor("")).isTrue();
        assertThat(new ThemeChoice.ForCluster("*a".repeat(200) + "b", "t").isFor("a".repeat(5_000)))
                .isFalse();
    }
}
