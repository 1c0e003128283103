package lifeboat.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The one place where the lab starts programs. */
final class LabProgram {
    private LabProgram() {}

    /** What a finished program left: its exit code, and standard output and error as they came. */
    record Ended(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /**
     * Runs a program to its end; its output passes through a file, so that a full pipe never stops it.
     *
     * @param input what the program reads from standard input
     * @param output a file to write, made anew and left in place
     * @throws LabException if the program cannot be started or is not done in time (it is then ended)
     */
    static Ended run(List<String> command, String input, Path output, Duration limit) throws LabException {
        try {
            Files.deleteIfExists(output);
            Process process = builder(command, output).start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The program ended without reading all of it; its exit code says why.
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new LabException(
                        command.get(0) + " was not done after " + limit.toSeconds() + " s",
                        "See " + output + "; the machine may be out of memory or disk.");
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new LabException(
                    "cannot run " + command.get(0), "Check that the program is there and may be executed.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while " + command.get(0) + " was running", "Start the lab again.", e);
        }
    }

    /** Runs a program that must succeed. */
    static String mustRun(List<String> command, String input, Path output, Duration limit) throws LabException {
        Ended ended = run(command, input, output, limit);
        if (!ended.succeeded()) {
            throw new LabException(
                    command.get(0) + " ended with " + ended.exitCode() + ": " + lastLines(ended.output()),
                    "See " + output + " for all it said.");
        }
        return ended.output();
    }

    /** Starts a program whose output goes to a file and whose standard input stays open until we close it or end. */
    static Process start(List<String> command, Path output) throws LabException {
        try {
            return builder(command, output).start();
        } catch (IOException e) {
            throw new LabException(
                    "cannot start " + command.get(0), "Check that the program is there and may be executed.", e);
        }
    }

    /**
     * Starts a program that outlives us: it reads nothing, and its file names are UTF-8 whatever our terminal says. Give
     * it a session of its own by its argument list.
     */
    static Process detach(List<String> command, Path output) throws LabException {
        try {
            ProcessBuilder builder = builder(command, output)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().put("LC_ALL", "C.UTF-8");
            return builder.start();
        } catch (IOException e) {
            throw new LabException("cannot start " + command.get(0), "Check that Java is where it was.", e);
        }
    }

    /** The end of a text, short enough for a message. */
    static String lastLines(String text) {
        String trimmed = text.strip();
        return trimmed.length() <= 600 ? trimmed : "..." + trimmed.substring(trimmed.length() - 600);
    }

    private static ProcessBuilder builder(List<String> command, Path output) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        // What the operator has set for the real database must not reach the lab's.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }
}
