package lifeboat.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.database.Postgres.Counting;
import lifeboat.fault.Fault;
import lifeboat.fault.FaultProxy;
import lifeboat.fault.Tally;
import lifeboat.fault.Trouble;
import lifeboat.process.Captured;
import lifeboat.process.Command;
import lifeboat.process.Running;
import lifeboat.process.Secret;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DumpsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private TestServer server;
    private ClientTools tools;
    private Postgres postgres;
    private int version;
    private Dumps dumps;
    private Path directory;

    @BeforeAll
    void start() throws Exception {
        server = new TestServer();
        server.fill();
        tools = server.tools();
        postgres = new JdbcPostgres(server.location(), "lifeboat run-2");
        version = postgres.identify().versionNumber();
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void fresh(@TempDir Path temporary) {
        directory = temporary;
        dumps = new Dumps(server.programs, tools, directory.resolve("passwords"), "lifeboat run-2");
    }

    @Test
    void aDumpRestoresToAnEqualDatabaseAndNoPasswordIsSeenOnTheWay() throws Exception {
        Watch watch = new Watch();
        DumpRequest request = request(2, 6);
        List<String> preview = dumps.preview(request);

        DumpReport report = dumps.dump(request, watch);

        assertThat(report.argv()).isEqualTo(preview).contains("--dbname=dbname='Pachyderm \"old\" 2019'");
        assertThat(watch.started).isNotEmpty();
        assertThat(watch.started.get(0).argv()).isEqualTo(preview);
        assertThat(watch.started.get(0).ownSession()).isTrue();
        assertThat(watch.looks).as("times all processes were looked at").isPositive();
        assertThat(watch.leaks).isEmpty();
        assertThat(watch.passwordFileSeen).isTrue();
        assertThat(directory.resolve("passwords")).isEmptyDirectory();
        assertThat(request.partial()).doesNotExist();
        assertThat(report.tocEntries()).isGreaterThan(10);
        assertThat(report.bytes()).isEqualTo(Disk.size(request.directory()));
        assertThat(report.files()).extracting(DumpReport.File::path).contains("toc.dat");
        assertThat(watch.progress)
                .extracting(DumpListener.Progress::phase)
                .contains(DumpListener.Phase.DUMPING, DumpListener.Phase.READING_BACK, DumpListener.Phase.HASHING);
        assertThat(dumps.verify(request.directory(), report.files())).isEmpty();

        server.sql("postgres", "CREATE DATABASE \"again = 'x'\"");
        Captured restored = server.programs.run(
                Command.of(
                                tools.newest("pg_restore").orElseThrow().path().toString(),
                                "--exit-on-error",
                                "--jobs=2",
                                "--host=127.0.0.1",
                                "--port=" + server.port,
                                "--username=" + TestServer.USER,
                                "--dbname=" + Quoting.databaseParameter("again = 'x'"),
                                "--",
                                request.directory().toString())
                        .with("PGPASSWORD", TestServer.PASSWORD.reveal())
                        .with("PGSSLMODE", "require"),
                LONG);
        assertThat(restored.err()).isEmpty();
        assertThat(postgres.tables("again = 'x'", Counting.EXACT, LONG))
                .isEqualTo(postgres.tables(TestServer.ODD, Counting.EXACT, LONG));
        for (Postgres.Table table : postgres.tables(TestServer.ODD, Counting.EXACT, LONG)) {
            String content = "SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM "
                    + Quoting.identifier(table.schema()) + "." + Quoting.identifier(table.name()) + " t";
            assertThat(server.ask("again = 'x'", content))
                    .as(table.name())
                    .isEqualTo(server.ask(TestServer.ODD, content));
        }
        assertThat(postgres.sequences("again = 'x'")).isEqualTo(postgres.sequences(TestServer.ODD));
    }

    @Test
    @Fault("F33")
    void whatChangedInADumpIsNamed() throws Exception {
        DumpRequest request = request(1, 1);
        DumpReport report = dumps.dump(request, DumpListener.SILENT);
        Path toc = request.directory().resolve("toc.dat");
        byte[] bytes = Files.readAllBytes(toc);
        bytes[bytes.length / 2] ^= 1;
        Files.write(toc, bytes);
        Files.writeString(request.directory().resolve("more"), "x");

        assertThat(dumps.verify(request.directory(), report.files()))
                .containsExactly("toc.dat has the right size and another content", "more was not there before");
    }

    @Test
    @Fault("F33")
    void aBitThatIsTurnedOverOrAnEndThatIsMissingAnywhereInADumpIsFound(Tally tally) throws Exception {
        int times = Boolean.getBoolean("lifeboat.soak") ? 2_000 : 40;
        DumpRequest request = request(1, 9);
        DumpReport report = dumps.dump(request, DumpListener.SILENT);
        List<Path> files = report.files().stream()
                .map(file -> request.directory().resolve(file.path()))
                .filter(file -> Disk.size(file) > 0)
                .toList();
        Random random = new Random(33);
        for (int time = 0; time < times; time++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] whole = Files.readAllBytes(file);
            int at = random.nextInt(whole.length);
            byte[] damaged = time % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, at);
            if (time % 2 == 0) {
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
            tally.injected();
            Files.write(file, damaged);

            assertThat(dumps.verify(request.directory(), report.files()))
                    .singleElement()
                    .asString()
                    .contains(request.directory().relativize(file).toString());

            Files.write(file, whole);
            tally.survived();
        }
        assertThat(dumps.verify(request.directory(), report.files())).isEmpty();
    }

    @Test
    @Fault("F35")
    void aFinishedDumpIsNeverOverwrittenAndAnUnfinishedOneIsSetAside() throws Exception {
        DumpRequest request = request(1, 1);
        Files.createDirectories(request.directory());
        assertThat(error(() -> dumps.dump(request, DumpListener.SILENT)).kind()).isEqualTo(Kind.EXISTS);
        Files.delete(request.directory());
        Files.createDirectories(request.partial());
        assertThat(error(() -> dumps.dump(request, DumpListener.SILENT)).kind()).isEqualTo(Kind.EXISTS);

        Path aside = dumps.setAside(request.partial());
        Files.createDirectories(request.partial());

        assertThat(aside).isDirectory().hasFileName("dump.partial.1");
        assertThat(dumps.setAside(request.partial())).hasFileName("dump.partial.2");
        assertThat(request.partial()).doesNotExist();
    }

    @Test
    @Fault("F35")
    void aDumpThatIsKilledHasNoFinalName() throws Exception {
        DumpRequest request = request(2, 9);
        Midway midway = new Midway(
                running -> ProcessHandle.of(running.pid()).orElseThrow().destroyForcibly());

        DatabaseException error = error(() -> dumps.dump(request, midway));

        assertThat(error.kind()).isEqualTo(Kind.PROGRAM);
        assertThat(error).hasMessageContaining("signal 9");
        refused(request);
    }

    @Test
    void aDumpThatIsStoppedSaysSo() throws Exception {
        DumpRequest request = request(2, 9);

        DatabaseException error = error(() -> dumps.dump(request, new Midway(Running::stop)));

        assertThat(error.kind()).isEqualTo(Kind.STOPPED);
        refused(request);
    }

    @Test
    void aDumpWhoseTimeIsUpIsStopped() throws Exception {
        DumpRequest all = request(1, 9);
        DumpRequest request = new DumpRequest(
                all.location(),
                version,
                all.database(),
                all.directory(),
                1,
                9,
                Optional.empty(),
                OptionalLong.empty(),
                all.log(),
                Duration.ofMillis(150));

        assertThat(error(() -> dumps.dump(request, DumpListener.SILENT)).kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(request.directory()).doesNotExist();
        assertThat(directory.resolve("passwords")).isEmptyDirectory();
    }

    @Test
    @Fault("F35")
    void aDumpWhoseConnectionBreaksAtAnyByteHasNoFinalName(Tally tally) throws Exception {
        int times = Boolean.getBoolean("lifeboat.soak") ? 100 : 6;
        Random offsets = new Random(35);
        for (int time = 0; time < times; time++) {
            DumpRequest whole = request(1, 1);
            Path target = directory.resolve("cut-" + time).resolve("dump");
            Files.createDirectories(target.getParent());
            try (FaultProxy proxy = new FaultProxy(server.port)) {
                long at = time < 3 ? time * 2_000L : offsets.nextInt(9_000_000);
                proxy.always(Trouble.cutAfter(at));
                tally.injected();
                DumpRequest request = new DumpRequest(
                        new DatabaseLocation(
                                "127.0.0.1",
                                proxy.port(),
                                TestServer.USER,
                                Optional.of(TestServer.PASSWORD),
                                SslMode.VERIFY_FULL,
                                Optional.of(server.root)),
                        version,
                        whole.database(),
                        target,
                        1,
                        1,
                        Optional.empty(),
                        OptionalLong.empty(),
                        target.resolveSibling("log"),
                        LONG);

                DatabaseException error = error(() -> dumps.dump(request, DumpListener.SILENT));

                assertThat(error.kind()).as("cut after " + at).isIn(Kind.PROGRAM, Kind.UNREACHABLE, Kind.TLS);
                assertThat(target).doesNotExist();
                tally.survived();
            }
        }
    }

    @Test
    @Fault("F35")
    void aServerThatRestartsInMidDumpFailsTheDump() throws Exception {
        DumpRequest request = request(2, 9);
        try {
            DatabaseException error = error(() -> dumps.dump(request, new Midway(running -> {
                try {
                    server.stop("immediate");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            })));

            assertThat(error.kind()).isIn(Kind.PROGRAM, Kind.UNREACHABLE);
            refused(request);
        } finally {
            server.start();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6})
    @Fault("F35")
    void aDumpThatIsCutShortIsCaughtByReadingItBack(int compression) throws Exception {
        DumpRequest request = request(1, compression);
        dumps.dump(request, DumpListener.SILENT);
        DumpProof proof = new DumpProof(server.programs, new ClientProgram(server.programs, "x"));
        ClientTools.Tool restore = tools.newest("pg_restore").orElseThrow();
        List<Path> data;
        try (Stream<Path> files = Files.list(request.directory())) {
            data = files.filter(file -> Disk.size(file) > 1_000_000).toList();
        }
        assertThat(data).hasSize(1);
        for (long cut : List.of(3L, 9L, 1000L, 500_000L)) {
            try (FileChannel channel = FileChannel.open(data.get(0), StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - cut);
            }

            DatabaseException error = error(() -> proof.readBack(
                    restore, request.directory(), server.location(), request.log(), LONG, DumpListener.SILENT));

            assertThat(error.kind()).as("cut by " + cut).isEqualTo(Kind.DAMAGED);
        }
    }

    @Test
    void theGlobalsAreDumpedWithoutPasswords() throws Exception {
        Path file = directory.resolve("globals.sql");

        DumpReport report = dumps.dumpGlobals(
                server.location(),
                version,
                TestServer.ODD,
                file,
                directory.resolve("globals"),
                LONG,
                DumpListener.SILENT);

        assertThat(Files.readString(file)).contains("CREATE ROLE \"life boat\"").doesNotContain("SCRAM-SHA-256$");
        assertThat(report.files()).singleElement().satisfies(one -> {
            assertThat(one.path()).isEqualTo("globals.sql");
            assertThat(one.size()).isEqualTo(report.bytes()).isPositive();
        });
        assertThat(report.argv()).isEqualTo(dumps.previewGlobals(server.location(), version, TestServer.ODD, file));
        assertThat(error(() -> dumps.dumpGlobals(
                                server.location(),
                                version,
                                "postgres",
                                file,
                                directory.resolve("globals"),
                                LONG,
                                DumpListener.SILENT))
                        .kind())
                .isEqualTo(Kind.EXISTS);
    }

    @Test
    @Fault("F37")
    void theProgramsHoldTheSameTlsLineAsTheQuestions() throws Exception {
        assertThat(dumpError(server.location("127.0.0.2", SslMode.VERIFY_FULL, TestServer.PASSWORD))
                        .kind())
                .isEqualTo(Kind.TLS);
        DatabaseException wrong = dumpError(server.location("127.0.0.1", SslMode.VERIFY_FULL, Secret.of("canary-no")));
        assertThat(wrong.kind()).isEqualTo(Kind.LOGIN);
        assertThat(wrong.getMessage()).doesNotContain("canary");
    }

    @Test
    void passwordFilesOfAKilledProcessAreRemoved() throws Exception {
        PasswordFile left = PasswordFile.write(directory.resolve("passwords"), server.location());
        assertThat(left.path().orElseThrow())
                .content()
                .startsWith("127.0.0.1:" + server.port + ":*:life boat:canary\\:7");

        dumps.removeLeftPasswordFiles();

        assertThat(directory.resolve("passwords")).isEmptyDirectory();
    }

    private DatabaseException dumpError(DatabaseLocation location) throws IOException {
        Path target = Files.createTempDirectory(directory, "d").resolve("dump");
        return error(() -> dumps.dump(
                new DumpRequest(
                        location,
                        version,
                        TestServer.ODD,
                        target,
                        2,
                        6,
                        Optional.empty(),
                        OptionalLong.empty(),
                        target.resolveSibling("log"),
                        LONG),
                DumpListener.SILENT));
    }

    private void refused(DumpRequest request) {
        assertThat(request.directory()).doesNotExist();
        assertThat(request.partial()).isDirectory();
        assertThat(directory.resolve("passwords")).isEmptyDirectory();
    }

    private DumpRequest request(int jobs, int compression) {
        return new DumpRequest(
                server.location(),
                version,
                TestServer.ODD,
                directory.resolve("dump"),
                jobs,
                compression,
                Optional.empty(),
                OptionalLong.of(20_000_000),
                directory.resolve("dump-log"),
                LONG);
    }

    private static DatabaseException error(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        DatabaseException error = catchThrowableOfType(DatabaseException.class, call);
        assertThat(error).as("a DatabaseException").isNotNull();
        return error;
    }

    /** Does something once, when the contents of a table begin to be dumped. */
    private static final class Midway implements DumpListener {
        private final AtomicReference<Running> program = new AtomicReference<>();
        private final AtomicBoolean done = new AtomicBoolean();
        private final java.util.function.Consumer<Running> what;

        Midway(java.util.function.Consumer<Running> what) {
            this.what = what;
        }

        @Override
        public void started(Running running) {
            program.compareAndSet(null, running);
        }

        @Override
        public void progress(Progress progress) {
            if (progress.bytes() > 0 && done.compareAndSet(false, true)) {
                what.accept(program.get());
            }
        }
    }

    /** Looks at every process of the machine while a dump goes on. */
    private final class Watch implements DumpListener {
        private final List<Running> started = new ArrayList<>();
        private final List<Progress> progress = new ArrayList<>();
        private final List<String> leaks = Collections.synchronizedList(new ArrayList<>());
        private int looks;
        private boolean passwordFileSeen;

        @Override
        public void started(Running program) {
            started.add(program);
            look();
        }

        @Override
        public void progress(Progress one) {
            progress.add(one);
            look();
        }

        private void look() {
            looks++;
            passwordFileSeen |= Disk.size(directory.resolve("passwords")) > 0;
            try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (Path process : all) {
                    if (process.getFileName()
                            .toString()
                            .equals(Long.toString(ProcessHandle.current().pid()))) {
                        continue;
                    }
                    for (String file : List.of("cmdline", "environ")) {
                        if (read(process.resolve(file)).contains("canary")) {
                            leaks.add(process.resolve(file).toString());
                        }
                    }
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private String read(Path file) {
            try {
                return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                return "";
            }
        }
    }
}
