package lifeboat.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.database.DumpListener.Phase;
import lifeboat.database.DumpListener.Progress;
import lifeboat.process.Command;
import lifeboat.process.Exit;
import lifeboat.process.ProcessException;
import lifeboat.process.Programs;
import lifeboat.process.Running;

/** Runs one client program to its end, followed by the size of what it writes. */
final class ClientProgram {
    private static final long LOOK_MILLIS = 40;
    private static final long TELL_NANOS = 200_000_000;

    private final Programs programs;
    private final String applicationName;

    ClientProgram(Programs programs, String applicationName) {
        this.programs = programs;
        this.applicationName = applicationName;
    }

    /** What the environment says about the connection; the rest of libpq's variables are not handed down. */
    Map<String, String> environment(DatabaseLocation location, Optional<Path> passwordFile) {
        Map<String, String> variables = new LinkedHashMap<>();
        passwordFile.ifPresent(file -> variables.put("PGPASSFILE", file.toString()));
        variables.put("PGSSLMODE", location.sslMode().libpqName());
        location.rootCertificate().ifPresent(file -> variables.put("PGSSLROOTCERT", file.toString()));
        variables.put("PGGSSENCMODE", "disable");
        variables.put("PGAPPNAME", applicationName);
        variables.put("PGCONNECT_TIMEOUT", "20");
        variables.put("LC_ALL", "C");
        return variables;
    }

    /**
     * Runs it to its end.
     *
     * @param grows the file or directory whose size is the progress
     * @throws DatabaseException when it does not end with 0
     */
    void run(
            String doing,
            Command command,
            DatabaseLocation location,
            Phase phase,
            Path grows,
            OptionalLong total,
            Duration timeout,
            DumpListener listener)
            throws DatabaseException, InterruptedException {
        ClientErrors errors = new ClientErrors();
        Programs masking = location.password()
                .map(password -> programs.masking(programs.masker().plus(password)))
                .orElse(programs);
        Running running;
        try {
            running = masking.start(command, (stream, line) -> {
                errors.hear(line);
                listener.line(line);
            });
        } catch (ProcessException e) {
            throw new DatabaseException(Kind.TOOLS, doing + ": " + e.getMessage(), e.hint(), e);
        }
        boolean over = false;
        try {
            listener.started(running);
            Exit exit = follow(running, phase, grows, total, timeout, listener);
            over = true;
            if (!exit.succeeded()) {
                throw errors.explain(doing, exit, location);
            }
        } finally {
            if (!over) {
                // Whoever waits no longer must not leave a second writer behind.
                stop(running);
            }
        }
    }

    private static Exit follow(
            Running running, Phase phase, Path grows, OptionalLong total, Duration timeout, DumpListener listener)
            throws InterruptedException {
        long began = System.nanoTime();
        long told = began - TELL_NANOS;
        Rate rate = new Rate();
        while (running.isAlive() && System.nanoTime() - began < timeout.toNanos()) {
            long now = System.nanoTime();
            if (now - told >= TELL_NANOS) {
                tell(phase, grows, total, listener, began, rate);
                told = now;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        Exit exit = running.await(Duration.ZERO);
        tell(phase, grows, total, listener, began, rate);
        return exit;
    }

    private static void tell(
            Phase phase, Path grows, OptionalLong total, DumpListener listener, long began, Rate rate) {
        long bytes = Disk.size(grows);
        long now = System.nanoTime();
        listener.progress(new Progress(phase, bytes, total, rate.at(now, bytes), Duration.ofNanos(now - began)));
    }

    private static void stop(Running running) {
        running.stop(Duration.ofSeconds(2));
        boolean interrupted = false;
        while (true) {
            try {
                running.await(Duration.ofSeconds(30));
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The argument list with the path of the program in front. */
    static Command command(ClientTools.Tool tool, List<String> arguments) {
        return Command.of(tool.path().toString(), arguments.toArray(String[]::new));
    }
}
