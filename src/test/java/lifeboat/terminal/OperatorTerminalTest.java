package lifeboat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lifeboat.fault.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorTerminalTest {
    private static final Size SIZE = new Size(80, 24);

    private final FakeWire wire = new FakeWire(SIZE);
    private final LinkedBlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private OperatorTerminal terminal = terminal(Map.of("TERM", "xterm-256color", "LANG", "en_US.UTF-8"));

    @AfterEach
    void give_it_back() {
        terminal.close();
    }

    @Test
    @Fault("F07")
    void it_is_taken_over_and_given_back_as_it_was_found() {
        terminal.open(inputs::add);
        terminal.close();
        terminal.close();
        assertThat(wire.done()).containsExactly("raw", "> " + Modes.ENTER, "> " + Modes.LEAVE, "cooked", "close");
    }

    @Test
    void nothing_is_done_to_it_before_it_is_opened() {
        terminal.show(picture(), true);
        terminal.bell();
        assertThat(wire.done()).isEmpty();
        assertThat(terminal.size()).isEqualTo(SIZE);
    }

    @Test
    void keys_are_told_as_they_come() throws InterruptedException {
        terminal.open(inputs::add);
        wire.type("\033");
        wire.type("[A");
        assertThat(next()).isInstanceOfSatisfying(Input.Pressed.class, pressed -> assertThat(pressed.stroke())
                .isEqualTo(Stroke.of(Stroke.Key.UP)));
        wire.type("\033");
        assertThat(next()).isInstanceOfSatisfying(Input.Pressed.class, pressed -> assertThat(pressed.stroke())
                .isEqualTo(Stroke.of(Stroke.Key.ESCAPE)));
    }

    @Test
    void a_picture_is_one_write_and_the_same_one_is_none() {
        terminal.open(inputs::add);
        terminal.show(picture(), false);
        terminal.show(picture(), false);
        assertThat(wire.done()).hasSize(3);
    }

    @Test
    @Fault("F05")
    void a_new_size_is_told_once_and_everything_is_painted() throws InterruptedException {
        terminal.open(inputs::add);
        terminal.show(picture(), false);
        wire.resize(new Size(100, 30));
        wire.resize(new Size(100, 30));
        assertThat(next()).isEqualTo(new Input.Resized(new Size(100, 30)));
        terminal.show(picture(), false);
        assertThat(wire.done().get(3)).contains("\033[2J", "hello");
        assertThat(inputs).isEmpty();
    }

    @Test
    void while_it_is_suspended_nobody_reads_or_writes_and_it_is_as_it_was_found() throws InterruptedException {
        terminal.open(inputs::add);
        terminal.show(picture(), false);
        List<Integer> reads = new ArrayList<>();
        wire.whileStopped = () -> {
            reads.add(wire.reads);
            terminal.show(new PlainPicture(SIZE).put(0, 0, "not now"), true);
            reads.add(wire.reads);
        };
        terminal.suspend();
        assertThat(reads.get(0)).isEqualTo(reads.get(1));
        assertThat(wire.done().subList(3, wire.done().size()))
                .containsExactly("> " + Modes.LEAVE, "cooked", "stop", "raw", "> " + Modes.ENTER);
        assertThat(next()).isEqualTo(new Input.Resumed());
        // Its signal comes a little later, and is not told again.
        wire.goOn();
        terminal.show(picture(), false);
        assertThat(wire.done().get(8)).contains("hello");
        assertThat(wire.done()).hasSize(9);
    }

    @Test
    @Fault("F05")
    void a_size_that_changed_while_it_was_suspended_is_told() throws InterruptedException {
        terminal.open(inputs::add);
        wire.whileStopped = () -> wire.changeUnheard(new Size(120, 40));
        terminal.suspend();
        assertThat(next()).isEqualTo(new Input.Resized(new Size(120, 40)));
        assertThat(next()).isEqualTo(new Input.Resumed());
        assertThat(terminal.size()).isEqualTo(new Size(120, 40));
    }

    @Test
    void the_thread_that_tells_keys_may_suspend_it() throws InterruptedException {
        CountDownLatch back = new CountDownLatch(1);
        terminal.open(input -> {
            if (input instanceof Input.Pressed) {
                terminal.suspend();
                back.countDown();
            }
        });
        wire.type("z");
        assertThat(back.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void going_on_after_a_stop_by_somebody_else_takes_it_over_again() throws InterruptedException {
        terminal.open(inputs::add);
        terminal.show(picture(), false);
        wire.goOn();
        assertThat(next()).isEqualTo(new Input.Resumed());
        assertThat(wire.done().subList(3, 5)).containsExactly("raw", "> " + Modes.ENTER);
        terminal.show(picture(), false);
        assertThat(wire.done().get(5)).contains("hello");
    }

    @Test
    void the_end_of_input_is_told_once_and_nobody_spins() throws InterruptedException {
        terminal.open(inputs::add);
        wire.hangUp();
        assertThat(next()).isInstanceOf(Input.Gone.class);
        int reads = wire.reads;
        assertThat(inputs.poll(300, TimeUnit.MILLISECONDS)).isNull();
        assertThat(wire.reads).isEqualTo(reads).isLessThan(100);
    }

    @Test
    void an_error_is_told_once_and_what_is_shown_afterwards_goes_nowhere() throws InterruptedException {
        terminal.open(inputs::add);
        wire.broken = true;
        assertThat(next()).isEqualTo(new Input.Gone("Input/output error"));
        terminal.show(picture(), true);
        terminal.bell();
        terminal.suspend();
        terminal.mouse(true);
        terminal.close();
        assertThat(inputs).isEmpty();
    }

    @Test
    void nothing_comes_after_it_was_closed() throws InterruptedException {
        terminal.open(inputs::add);
        terminal.close();
        wire.type("q");
        wire.resize(new Size(90, 30));
        assertThat(inputs.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void the_mouse_is_off_until_asked_for_and_comes_back_after_a_suspension() {
        terminal.open(inputs::add);
        assertThat(wire.done().toString()).doesNotContain("?1000h");
        terminal.mouse(true);
        terminal.suspend();
        assertThat(wire.done().get(2)).isEqualTo("> " + Modes.MOUSE_ON);
        assertThat(wire.done().get(7)).endsWith(Modes.MOUSE_ON);
        terminal.mouse(false);
        assertThat(wire.done().get(8)).isEqualTo("> " + Modes.MOUSE_OFF);
    }

    @Test
    void text_goes_to_the_clipboard_unless_it_is_too_long_or_there_is_none() {
        terminal.open(inputs::add);
        assertThat(terminal.copy("lifeboat resume 7\n")).isTrue();
        assertThat(wire.done().get(2)).isEqualTo("> \033]52;c;bGlmZWJvYXQgcmVzdW1lIDcK\007");
        assertThat(terminal.copy("x".repeat(60_000))).isFalse();
        terminal.close();
        terminal = terminal(Map.of("TERM", "linux", "LANG", "en_US.UTF-8"));
        assertThat(terminal.copy("x")).isFalse();
        assertThat(terminal.showsUnicode()).isFalse();
    }

    private Input next() throws InterruptedException {
        Input input = inputs.poll(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
        assertThat(input).isNotNull();
        return input;
    }

    private static PlainPicture picture() {
        return new PlainPicture(SIZE).put(0, 0, "hello");
    }

    private OperatorTerminal terminal(Map<String, String> environment) {
        try {
            return OperatorTerminal.on(wire, environment, System::nanoTime);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
