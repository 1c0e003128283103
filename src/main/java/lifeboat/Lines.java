package lifeboat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Hands on what is printed, a line at a time. */
final class Lines extends PrintStream {
    Lines(Consumer<String> line) {
        super(new Collecting(line), true, StandardCharsets.UTF_8);
    }

    private static final class Collecting extends OutputStream {
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
        private final Consumer<String> line;

        Collecting(Consumer<String> line) {
            this.line = line;
        }

        @Override
        public synchronized void write(int one) {
            if (one == '\n') {
                line.accept(begun.toString(StandardCharsets.UTF_8));
                begun.reset();
            } else {
                begun.write(one);
            }
        }
    }
}
