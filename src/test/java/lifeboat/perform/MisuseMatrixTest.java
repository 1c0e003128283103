package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import lifeboat.atlas.VarLong;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Manifest;
import lifeboat.fault.Fault;
import lifeboat.lab.TestPostgres;
import lifeboat.process.Secret;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.runbook.Action;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mistake that the program itself takes for a good command, or answers with a bare exit code: each is caught before the
 * program is started. The store is a real database; the program only notes that it was called, and what the real one would have
 * done is in {@code lab.atlas.MisuseTest}, row by row.
 */
@SuppressWarnings("NullAway.Init")
@Fault("F40")
class MisuseMatrixTest {
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: misused
            title: Misused
            parameters:
              config: {type: path}
              root: {type: string}
              program: {type: string}
              service: {type: url}
              port: {type: port}
              password: {type: secret}
              backup: {type: path}
            targets:
              database:
                database:
                  host: 127.0.0.1
                  port: "{{ port }}"
                  user: postgres
                  password: "{{ password }}"
                  sslmode: disable
              atlas:
                atlas:
                  program: "{{ program }}"
                  config: "{{ config }}"
                  config_root: "{{ root }}"
                  version: "0.309.0"
                  store: postgresql
                  service: "{{ service }}"
                  database: store
            lock: misused
            holds:
              service-down: {means: It is down.}
            steps:
              - id: empty
                title: Empty
                prove_empty: {target: atlas}
              - id: stop
                title: Stop
                manual: {instruction: Stop it., evidence: "How?"}
                holds: service-down
              - id: clean
                title: Clean
                clean_transactions: {target: atlas, backup: "{{ backup }}", while: service-down}
                confirm: it
              - id: forward
                title: Forward
                fast_forward: {target: atlas, backup: "{{ backup }}", while: service-down}
              - id: fetch
                title: Fetch
                fetch_timestamp: {target: atlas, as: backup}
              - id: start
                title: Start
                manual: {instruction: Start it., evidence: "How?"}
                releases: service-down
            """;

    @TempDir
    static Path lab;

    private static TestPostgres postgres;

    @TempDir
    Path directory;

    private Path called;
    private Path backup;
    private String config = "";
    private String root = "/atlasdb";
    private String service = "";
    private int port;
    private boolean held = true;

    /** What is wrong before a step is done; what it leaves open is closed again afterwards. */
    @FunctionalInterface
    private interface Mistake {
        AutoCloseable make(MisuseMatrixTest there) throws Exception;
    }

    /** One row: the mistake, the step that would make it, and the reason for which it is not done. */
    private record Row(String name, String step, String reason, Mistake mistake) {
        @Override
        public String toString() {
            return name + ", " + step;
        }
    }

    private static Row row(String name, String step, String reason, Mistake mistake) {
        return new Row(name, step, reason, mistake);
    }

    private static AutoCloseable nothing() {
        return () -> {};
    }

    /** A file with that content in place of the backup timestamp, and a manifest that fits it as far as one can. */
    private static Mistake content(String text) {
        return there -> {
            there.backup(text, "3010026\n");
            return nothing();
        };
    }

    private static Mistake numbers(String first, String second) {
        return there -> {
            there.backup(first + "\n", second + "\n");
            return nothing();
        };
    }

    private static Mistake changed(String statement) {
        return there -> {
            there.sql(statement);
            return nothing();
        };
    }

    static Stream<Row> matrix() {
        return Stream.of(
                row("missing file", "clean", "there is no timestamp file", there -> {
                    Files.delete(there.backup.resolve("backup.timestamp"));
                    return nothing();
                }),
                row("empty file", "clean", "is empty", content("")),
                row("two lines", "clean", "more than one line", content("3010015\n3010026\n")),
                row("trailing blank line", "clean", "more than one line", content("3010015\n\n")),
                row("text", "clean", "is not one line of 1 to 19 digits", content("three\n")),
                row("byte order mark", "clean", "byte order mark", content("\uFEFF3010015\n")),
                row("larger than a long", "clean", "is not one line", content("92233720368547758070\n")),
                row("longer than any number", "clean", "longer than any timestamp", content("1".repeat(100_000))),
                row("CRLF", "clean", "carriage return", content("3010015\r\n")),
                row("blanks around it", "clean", "is not one line", content(" 3010015 \n")),
                row("a number that lost a digit", "clean", "does not fit the store", numbers("301001", "3010026")),
                row("zero", "clean", "begins with a zero", content("0\n")),
                row("negative", "clean", "is not one line", content("-5\n")),
                row("swapped files", "clean", "is not below the fast-forward", numbers("3010026", "3010015")),
                row("swapped files", "forward", "is not below the fast-forward", numbers("3010026", "3010015")),
                row("the same timestamp twice", "clean", "is not below", numbers("3010015", "3010015")),
                row("cleaned again after the service began", "clean", "not held stopped", there -> {
                    there.held = false;
                    return nothing();
                }),
                row("the service has worked meanwhile", "clean", "was worked with after the backup", there -> {
                    there.commit(4_010_001, 4_010_002);
                    return nothing();
                }),
                row("fast-forward below what is in use", "forward", "not below the fast-forward", there -> {
                    there.backup("3010015\n", "3010020\n");
                    return nothing();
                }),
                row("a jump to the largest long", "forward", "no timestamp service reaches", there -> {
                    there.backup("3010015\n", Long.MAX_VALUE + "\n");
                    return nothing();
                }),
                row("a jump that cannot be taken back", "forward", "does not fit the store", there -> {
                    there.backup("3010015\n", "4000000000000000000\n");
                    return nothing();
                }),
                row("an empty database", "clean", "has no table _transactions", changed("DROP TABLE _transactions")),
                row("an empty database", "forward", "has no table _transactions", changed("DROP TABLE _transactions")),
                row(
                        "transactions that the program does not touch",
                        "clean",
                        "which clean-transactions does not touch",
                        changed("CREATE TABLE _transactions2 (row_name bytea)")),
                row("the database is down", "clean", "127.0.0.1:1", there -> {
                    there.port = 1;
                    there.configure("store", 1, "");
                    return nothing();
                }),
                row("another database in the configuration", "clean", "the configuration says other", there -> {
                    there.configure("other", postgres.port(), "");
                    return nothing();
                }),
                row("missing configuration", "clean", "cannot be read", there -> {
                    there.config = there.directory.resolve("none.yml").toString();
                    return nothing();
                }),
                row("a wrong root", "clean", "has no block at /nope", there -> {
                    there.root = "/nope";
                    return nothing();
                }),
                row("a root without its slash", "clean", "has no leading slash", there -> {
                    there.root = "atlasdb";
                    return nothing();
                }),
                row("a live application", "clean", "somebody is connected to the database", there -> there.connect()),
                row("a live application", "forward", "somebody is connected to the database", there -> there.connect()),
                row("a service that listens", "clean", "something listens at", MisuseMatrixTest::listen),
                row("a service that listens", "forward", "something listens at", MisuseMatrixTest::listen),
                row("fetched onto a file that is there", "fetch", "there is a timestamp in", there -> {
                    there.configure("store", postgres.port(), "  timestamp: {servers: [x]}\n");
                    return nothing();
                }),
                row("fetched without a service", "fetch", "no leader, timelock or timestamp block", there -> {
                    Files.delete(there.backup.resolve("backup.timestamp"));
                    return nothing();
                }),
                row("restored over what is there", "empty", "is not empty", there -> nothing()));
    }

    private static AutoCloseable listen(MisuseMatrixTest there) throws Exception {
        ServerSocket live = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        there.service = "http://127.0.0.1:" + live.getLocalPort();
        return live;
    }

    @BeforeAll
    static void start() throws Exception {
        postgres = new TestPostgres(lab.resolve("lab"));
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void make() throws Exception {
        postgres.execute("DROP DATABASE IF EXISTS store WITH (FORCE)");
        postgres.execute("CREATE DATABASE store");
        sql("CREATE TABLE _transactions (row_name bytea, col_name bytea, ts int8, val bytea)");
        sql("CREATE TABLE _timestamp (last_allocated int8)");
        sql("INSERT INTO _timestamp VALUES (4010004)");
        for (long commit : new long[] {3_010_004, 3_010_006, 3_010_008, 3_010_016, 3_010_019, 3_010_024}) {
            commit(commit - 1, commit);
        }
        called = directory.resolve("called");
        Files.createDirectories(directory.resolve("run").resolve("artifacts"));
        Path program = directory.resolve("atlasdb");
        Files.writeString(program, "#!/bin/sh\necho \"$*\" >> '" + called + "'\necho Delete completed.\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        port = postgres.port();
        configure("store", port, "");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            service = "http://127.0.0.1:" + free.getLocalPort();
        }
        backup = BackupFolder.create(directory, "backup").path();
        backup("3010015\n", "3010026\n");
    }

    private void configure(String database, int at, String services) throws Exception {
        config = Files.writeString(
                        directory.resolve("atlas.yml"),
                        "atlasdb:\n  keyValueService: {type: relational, ddl: {type: postgres}, connection: {host: 127.0.0.1,"
                                + " port: " + at + ", dbName: " + database + "}}\n" + services)
                .toString();
    }

    /** The two files, and a manifest whose digits and digests fit them. */
    private void backup(String first, String second) throws Exception {
        Files.writeString(backup.resolve("backup.timestamp"), first);
        Files.writeString(backup.resolve("fast-forward.timestamp"), second);
        BackupFolder folder = BackupFolder.open(backup);
        Files.deleteIfExists(folder.manifest());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", "backup");
        fields.put("status", "COMPLETE");
        fields.put("remarks", List.of());
        fields.put("databases", List.of());
        String digits = first.length() > 64 ? "1" : first.strip();
        fields.put(
                "atlas",
                Map.of("store", "postgresql", "backup_timestamp", digits, "fast_forward_timestamp", second.strip()));
        fields.put(
                "files",
                Manifest.files(folder, Map.of()).stream()
                        .map(Manifest.File::json)
                        .toList());
        Manifest.write(folder, fields);
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/store?sslmode=disable",
                "postgres",
                postgres.password());
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = connect();
                Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    private void commit(long start, long commit) throws Exception {
        try (Connection connection = connect();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO _transactions VALUES (?, 't', 0, ?)")) {
            insert.setBytes(1, VarLong.encode(start));
            insert.setBytes(2, VarLong.encode(commit));
            insert.executeUpdate();
        }
    }

    private static Recorded recorded(RunEvent event) {
        return new Recorded(0, Instant.EPOCH, event);
    }

    private Run run() throws Exception {
        Run run = Run.fresh(RunbookLoader.load("misused.yaml", BOOK.getBytes(StandardCharsets.UTF_8)), "r1");
        Map<String, String> values = Map.of(
                "config",
                config,
                "root",
                root,
                "program",
                directory.resolve("atlasdb").toString(),
                "service",
                service,
                "port",
                Integer.toString(port),
                "backup",
                backup.toString());
        for (Map.Entry<String, String> value : values.entrySet()) {
            run = run.evolve(recorded(new RunEvent.ParameterGiven(value.getKey(), value.getValue(), false, "test")));
        }
        run = run.evolve(recorded(new RunEvent.IdentityObserved("backup", Map.of("directory", backup.toString()))));
        return held ? run.evolve(recorded(new RunEvent.HoldOpened("service-down", new StepId("stop")))) : run;
    }

    private World world() {
        return new World(
                new Surroundings(
                        "test",
                        "r1",
                        "mira@desk",
                        Map.of("PATH", "/usr/bin:/bin"),
                        directory,
                        directory.resolve("run"),
                        Clock.systemUTC(),
                        Optional.empty()),
                new Secrets(Map.of("password", Secret.of(postgres.password()))));
    }

    /** Does a step; why it was not done, or that it was. */
    private String refusal(String id) throws Exception {
        Run run = run();
        World world = world();
        Step step = run.step(new StepId(id));
        Call<Action.Atlas> call = new Call<>(run, step, "", (Action.Atlas) step.action(), "", world.scope(run), world);
        try {
            Outcome outcome = call.action()
                    .task()
                    .accept(new AtlasRepertoire())
                    .act(call, new Attempt(step.id(), "", false, 1), new Silent());
            return outcome instanceof Outcome.Failed failed ? failed.reason() : "done";
        } catch (PerformException e) {
            return e.reason();
        }
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void aMistakeIsCaughtBeforeTheProgramIsCalled(Row row) throws Exception {
        try (AutoCloseable open = row.mistake().make(this)) {
            assertThat(open).isNotNull();
            assertThat(refusal(row.step())).contains(row.reason());
        }
        assertThat(called).doesNotExist();
    }

    @Test
    void withoutAMistakeTheProgramIsCalledWithExactlyOneTimestampAndOffline() throws Exception {
        refusal("clean");
        assertThat(Files.readString(called))
                .isEqualTo("--offline --config " + config + " --config-root /atlasdb timestamp --file "
                        + backup.resolve("backup.timestamp") + " --skip-start-timestamp-check clean-transactions\n")
                .doesNotContain("-t ");
    }

    /** Hears nothing and stops nothing. */
    private static final class Silent implements Performer.Listener {
        @Override
        public void line(String text) {}

        @Override
        public void progress(String text) {}

        @Override
        public void started(long pid, String startTicks, List<String> argv) {}

        @Override
        public void checked(String name, Severity severity, String detail) {}

        @Override
        public BooleanSupplier cancelled() {
            return () -> false;
        }
    }

    @Test
    @Fault("F29")
    void aServerThatWasExchangedBehindItsAddressIsNotTheOneThatARunBeganWith() throws Exception {
        Run run = run();
        try (World world = world()) {
            Map<String, String> seen = Identities.observe(world, run, "database");
            Run pinned = run.evolve(recorded(new RunEvent.IdentityObserved("database", seen)));
            assertThat(Identities.moved(world, pinned, "database")).isEmpty();

            Map<String, String> other = new LinkedHashMap<>(seen);
            other.put("system_identifier", "7");
            Run elsewhere = run.evolve(recorded(new RunEvent.IdentityObserved("database", other)));
            assertThat(Identities.moved(world, elsewhere, "database").orElse(""))
                    .contains("is not the one that this run began with", "system_identifier was 7");
        }
    }
}
