package lifeboat.lab.program;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Where the programs of one lab are played. Whoever can read its folder can call them. */
public final class Switchboard implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Switchboard.class.getName());
    private static final String CLASS = Caller.class.getSimpleName() + ".class";

    /** The call of a shell that has sockets: it costs a twentieth of the start of a Java. */
    private static final String SHORT =
            """
            LC_ALL=C
            gone() { echo "the lab that this program belongs to has ended" >&2; exit 1; }
            { read -r port token < %s; } 2>/dev/null || gone
            { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || gone
            words=(%s %s-- "$@")
            PATH=/usr/local/bin:/usr/bin:/bin
            printf 'T%%s\\0' "$token" >&3
            printf '%%s\\0' "$PWD" "${#words[@]}" "${words[@]}" >&3
            read -r code complaint <&3 || gone
            if [ "$complaint" -gt 0 ]; then
              head -c "$complaint" <&3 >&2
            fi
            cat <&3
            exit "$code"
            """;

    private final Path java;
    private final Path shell;
    private final Path line;
    private final Path classes;
    private final byte[] token;
    private final ServerSocket server;
    private final ExecutorService threads;
    private final Map<String, Played> programs = new ConcurrentHashMap<>();
    private final AtomicLong lastCall = new AtomicLong(System.nanoTime());

    private Switchboard(Path home, Path java, Path shell) throws IOException {
        this.java = java;
        this.shell = shell;
        Path folder = Files.createDirectories(
                home.toAbsolutePath(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        this.classes = folder.resolve("classes");
        Path file =
                classes.resolve(Caller.class.getPackageName().replace('.', '/')).resolve(CLASS);
        Files.createDirectories(file.getParent());
        try (InputStream code = Caller.class.getResourceAsStream(CLASS)) {
            if (code == null) {
                throw new FileNotFoundException(CLASS);
            }
            // A copy: what we were started from may be replaced while the lab runs.
            Files.write(file, code.readAllBytes());
        }
        byte[] drawn = new byte[16];
        new SecureRandom().nextBytes(drawn);
        String secret = HexFormat.of().formatHex(drawn);
        this.token = secret.getBytes(StandardCharsets.UTF_8);
        this.server = new ServerSocket(0, 64, InetAddress.getByName("127.0.0.1"));
        this.line = folder.resolve("line");
        Files.deleteIfExists(line);
        Files.createFile(line, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(line, server.getLocalPort() + " " + secret + "\n");
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "lab-program");
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(this::listen);
    }

    /**
     * Opens one.
     *
     * @param home a directory of its own, which is made
     * @param java the program {@code java}
     */
    public static Switchboard open(Path home, Path java) throws IOException {
        return open(home, java, Path.of("/bin/bash"));
    }

    /** The same with a shell that has sockets; it need not be there. */
    static Switchboard open(Path home, Path java, Path shell) throws IOException {
        return new Switchboard(home, java, shell);
    }

    /**
     * Writes a program that is played from now on. It reads nothing, and says everything at its end.
     *
     * @param program the file to write; its directory exists, and its whole path tells it from other programs
     * @param what what it plays, for who reads the file
     * @param variables the names of the variables of its environment that count
     * @return the file
     */
    public Path install(Path program, String what, List<String> variables, Played played) throws IOException {
        return install(program, what, variables, List.of(), played);
    }

    /**
     * The same for a program that reads its input and streams its output when it is called with some words.
     *
     * @param streaming with which arguments it does so: how they begin, such as {@code config set}; {@code *} for any
     */
    public Path install(Path program, String what, List<String> variables, List<String> streaming, Played played)
            throws IOException {
        String name = program.toAbsolutePath().toString();
        programs.put(name, played);
        String values = variables.stream()
                .map(variable -> "\"" + variable + "=${" + variable + "-}\" ")
                .collect(Collectors.joining());
        String caller =
                """
                unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
                export LC_ALL=C.UTF-8
                exec %s -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xmx16m \\
                  -cp %s %s %s %s %s-- "$@"
                """
                        .formatted(
                                quoted(java.toString()),
                                quoted(classes.toString()),
                                Caller.class.getName(),
                                quoted(line.toString()),
                                quoted(name),
                                values);
        String head = "# Plays " + what + " towards a lab of Lifeboat, and nothing else.\n";
        Files.writeString(
                program,
                !Files.isExecutable(shell) || streaming.contains("*")
                        ? "#!/bin/sh\n" + head + caller
                        : "#!" + shell + " -p\n" + head + stream(streaming, caller)
                                + SHORT.formatted(quoted(line.toString()), quoted(name), values));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private static String stream(List<String> words, String caller) {
        return words.isEmpty()
                ? ""
                : words.stream()
                        .map(word -> quoted(word + " ") + "*")
                        .collect(Collectors.joining(" | ", "case \"$* \" in ", ")\n" + caller + ";;\nesac\n"));
    }

    /** Text as one word of the shell, whatever is in it. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** How long it is since a program was called. */
    public long idleNanos() {
        return System.nanoTime() - lastCall.get();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                lastCall.set(System.nanoTime());
                threads.execute(() -> answer(socket));
            } catch (SocketException e) {
                // It was closed; the loop ends.
                LOG.log(Level.FINE, "no more calls", e);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "a call of a program of the lab was lost", e);
            }
        }
    }

    private void answer(Socket socket) {
        try (Conversation conversation = new Conversation(socket)) {
            Conversation.Greeting greeting = conversation.greeting();
            Played played = programs.get(greeting.program());
            if (played == null || !MessageDigest.isEqual(greeting.token().getBytes(StandardCharsets.UTF_8), token)) {
                conversation.end(false);
                return;
            }
            Future<?> playing = threads.submit(() -> play(played, greeting.invocation(), conversation));
            // Also when the program has ended: who called hangs up then.
            conversation.listen();
            playing.cancel(true);
        } catch (IOException e) {
            LOG.log(Level.FINE, "a call of a program of the lab broke off", e);
        }
    }

    private static void play(Played played, Invocation invocation, Conversation conversation) {
        try {
            boolean succeeded;
            try {
                succeeded = played.run(invocation);
            } catch (IOException e) {
                invocation.complain(e.getMessage() + "\n");
                succeeded = false;
            }
            invocation.out().flush();
            conversation.end(succeeded);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.FINE, "a caller hung up", e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a program of the lab failed", e);
            conversation.breakOff(String.valueOf(e));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
