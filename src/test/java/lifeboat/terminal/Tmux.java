package lifeboat.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A tmux server of its own with one window of 80x24 in which a shell runs; ended by {@link #close}. */
public final class Tmux implements AutoCloseable {
    private static final long LONG_ENOUGH = 40_000_000_000L;

    private final String socket;

    private Tmux(String socket) {
        this.socket = socket;
    }

    /** Whether there is a tmux on this machine. */
    public static boolean isThere() {
        return onPath("tmux");
    }

    /** Whether there is a program of this name on this machine. */
    public static boolean onPath(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Starts a server whose shell is {@code sh}, with {@code $} as its prompt, in a folder. */
    public static Tmux start(Path folder) throws IOException, InterruptedException {
        Path socket = folder.resolve("tmux");
        for (int number = 2; Files.exists(socket); number++) {
            socket = folder.resolve("tmux" + number);
        }
        Tmux tmux = new Tmux(socket.toString());
        tmux.run(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                "80",
                "-y",
                "24",
                "-c",
                folder.toString(),
                "env -u ENV -u COLORTERM -u NO_COLOR LC_ALL=C.UTF-8 PS1='$ ' sh -i");
        tmux.await("a prompt", () -> tmux.screen().contains("$"));
        return tmux;
    }

    /** Types a line. */
    public void line(String text) {
        run("send-keys", "-l", text);
        run("send-keys", "Enter");
    }

    /** Presses keys by tmux's names. */
    public void keys(String... names) {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(names));
        run(command.toArray(String[]::new));
    }

    /** Sends bytes as they are, at once. */
    public void bytes(String text) {
        List<String> command = new ArrayList<>(List.of("send-keys", "-H"));
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            command.add(String.format(Locale.ROOT, "%02x", each & 0xff));
        }
        run(command.toArray(String[]::new));
    }

    /** Pastes, in marks if the program asked for them. */
    public void paste(String text) {
        run("set-buffer", "--", text);
        run("paste-buffer", "-p");
    }

    /** Makes the window larger or smaller. */
    public void resize(int columns, int rows) {
        run("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    }

    /** Writes into a file, from now on, the bytes that arrive from the programs in it. */
    public void pipe(Path file) {
        run("pipe-pane", "cat >> '" + file + "'");
    }

    /** The terminal's device. */
    public String device() {
        return run("display-message", "-p", "#{pane_tty}").strip();
    }

    /** What is shown. */
    public String screen() {
        return run("capture-pane", "-p");
    }

    /** Whether the other screen is on, the cursor is shown, and the mouse is captured: {@code 0 1 0} for a shell. */
    public String flags() {
        return run("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}")
                .strip();
    }

    /** Waits until something is so; fails after a while, with what is shown. */
    public void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LONG_ENOUGH;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what + "; shown is\n" + screen());
            }
            Thread.sleep(20);
        }
    }

    /** Waits until a text is shown. */
    public void awaitScreen(String part) throws InterruptedException {
        await(part, () -> screen().contains(part));
    }

    /** Ends the server: whatever runs in it is hung up. */
    @Override
    public void close() {
        // What it holds open has to be gone when the test's folder is removed.
        String pid = run("display-message", "-p", "#{pid}").strip();
        run("kill-server");
        if (pid.matches("[0-9]+")) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(server ->
                            server.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        }
    }

    private String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
