package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import lifeboat.terminal.Display;
import lifeboat.terminal.Input;
import lifeboat.terminal.Picture;
import lifeboat.terminal.Size;
import org.junit.jupiter.api.Test;

class LoopTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Shown display = new Shown();
    private final List<Command> commands = new ArrayList<>();
    private final Loop loop = new Loop(
            display,
            commands::add,
            new Theme("none", Map.of()),
            InstantSource.fixed(Instant.EPOCH),
            () -> nanos.addAndGet(1_000_000_000L));

    /** What was shown, first cell first. */
    private final class Shown implements Display {
        private final List<String> pictures = new ArrayList<>();
        private String quitsAt = "";

        @Override
        public void open(Consumer<Input> listener) {}

        @Override
        public Size size() {
            return new Size(100, 30);
        }

        @Override
        public void show(Picture picture, boolean everything) {
            StringBuilder row = new StringBuilder(everything ? "all: " : "");
            for (int column = 0; column < 12; column++) {
                row.append(picture.text(column, 0));
            }
            String shown = row.toString().strip();
            pictures.add(shown);
            if (shown.equals(quitsAt)) {
                press("q");
            }
        }

        @Override
        public void bell() {
            pictures.add("bell");
        }

        @Override
        public boolean copy(String text) {
            return text.length() < 10;
        }

        @Override
        public void suspend() {
            pictures.add("suspended");
        }

        @Override
        public void mouse(boolean captured) {}

        @Override
        public boolean showsUnicode() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** Shows how wide it was when it was drawn, and every character that is typed. */
    private record Sized(String text) implements Scene {
        @Override
        public Next update(Message message) {
            if (message instanceof Message.Drawn drawn) {
                return Next.stay(new Sized(
                        text.replace("?", Integer.toString(drawn.size().columns()))));
            }
            if (message instanceof Message.Typed typed) {
                String key = KeyNames.of(typed.stroke());
                return key.equals("q")
                        ? Next.doing(this, new Command.Quit())
                        : key.equals("c")
                                ? Next.doing(this, new Command.Copy("text"))
                                : Next.stay(new Sized(text + key));
            }
            return Next.stay(this);
        }

        @Override
        public void draw(Canvas canvas) {
            canvas.text(0, 0, text, Role.PLAIN);
        }

        @Override
        public Bindings bindings() {
            return Bindings.of("Sized");
        }
    }

    private void press(String... keys) {
        for (String key : keys) {
            loop.post(new Message.Came(new Input.Pressed(KeyNames.stroke(key), nanos.get())));
        }
    }

    @Test
    void what_a_scene_learns_by_being_drawn_is_drawn_at_once() throws InterruptedException {
        display.quitsAt = "100";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> loop.run(App.of(new Sized("?"))));
        assertThat(display.pictures).startsWith("all: ?", "100");
    }

    @Test
    void a_key_that_changes_nothing_draws_nothing() throws InterruptedException {
        loop.run(quitting("Ins"));
        int once = display.pictures.size();
        display.pictures.clear();
        loop.run(quitting("Ins", "Ins", "Ins", "Ins"));
        assertThat(display.pictures).hasSizeLessThanOrEqualTo(once + 1);
    }

    private App quitting(String... keys) {
        press(keys);
        press("q");
        return App.of(new Quiet());
    }

    private record Quiet() implements Scene {
        @Override
        public Next update(Message message) {
            boolean quits = message instanceof Message.Typed typed
                    && KeyNames.of(typed.stroke()).equals("q");
            return quits ? Next.doing(this, new Command.Quit()) : Next.stay(this);
        }

        @Override
        public void draw(Canvas canvas) {
            canvas.text(0, 0, "quiet", Role.PLAIN);
        }

        @Override
        public Bindings bindings() {
            return Bindings.of("Quiet");
        }
    }

    @Test
    void what_the_terminal_has_forgotten_is_painted_anew() throws InterruptedException {
        press("Ctrl-Z", "q");
        loop.run(App.of(new Sized("x")));
        assertThat(display.pictures).contains("suspended");
        assertThat(display.pictures.subList(display.pictures.indexOf("suspended"), display.pictures.size()))
                .anyMatch(picture -> picture.startsWith("all: "));
    }

    @Test
    void what_concerns_the_terminal_is_done_here_and_the_rest_outside() throws InterruptedException {
        press("c");
        loop.source(() -> new Message.Said("said")).run();
        press("q");
        assertThat(loop.run(App.of(new Sized("x"))).over()).isTrue();
        assertThat(commands).containsExactly(new Command.Quit());
    }
}
