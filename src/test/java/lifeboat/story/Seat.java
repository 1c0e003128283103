package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lifeboat.terminal.Tmux;

/**
 * An operator's seat at a desk: a real terminal of 80x24 with a shell, and {@code bin/lifeboat} as it is installed. Closing it
 * hangs up.
 */
final class Seat implements AutoCloseable {
    private static final String TOO_SOON = "too soon";
    private static final String READ_ON = "read on";
    private static final long STILL = TimeUnit.MILLISECONDS.toNanos(500);

    private final Desk desk;
    private final Tmux tmux;

    private Seat(Desk desk, Tmux tmux) {
        this.desk = desk;
        this.tmux = tmux;
    }

    /** Takes a seat; the shell's environment has these settings, such as {@code TERM=linux}, besides the desk's own. */
    static Seat at(Desk desk, String... settings) throws Exception {
        install(desk.directory());
        String unset =
                "unset $(env | sed -n 's/^\\(\\(AWS_\\|PG\\|LIFEBOAT\\|PACH\\|KUBECONFIG\\)[A-Z_]*\\)=.*/\\1/p') none\n";
        String environment = Stream.concat(
                        Stream.of(
                                "LIFEBOAT_STATE=" + desk.state(),
                                "LIFEBOAT_CONFIG=" + desk.configuration(),
                                "JAVA_HOME=" + System.getProperty("java.home"),
                                "LIFEBOAT_JAVA_OPTIONS='-Djava.io.tmpdir=" + desk.directory() + " -Duser.home="
                                        + desk.directory().resolve("home") + "'"),
                        Stream.of(settings))
                .map(setting -> "export " + setting + "\n")
                .collect(Collectors.joining());
        Files.writeString(desk.directory().resolve("seat.sh"), unset + environment + "stty -g > modes\n");
        Seat seat = new Seat(desk, Tmux.start(desk.directory()));
        seat.tmux.line(". ./seat.sh; clear; echo seated");
        seat.sees("seated");
        return seat;
    }

