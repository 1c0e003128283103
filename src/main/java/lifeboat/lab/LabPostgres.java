package lifeboat.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL server on loopback with TLS, the role {@code pachyderm}, and databases that look like a Pachyderm
 * cluster's. Its data goes with the lab, so nothing is forced to disk. It ends with {@link #close()}, and by itself
 * within moments when the process that started it is gone, however that ended.
 */
public final class LabPostgres implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;
    private static final String USER = "pachyderm";

    /**
     * Runs the server as its child and takes orders from standard input. Its end, which the kernel brings about also
     * when the lab is killed, means stop.
     */
    private static final String WATCH = "data=$1; shift; \"$@\" </dev/null & pg=$!\n"
            + "while read -r order; do case $order in\n"
            + "restart) kill -QUIT $pg; wait $pg; \"$@\" </dev/null & pg=$!;;\n"
            + "stop) break;;\n"
            + "esac; done\n"
            + "kill -QUIT $pg; wait $pg; rm -f \"$data/postmaster.pid\"\n";

    private final ServerAccount account;
    private final PostgresPrograms programs;
    private final Path data;
    private final Path log;
    private final Path passwordFile;
    private final int port;
    private final Process watcher;

    private LabPostgres(
            ServerAccount account, PostgresPrograms programs, Path log, Path passwordFile, int port, Process watcher) {
        this.account = account;
        this.programs = programs;
        this.data = account.home().resolve("data");
        this.log = log;
        this.passwordFile = passwordFile;
        this.port = port;
        this.watcher = watcher;
    }

    /**
     * Makes the databases and starts the server; returns when it answers.
     *
     * @param lab the lab's directory; the server's files go below {@code postgres/}
     * @param found which server
     * @param certificates who signs its certificate
     * @param secrets passwords for {@code pachyderm} and the superuser {@code postgres}
     * @param temporary where its data goes if the account that must run it cannot reach the lab's directory
     */
    static LabPostgres start(
            LabDirectory lab,
            PostgresPrograms found,
            LabCertificates certificates,
            LabSecrets secrets,
            PostgresSeed seed,
            Path temporary)
            throws LabException {
        Path files = lab.path().resolve("postgres");
        Path home = files.resolve("home");
        try {
            ServerAccount.privateDirectory(home);
            ServerAccount account = ServerAccount.choose(found, home, () -> lab.outside(temporary), files);
            PostgresPrograms programs = account.programs();
            LabDirectory.write(files.resolve("password"), secrets.database() + "\n");
            LabDirectory.write(files.resolve("superuser.password"), secrets.superuser() + "\n");
            Path data = account.home().resolve("data");
            initialize(programs, account, data, files);
            certificates.server("PostgreSQL").write(data);
            Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
            account.give(data);
            fill(programs, account, data, files, secrets, seed);
            return launch(programs, account, files);
        } catch (IOException e) {
            throw new LabException("cannot write the database's files below " + files, "Is the disk full?", e);
        }
    }

    private static void initialize(PostgresPrograms programs, ServerAccount account, Path data, Path files)
            throws LabException, IOException {
        LabProgram.mustRun(
                account.command(List.of(
                        programs.program("initdb"),
                        "--pgdata=" + data,
                        "--username=postgres",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync")),
                "",
                files.resolve("initdb.log"),
                LIMIT);
        Files.writeString(
                data.resolve("postgresql.conf"),
                String.join(
                        "\n",
                        "listen_addresses = '127.0.0.1'",
                        "unix_socket_directories = ''",
                        "ssl = on",
                        "password_encryption = 'scram-sha-256'",
                        "max_connections = 60",
                        "shared_buffers = '32MB'",
                        "dynamic_shared_memory_type = 'mmap'",
                        "fsync = off",
                        "synchronous_commit = off",
                        "full_page_writes = off",
                        "wal_level = minimal",
                        "max_wal_senders = 0",
                        "timezone = 'UTC'",
                        "log_timezone = 'UTC'",
                        "log_connections = on",
                        "log_disconnections = on",
                        "log_checkpoints = off",
                        "log_autovacuum_min_duration = -1",
                        ""));
    }

    /** Fills the databases without a server: faster, and no connection is needed. */
    private static void fill(
            PostgresPrograms programs,
            ServerAccount account,
            Path data,
            Path files,
            LabSecrets secrets,
            PostgresSeed seed)
            throws LabException {
        single(programs, account, data, files, "postgres", PostgresSeed.roles(secrets.superuser(), secrets.database()));
        for (String database : PostgresSeed.databases()) {
            single(programs, account, data, files, database, seed.rows(database));
        }
    }

    private static void single(
            PostgresPrograms programs, ServerAccount account, Path data, Path files, String database, String script)
            throws LabException {
        Path log = files.resolve("seed.log");
        String said = LabProgram.mustRun(
                account.command(List.of(
                        programs.program("postgres"),
                        "--single",
                        "-j",
                        "-E",
                        "-D",
                        data.toString(),
                        "-c",
                        "exit_on_error=on",
                        "-c",
                        "log_statement=none",
                        "-c",
                        "log_min_error_statement=panic",
                        database)),
                script,
                log,
                LIMIT);
        if (said.contains("ERROR:") || said.contains("FATAL:")) {
            throw new LabException(
                    "the lab's database " + database + " could not be filled",
                    "This server's version may not know a command of the lab's script; see " + log + ".");
        }
    }

    /** Another process may take the free port before the server does; then another port is tried. */
    private static LabPostgres launch(PostgresPrograms programs, ServerAccount account, Path files)
            throws LabException, IOException {
        Path log = files.resolve("server.log");
        Path data = account.home().resolve("data");
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            Files.deleteIfExists(log);
            List<String> server = account.command(
                    List.of(programs.program("postgres"), "-D", data.toString(), "-p", Integer.toString(port)));
            List<String> command =
                    new java.util.ArrayList<>(List.of("sh", "-c", WATCH, "lab-postgres", data.toString()));
            command.addAll(server);
            LabPostgres started = new LabPostgres(
                    account, programs, log, files.resolve("password"), port, LabProgram.start(command, log));
            if (started.ready(true)) {
                return started;
            }
            started.close();
            if (attempt == ATTEMPTS) {
                throw new LabException(
                        "the lab's PostgreSQL server does not start: " + LabProgram.lastLines(Files.readString(log)),
                        "See " + log + ".");
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Waits for the server to say in its pid file that it takes connections. */
    private boolean ready(boolean fresh) throws LabException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try {
            while (true) {
                Optional<String> state = state();
                if (state.isPresent() && state.get().equals("ready")) {
                    return true;
                }
                if (!watcher.isAlive() || (fresh && gaveUp()) || System.nanoTime() > deadline) {
                    return false;
                }
                watcher.waitFor(20, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new LabException("interrupted while PostgreSQL was starting", "Start the lab again.", e);
        }
    }

    /** Whether a server that has just been started has given up, as it does when its port is taken. */
    private boolean gaveUp() {
        try {
            return Files.notExists(data.resolve("postmaster.pid"))
                    && Files.readString(log).contains("FATAL:");
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<String> state() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() < 8
                    ? Optional.empty()
                    : Optional.of(lines.get(7).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where the server listens, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The role that owns the databases. */
    public String user() {
        return USER;
    }

    /** A file of mode 0600 whose only line is the role's password. */
    public Path passwordFile() {
        return passwordFile;
    }

    /** The server's version, such as {@code 15.13}. */
    public String version() {
        return programs.version();
    }

    /** As whom the server runs, for people. */
    public String account() {
        return account.description();
    }

    /** When somebody last connected or disconnected. */
    public Instant lastUsed() {
        try {
            return Files.getLastModifiedTime(log).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /** Cuts every connection as a crash would, and comes back on the same port; returns when it answers again. */
    public void crash() throws LabException {
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
            order("restart");
        } catch (IOException e) {
            throw new LabException("cannot restart the lab's PostgreSQL server", "Start another lab.", e);
        }
        if (!ready(false)) {
            throw new LabException("the lab's PostgreSQL server did not come back", "See " + log + ".");
        }
    }

    /** Ends the server at once; what it holds is the lab's and is not kept. */
    @Override
    public void close() {
        try {
            order("stop");
        } catch (IOException e) {
            // The watcher is gone already, and the server with it.
        }
        try {
            if (!watcher.waitFor(10, TimeUnit.SECONDS)) {
                watcher.descendants().forEach(ProcessHandle::destroyForcibly);
                watcher.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the server of a lab whose process is gone and whose watcher was killed too. Does nothing if there is none.
     *
     * @param lab the dead lab's directory
     */
    static void endOrphan(Path lab) {
        Path data = lab.resolve("postgres/home/data");
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
            String arguments = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
            if (arguments.contains(data.toString())) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            // No pid file or no such process: nothing was left.
        }
    }

    private void order(String order) throws IOException {
        OutputStream orders = watcher.getOutputStream();
        orders.write((order + "\n").getBytes(StandardCharsets.US_ASCII));
        orders.flush();
    }
}
