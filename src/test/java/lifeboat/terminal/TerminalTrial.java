package lifeboat.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jline.utils.Signals;

/**
 * A program for the stories of {@link PtyStoryTest}: shows what it hears on the operator's terminal and writes it to the file
 * that is its argument. {@code q} ends it, Ctrl-Z suspends, {@code x} throws.
 */
final class TerminalTrial {
    private TerminalTrial() {}

    /** The file, then {@code stay} if it shall live on after the terminal is gone until there is a
     * file {@code enough} beside it. */
    public static void main(String[] arguments) throws Exception {
        Path heard = Path.of(arguments[0]);
        note(heard, "pid " + ProcessHandle.current().pid());
        if (arguments.length > 1) {
            Signals.register("HUP", () -> {});
        }
        try (OperatorTerminal terminal = OperatorTerminal.find(System.getenv(), System::nanoTime)) {
            show(terminal, heard, arguments.length > 1);
        }
    }

    private static void show(OperatorTerminal terminal, Path heard, boolean stays)
            throws IOException, InterruptedException {
        List<String> log = new ArrayList<>();
        BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
        terminal.open(inputs::add);
        boolean everything = false;
        while (true) {
            PlainPicture picture = new PlainPicture(terminal.size()).put(0, 0, "TRIAL ✓ " + terminal.size());
            for (int row = 0; row < Math.min(log.size(), terminal.size().rows() - 1); row++) {
                picture.put(0, row + 1, log.get(log.size() - 1 - row));
            }
            terminal.show(picture, everything);
            Input input = inputs.take();
            everything = input instanceof Input.Resumed || input instanceof Input.Resized;
            String line = line(input);
            log.add(line);
            note(heard, line);
            if (input instanceof Input.Gone) {
                if (stays) {
                    // Whoever goes on after the terminal is gone goes on showing things too.
                    Path enough = heard.resolveSibling("enough");
                    for (int time = 0; time < 200 && !Files.exists(enough); time++) {
                        terminal.show(picture, true);
                        Thread.sleep(100);
                    }
                    note(heard, "stayed");
                }
                System.exit(3);
            }
            if (input instanceof Input.Pressed pressed) {
                if (pressed.stroke().equals(Stroke.of("q"))) {
                    terminal.close();
                    System.exit(7);
                } else if (pressed.stroke().equals(Stroke.of("x"))) {
                    throw new IllegalStateException("as asked");
                } else if (pressed.stroke().equals(Stroke.control("z"))) {
                    terminal.suspend();
                }
            }
        }
    }

    private static String line(Input input) {
        if (input instanceof Input.Pressed pressed) {
            Stroke stroke = pressed.stroke();
            return "key " + (stroke.control() ? "C-" : "") + (stroke.alt() ? "A-" : "") + (stroke.shift() ? "S-" : "")
                    + (stroke.key() == Stroke.Key.CHARACTER ? stroke.text() : stroke.key());
        }
        if (input instanceof Input.Pasted pasted) {
            return "paste " + pasted.text().replace("\n", "|");
        }
        if (input instanceof Input.Resized resized) {
            return "size " + resized.size().columns() + "x" + resized.size().rows();
        }
        return input instanceof Input.Gone gone ? "gone " + gone.reason() : "resumed";
    }

    private static void note(Path file, String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
