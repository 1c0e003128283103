package lifeboat.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.lab.LabCertificates;
import lifeboat.process.Captured;
import lifeboat.process.Command;
import lifeboat.process.Masker;
import lifeboat.process.Programs;
import lifeboat.process.Secret;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL server on loopback, with TLS and passwords, from the machine's own server programs. */
final class TestServer implements AutoCloseable {
    static final String ODD = "Pachyderm \"old\" 2019";
    static final Secret PASSWORD = Secret.of("canary:7\\pass'word=ü");
    static final String USER = "life boat";

    /** A role, not made yet, that gets in without TLS, so that a proxy can read what it sends. */
    static final String READABLE = "readable";

    private static final Duration LONG = Duration.ofSeconds(60);

    final Programs programs = new Programs(
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "HOME", "/nonexistent", "PGPASSWORD", "canary-inherited"),
            Programs.searchPath("/usr/sbin:/usr/bin:/sbin:/bin"),
            Masker.NONE);
    final Path root;
    final Path directory;
    final int port;
    private final Path bin;
    private final boolean superuser;

    TestServer() throws Exception {
        List<Path> installed = ClientTools.installedUnder(Path.of("/usr/lib/postgresql")).stream()
                .filter(directory -> Files.isExecutable(directory.resolve("initdb")))
                .toList();
        Assumptions.assumeFalse(installed.isEmpty(), "no PostgreSQL server programs on this machine");
        this.bin = installed.get(installed.size() - 1);
        this.superuser = programs.run(Command.of("id", "-u"), LONG).text().equals("0");
        this.directory = Files.createTempDirectory("lifeboat-postgres");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
        LabCertificates certificates = LabCertificates.create(Clock.systemUTC());
        certificates.server("postgres").write(directory);
        this.root = directory.resolve("root.crt");
        Files.writeString(root, certificates.authorityPem());
        Files.writeString(directory.resolve("password"), PASSWORD.reveal() + "\n");
        own();
        asServer(
                "initdb",
                "-D",
                data(),
                "-U",
                USER,
                "--pwfile=" + directory.resolve("password"),
                "-A",
                "scram-sha-256",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync");
        Files.writeString(
                Path.of(data(), "postgresql.auto.conf"),
                String.join(
                        "\n",
                        "listen_addresses = '127.0.0.1,127.0.0.2'",
                        "port = " + port,
                        "unix_socket_directories = ''",
                        "fsync = off",
                        "ssl = on",
                        "ssl_cert_file = '" + directory.resolve("server.crt") + "'",
                        "ssl_key_file = '" + directory.resolve("server.key") + "'",
                        ""));
        Files.writeString(
                Path.of(data(), "pg_hba.conf"),
                String.join(
                        "\n",
                        "hostnossl all nohow all reject",
                        "hostssl all all all scram-sha-256",
                        "host plain all all scram-sha-256",
                        "hostnossl all " + READABLE + " all scram-sha-256",
                        ""));
        start();
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private void own() throws Exception {
        if (superuser) {
            run(Command.of("chown", "-R", "postgres:postgres", directory.toString()));
            run(Command.of("chmod", "755", directory.toString()));
        }
    }

    void start() throws Exception {
        asServer("pg_ctl", "-D", data(), "-l", directory.resolve("log").toString(), "-w", "-t", "30", "start");
    }

    void stop(String mode) throws Exception {
        asServer("pg_ctl", "-D", data(), "-m", mode, "-w", "stop");
    }

    private void asServer(String program, String... arguments) throws Exception {
        List<String> argv = new ArrayList<>();
        if (superuser) {
            argv.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"));
        }
        argv.add(bin.resolve(program).toString());
        argv.addAll(List.of(arguments));
        run(Command.of(argv).in(directory));
    }

    private void run(Command command) throws Exception {
        Captured captured = programs.run(command, LONG);
        if (!captured.exit().succeeded()) {
            throw new IllegalStateException(command + ": " + captured.exit().words() + " " + captured.err());
        }
    }

    DatabaseLocation location() {
        return location("127.0.0.1", SslMode.VERIFY_FULL, PASSWORD);
    }

    DatabaseLocation location(String host, SslMode mode, Secret password) {
        return new DatabaseLocation(host, port, USER, Optional.of(password), mode, Optional.of(root));
    }

    ClientTools tools() throws InterruptedException {
        return ClientTools.discover(programs, List.of(bin));
    }

    Connection connect(String database) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(USER);
        source.setPassword(PASSWORD.reveal());
        source.setSslMode("require");
        source.setApplicationName("pachd 7");
        return source.getConnection();
    }

    void sql(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    String ask(String database, String question) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** The database whose name needs quoting everywhere, with what Pachyderm's has. */
    void fill() throws SQLException {
        sql("postgres", "CREATE DATABASE " + Quoting.identifier(ODD));
        sql(
                ODD,
                "CREATE TABLE public.migrations (id bigint PRIMARY KEY, name text)",
                "INSERT INTO public.migrations SELECT i, 'step ' || i FROM generate_series(0, 41) i",
                "CREATE SCHEMA \"Odd \"\" schema\"",
                "CREATE TABLE \"Odd \"\" schema\".\"Table; drop\" (id serial, t text)",
                "INSERT INTO \"Odd \"\" schema\".\"Table; drop\" (t) VALUES ('ü'), (NULL), (E'a\\tb\\nc\\\\.')",
                "CREATE TABLE public.large AS SELECT i, md5(i::text) || md5((i * 7)::text) AS t"
                        + " FROM generate_series(1, 150000) i",
                "CREATE TABLE public.parent (k int) PARTITION BY LIST (k)",
                "CREATE TABLE public.child PARTITION OF public.parent FOR VALUES IN (1)",
                "INSERT INTO public.parent VALUES (1), (1)",
                "CREATE SEQUENCE public.unused",
                "ANALYZE");
    }

    @Override
    public void close() throws IOException {
        try {
            stop("immediate");
            run(Command.of("rm", "-rf", "--", directory.toString()));
        } catch (Exception e) {
            throw new IOException("the server in " + directory + " could not be ended", e);
        }
    }
}