    /** The launcher and the jar as {@code install.sh} lays them out; the jar's manifest names what the tests were compiled to. */
    private static void install(Path directory) throws IOException {
        Path launcher = directory.resolve("bin").resolve("lifeboat");
        if (Files.exists(launcher)) {
            return;
        }
        Files.createDirectories(launcher.getParent());
        Files.copy(Path.of("src", "main", "sh", "lifeboat"), launcher);
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        Path jar = directory.resolve("lib").resolve("lifeboat").resolve("lifeboat.jar");
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "lifeboat.Main");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                                .filter(entry -> !entry.isEmpty())
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }

    Tmux tmux() {
        return tmux;
    }

    String screen() {
        return tmux.screen();
    }

    /** Types a command line for the shell. */
    void types(String line) {
        tmux.line(line);
    }

    void presses(String... keys) {
        tmux.keys(keys);
    }

    /** Waits until all of this is shown at once. */
    void sees(String... parts) throws InterruptedException {
        awaits("all of " + List.of(parts), () -> Stream.of(parts).allMatch(tmux.screen()::contains));
    }

    void awaits(String what, BooleanSupplier condition) throws InterruptedException {
        try {
            Program.await(what, condition);
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; shown is\n" + tmux.screen(), late);
        }
    }

    /** Waits until the same has been shown for longer than anything is taken for typed too early. */
    void standsStill() throws InterruptedException {
        AtomicReference<String> last = new AtomicReference<>("");
        AtomicLong since = new AtomicLong(System.nanoTime());
        awaits("a screen that stands still", () -> {
            String now = tmux.screen();
            if (!now.equals(last.getAndSet(now))) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > STILL;
        });
    }

    /** Everything that was typed before has been dealt with when the keys were shown and put away again. */
    void asksForTheKeys() throws InterruptedException {
        pressesUntil("F1", "the keys", () -> screen().contains("─ Keys ─"));
        presses("Escape");
        awaits("the end of the help", () -> !screen().contains("─ Keys ─"));
    }

    /** Presses a key until something is so: what comes at once after a paste counts as pasted and is no key. */
    void pressesUntil(String key, String what, BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + Program.PATIENCE.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < deadline) {
            presses(key);
            long soon = System.nanoTime() + 2_000_000_000L;
            while (!done.getAsBoolean() && System.nanoTime() < soon) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        awaits(what, done);
    }

    /** Waits until a yes to this step is what is asked for. */
    void isAsked(String step) throws InterruptedException {
        awaits("the question about " + step, () -> isLastPreview(step) && screen().contains("[Enter] do"));
    }

    private boolean isLastPreview(String step) {
        List<String> previews = desk.steps("preview.shown");
        return !previews.isEmpty() && previews.get(previews.size() - 1).equals(step);
    }

    /** Says yes to what is asked: with Enter, and again for each page of the preview. */
    void confirms(String step) throws InterruptedException {
        isAsked(step);
        enters("the yes in the audit", () -> desk.tells("step.confirmed", step));
    }

    /** Presses Enter, and again if that was too soon or only turned a page, until something is so. */
    void enters(String what, BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            presses("Enter");
            awaits(what, () -> done.getAsBoolean() || isHeldBack());
            if (!done.getAsBoolean()) {
                // Painting anew changes nothing and takes the notice away.
                presses("C-l");
                awaits("the keys instead of the notice", () -> !isHeldBack());
            }
        }
    }

    private boolean isHeldBack() {
        String screen = screen();
        return screen.contains(TOO_SOON) || screen.contains(READ_ON);
    }

    /** Says that a step was done by hand, with these words. */
    void didByHand(String step, String words) throws InterruptedException {
        opensEvidence(step);
        tmux.bytes(words);
        enters("the evidence in the audit", () -> desk.tells("step.confirmed", step));
    }

    /** Presses Enter until it is asked what was done. */
    void opensEvidence(String step) throws InterruptedException {
        isAsked(step);
        enters("the question what was done", () -> screen().contains("To do by hand:"));
    }

    /** Makes the terminal another size and waits until the screen has it. */
    void resizes(int columns, int rows) throws InterruptedException {
        tmux.resize(columns, rows);
        awaits("a picture of " + columns + "x" + rows, () -> {
            List<String> lines = screen().lines().toList();
            return lines.size() == rows
                    && lines.get(rows - 1).endsWith(" help")
                    && lines.get(rows - 1).length() == columns - 1
                    && lines.get(0).contains("REHEARSAL");
        });
    }

    /** Makes the terminal another size while the shell has it. */
    void resizesUnseen(int columns, int rows) {
        tmux.resize(columns, rows);
    }

    /** The process of the program on the screen. */
    ProcessHandle java() throws InterruptedException {
        awaits("the program", () -> desk.processes().stream().anyMatch(Seat::isOnScreen));
        return desk.processes().stream().filter(Seat::isOnScreen).findFirst().orElseThrow();
    }

    private static boolean isOnScreen(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        return info.command().orElse("").endsWith("/java")
                && Stream.of(info.arguments().orElse(new String[0])).anyMatch("-jar"::equals);
    }

    /** Waits until the shell has the terminal again, with the modes that it had, and says so. */
    void hasTheShellAgain(int code) throws Exception {
        sees("ended " + code);
        assertThat(tmux.flags()).isEqualTo("0 1 0");
        Path now = desk.directory().resolve("modes.now");
        Files.deleteIfExists(now);
        tmux.line("stty -g > modes.now");
        Program.await("the modes", () -> now.toFile().length() > 0);
        assertThat(Files.readString(now))
                .isEqualTo(Files.readString(desk.directory().resolve("modes")));
    }

    @Override
    public void close() {
        tmux.close();
    }
}
