package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lifeboat.screen.theme.Themes;
import lifeboat.terminal.Size;
import org.junit.jupiter.api.Test;

/** The README's picture is what the product draws. {@code -Dlifeboat.rewrite=true} makes it anew. */
class PictureTest {
    private static final Path PICTURE = Path.of("src", "site", "resources", "images", "run.svg");

    @Test
    void the_readme_shows_the_run_screen_as_it_is() throws IOException {
        String picture = new Svg(
                        App.of(Screens.confirming()).draw(new Size(100, 30)),
                        new Themes(Path.of("none")).load("dark").theme(),
                        "Lifeboat's run screen",
                        "A step waits to be confirmed: the procedure on the left, what the step is about to change and"
                                + " cut off on the right, below them what is held open and the audit.")
                .text();
        if (Boolean.getBoolean("lifeboat.rewrite")) {
            Files.createDirectories(PICTURE.getParent());
            Files.writeString(PICTURE, picture);
        }
        assertThat(picture).isEqualTo(Files.readString(PICTURE));
        assertThat(Files.readString(Path.of("README.md")))
                .contains(PICTURE.toString().replace('\\', '/'));
    }
}
