package lifeboat.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds and starts programs. Each program gets a session of its own (by {@code setsid} of util-linux, which runs the program in
 * its own place, so that the pid is the program's), a clean environment, and an empty standard input unless told otherwise.
 * Immutable and safe for any thread.
 */
public final class Programs {
    private static final Path PROC = Path.of("/proc");
    private static final int CAPTURE_CHARACTERS = 1 << 20;
    private static final long SESSION_WAIT_NANOS = Duration.ofSeconds(2).toNanos();

    private final Map<String, String> environment;
    private final List<Path> path;
    private final Masker masker;
    private final ProcessTable table;

    /**
     * Programs of this environment.
     *
     * @param environment our own variables: where {@link Command} takes from what it hands down
     * @param path the directories to search, in order
     * @param masker the secrets that no output may show
     */
    public Programs(Map<String, String> environment, List<Path> path, Masker masker) {
        this(environment, path, masker, new ProcessTable(PROC));
    }

    Programs(Map<String, String> environment, List<Path> path, Masker masker, ProcessTable table) {
        this.environment = Map.copyOf(environment);
        this.path = List.copyOf(path);
        this.masker = masker;
        this.table = table;
    }

    /** The directories of a {@code PATH}; an empty or relative entry is left out, so that nothing runs from the current place. */
    public static List<Path> searchPath(String path) {
        List<Path> result = new ArrayList<>();
        for (String entry : Arrays.asList(path.split(File.pathSeparator, -1))) {
            try {
                Path directory = Path.of(entry);
                if (directory.isAbsolute()) {
                    result.add(directory);
                }
            } catch (InvalidPathException e) {
                continue;
            }
        }
        return List.copyOf(result);
    }

    /** The same programs, with these directories searched first. */
    public Programs lookingFirstIn(List<Path> directories) {
        List<Path> all = new ArrayList<>(directories);
        all.addAll(path);
        return new Programs(environment, all, masker, table);
    }

    /** The same programs, with their output masked by this masker. */
    public Programs masking(Masker other) {
        return new Programs(environment, path, other, table);
    }

    /** The secrets that no output shows. */
    public Masker masker() {
        return masker;
    }

    /** The program of this name on the search path, or at this path if the name holds a slash. */
    public Optional<Path> find(String name) {
        try {
            if (name.contains("/")) {
                return Optional.of(Path.of(name)).filter(Programs::runs);
            }
            return path.stream()
                    .map(directory -> directory.resolve(name))
                    .filter(Programs::runs)
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Every program of this name on the search path, in its order. */
    public List<Path> findAll(String name) {
        return path.stream()
                .map(d -> d.resolve(name))
                .filter(Programs::runs)
                .distinct()
                .toList();
    }

    private static boolean runs(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** The first version number in what {@code PROGRAM --version} prints; nothing if it fails or prints none. */
    public Optional<Version> version(String program) throws InterruptedException {
        return version(Command.of(program, "--version"), Duration.ofSeconds(20));
    }

    /** The first version number in what this command prints within the time; nothing if it fails or prints none. */
    public Optional<Version> version(Command command, Duration timeout) throws InterruptedException {
        try {
            Captured captured = run(command, timeout);
            return captured.exit().succeeded() ? Version.in(captured.text()) : Optional.empty();
        } catch (ProcessException e) {
            return Optional.empty();
        }
    }

    /** Runs a short program to its end and keeps what it says, up to about a million characters. */
    public Captured run(Command command, Duration timeout) throws ProcessException, InterruptedException {
        Capture capture = new Capture(CAPTURE_CHARACTERS);
        Running running = start(command, capture);
        try {
            return capture.captured(running.await(timeout));
        } finally {
            // Whoever interrupts a question wants no answer: nothing is left running behind it.
            running.stop();
        }
    }

    /**
     * Starts a program. When this returns, the program runs under its own pid.
     *
     * @throws ProcessException when it is not there, may not be executed, or its files cannot be made
     */
    public Running start(Command command, OutputListener listener) throws ProcessException {
        String name = command.argv().get(0);
        Path program = find(name)
                .orElseThrow(() -> new ProcessException(
                        "there is no program " + name + " that could be started",
                        name.contains("/")
                                ? "Check the path and its mode."
                                : "Install it, or add its directory to PATH."));
        Optional<Path> setsid = find("setsid");
        List<String> argv = new ArrayList<>();
        setsid.ifPresent(path -> argv.add(path.toString()));
        argv.add(program.toAbsolutePath().toString());
        argv.addAll(command.argv().subList(1, command.argv().size()));
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().clear();
        builder.environment().putAll(command.environment(environment));
        command.directory().map(Path::toFile).ifPresent(builder::directory);
        File input = command.input().map(Path::toFile).orElse(new File("/dev/null"));
        builder.redirectInput(command.stdin().isPresent() ? Redirect.PIPE : Redirect.from(input));
        try {
            return launch(builder, command, listener, setsid.isPresent());
        } catch (IOException e) {
            throw new ProcessException(
                    masker.mask("cannot start " + name + ": " + e.getMessage()),
                    "Check that the program, its working directory and the files for its output can be used.",
                    e);
        }
    }

    private Running launch(ProcessBuilder builder, Command command, OutputListener listener, boolean setsid)
            throws IOException {
        long outFrom = 0;
        long errFrom = 0;
        if (command.files().isPresent()) {
            Command.Files files = command.files().get();
            outFrom = OutputFile.open(files.out());
            errFrom = OutputFile.open(files.err());
            builder.redirectOutput(Redirect.appendTo(files.out().toFile()));
            builder.redirectError(Redirect.appendTo(files.err().toFile()));
        }
        long started = System.nanoTime();
        Process process = builder.start();
        boolean ownSession = setsid && awaitOwnSession(process);
        String ticks =
                table.find(process.pid()).map(ProcessTable.Entry::startTicks).orElse("");
        OutputSink sink = new OutputSink(listener);
        LineCutter out = new LineCutter(masker, line -> sink.accept(OutputListener.Stream.OUT, line));
        LineCutter err = new LineCutter(masker, line -> sink.accept(OutputListener.Stream.ERR, line));
        String label = "output of pid " + process.pid();
        List<StartedProgram.Followed> streams = new ArrayList<>();
        if (command.files().isPresent()) {
            Command.Files files = command.files().get();
            if (!files.data()) {
                streams.add(
                        new StartedProgram.Followed(OutputPump.file(label, files.out(), outFrom, out), files.out()));
            }
            streams.add(new StartedProgram.Followed(OutputPump.file(label, files.err(), errFrom, err), files.err()));
        } else {
            streams.add(new StartedProgram.Followed(OutputPump.pipe(label, process.getInputStream(), out), null));
            streams.add(new StartedProgram.Followed(OutputPump.pipe(label, process.getErrorStream(), err), null));
        }
        command.stdin().ifPresent(text -> write(process, text));
        return new StartedProgram(
                process, command.argv(), ticks, ownSession, started, sink, streams, masker, new SessionStop(table));
    }

    /** Waits the instant that {@code setsid} needs; a program that is over before counts as having had its session. */
    private boolean awaitOwnSession(Process process) {
        long deadline = System.nanoTime() + SESSION_WAIT_NANOS;
        do {
            Optional<ProcessTable.Entry> entry = table.find(process.pid());
            if (entry.isEmpty()) {
                return !process.isAlive();
            }
            if (entry.get().session() == process.pid()) {
                return true;
            }
            LockSupport.parkNanos(500_000);
        } while (System.nanoTime() < deadline);
        return false;
    }

    private static void write(Process process, String text) {
        Thread writer = new Thread(
                () -> {
                    try (OutputStream in = process.getOutputStream()) {
                        in.write(text.getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        // A program may end without reading what it was given; its exit code tells what that means.
                        return;
                    }
                },
                "input of pid " + process.pid());
        writer.setDaemon(true);
        writer.start();
    }

    /** Masks the known secrets in a file that took a program's output; for the files of a program that outlived us. */
    public void maskFile(Path file) throws ProcessException {
        try {
            OutputFile.mask(file, masker);
        } catch (IOException e) {
            throw new ProcessException(
                    "cannot mask the secrets in " + file + ": " + e.getMessage(),
                    "Look into the file yourself before you hand it to anyone.",
                    e);
        }
    }
}
