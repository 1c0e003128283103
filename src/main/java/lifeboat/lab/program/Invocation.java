package lifeboat.lab.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One call of a program that is played.
 *
 * @param arguments without the program's name
 * @param variables those of the environment that the program was installed with; empty text for one that is not set
 * @param directory where the caller was started
 * @param in what the caller has on standard input, read as it is asked for
 * @param out what goes to the caller's standard output at once
 * @param err the same for standard error
 */
public record Invocation(
        List<String> arguments,
        Map<String, String> variables,
        Path directory,
        InputStream in,
        OutputStream out,
        OutputStream err) {
    public Invocation {
        arguments = List.copyOf(arguments);
        variables = Map.copyOf(variables);
    }

    /** A variable of the environment; empty text if it is not set. */
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** Prints to standard output as it is. */
    public void print(String text) {
        write(out, text);
    }

    /** Prints to standard error as it is. */
    public void complain(String text) {
        write(err, text);
    }

    private static void write(OutputStream to, String text) {
        try {
            to.write(text.getBytes(StandardCharsets.UTF_8));
            to.flush();
        } catch (IOException e) {
            // Whoever called is gone; so is the call.
            throw new UncheckedIOException(e);
        }
    }
}
