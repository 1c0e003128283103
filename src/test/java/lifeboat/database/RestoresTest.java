package lifeboat.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.database.Postgres.Counting;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.process.Running;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Databases and roles are made, filled from dumps, renamed and dropped on a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoresTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String MARK = "lifeboat run r1 restores x";

    @TempDir
    private static Path directory;

    private TestServer server;
    private Restores restores;
    private Administration administration;
    private Postgres postgres;
    private int major;

    @BeforeAll
    void start() throws Exception {
        server = new TestServer();
        server.fill();
        server.sql(
                "postgres",
                "CREATE ROLE \"reads all\"",
                "CREATE ROLE \"owner \"\" odd\" LOGIN CREATEDB",
                "CREATE ROLE mighty SUPERUSER LOGIN REPLICATION");
        server.sql(
                TestServer.ODD,
                "GRANT SELECT ON public.large TO \"reads all\"",
                "ALTER TABLE public.migrations OWNER TO \"owner \"\" odd\"");
        postgres = new JdbcPostgres(server.location(), "lifeboat r1");
        major = postgres.identify().majorVersion();
        Dumps dumps = new Dumps(server.programs, server.tools(), directory.resolve("passwords"), "lifeboat r1");
        dumps.dump(
                new DumpRequest(
                        server.location(),
                        major * 10_000,
                        TestServer.ODD,
                        directory.resolve("dump"),
                        2,
                        0,
                        Optional.empty(),
                        OptionalLong.empty(),
                        directory.resolve("dump-log"),
                        LONG),
                DumpListener.SILENT);
        dumps.dumpGlobals(
                server.location(),
                major * 10_000,
                "postgres",
                directory.resolve("globals.sql"),
                directory.resolve("globals-log"),
                LONG,
                DumpListener.SILENT);
        restores = new Restores(server.programs, server.tools(), directory.resolve("passwords"), "lifeboat r1");
        administration = new JdbcAdministration(server.location(), "lifeboat r1");
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void tidy() throws Exception {
        for (Administration.Marked row : administration.marked()) {
            if (row.mark().equals(MARK)) {
                administration.dropMarked(row.database(), MARK);
            }
        }
    }

    private Administration.Shape shape() {
        return new Administration.Shape(TestServer.USER, "UTF8", "C", "C");
    }

    private RestoreRequest into(String database) {
        return new RestoreRequest(
                server.location(),
                major,
                directory.resolve("dump"),
                database,
                2,
                directory.resolve("restore-log"),
                LONG);
    }

    private static DatabaseException error(ThrowingCallable call) {
        DatabaseException error = catchThrowableOfType(DatabaseException.class, call);
        assertThat(error).as("a DatabaseException").isNotNull();
        return error;
    }

    @Test
    void aDumpComesBackUnderAScratchNameAndThenUnderTheFinalOneAndIsEqual() throws Exception {
        String scratch = RestoreNames.scratch("back 'again'", "r1");
        administration.create(scratch, shape(), MARK);
        assertThat(administration.isEmpty(scratch)).isTrue();

        List<String> argv = restores.restore(into(scratch), DumpListener.SILENT);

        assertThat(argv)
                .contains("--exit-on-error", "--jobs=2")
                .isEqualTo(restores.preview(into(scratch)))
                .noneMatch(argument -> argument.contains(TestServer.PASSWORD.reveal()));
        assertThat(directory.resolve("passwords")).isEmptyDirectory();
        assertThat(administration.isEmpty(scratch)).isFalse();
        administration.rename(scratch, "back 'again'");
        assertThat(postgres.exists(scratch)).isFalse();
        assertThat(postgres.tables("back 'again'", Counting.EXACT, LONG))
                .isEqualTo(postgres.tables(TestServer.ODD, Counting.EXACT, LONG));
        assertThat(postgres.sequences("back 'again'")).isEqualTo(postgres.sequences(TestServer.ODD));
        assertThat(postgres.migrationsMax("back 'again'")).hasValue(41);
        assertThat(administration.mark("back 'again'")).contains(MARK);
    }

    @Test
    @Fault("F38")
    void theFirstErrorEndsARestore() throws Exception {
        administration.create("in the way", shape(), MARK);
        server.sql("in the way", "CREATE TABLE public.large (i int)");

        DatabaseException refused = error(() -> restores.restore(into("in the way"), DumpListener.SILENT));

        assertThat(refused.kind()).isEqualTo(Kind.PROGRAM);
        assertThat(refused).hasMessageContaining("already exists");
        assertThat(server.ask("in the way", "SELECT count(*) FROM public.large"))
                .isEqualTo("0");
    }

    @Test
    @Fault("F38")
    void aRestoreThatIsStoppedSaysSoAndItsDatabaseCanBeDropped() throws Exception {
        administration.create("stopped", shape(), MARK);

        DatabaseException stopped = error(() -> restores.restore(into("stopped"), new DumpListener() {
            @Override
            public void started(Running program) {
                program.stop();
            }
        }));

        assertThat(stopped.kind()).isEqualTo(Kind.STOPPED);
        assertThat(administration.dropMarked("stopped", MARK)).isTrue();
        assertThat(postgres.exists("stopped")).isFalse();
    }

    @Test
    @Fault("F39")
    void aDatabaseIsDroppedOnlyIfItBearsTheMark() throws Exception {
        server.sql("postgres", "CREATE DATABASE foreign_one");
        assertThat(administration.dropMarked("foreign_one", MARK)).isFalse();
        server.sql("postgres", "COMMENT ON DATABASE foreign_one IS 'somebody else''s'");
        assertThat(administration.dropMarked("foreign_one", MARK)).isFalse();
        assertThat(administration.dropMarked("not there", MARK)).isFalse();
        assertThat(postgres.exists("foreign_one")).isTrue();
    }

    @Test
    @Fault("F39")
    void aNameThatIsTakenIsNotTakenAgain() throws Exception {
        administration.create("first", shape(), MARK);
        administration.create("second", shape(), MARK);
        assertThat(error(() -> administration.create("first", shape(), MARK)).kind())
                .isEqualTo(Kind.EXISTS);
        assertThat(error(() -> administration.rename("first", "second")).kind()).isEqualTo(Kind.EXISTS);
        assertThat(postgres.exists("first")).isTrue();
    }

    @Test
    @Fault("F39")
    void aDatabaseInUseKeepsItsName() throws Exception {
        administration.create("busy", shape(), MARK);
        try (Connection client = server.connect("busy")) {
            DatabaseException inUse = error(() -> administration.rename("busy", "free"));
            assertThat(inUse.kind()).isEqualTo(Kind.IN_USE);
            assertThat(inUse.hint()).contains("Pachyderm itself must be down");
            assertThat(client.isValid(1)).isTrue();
        }
        assertThat(postgres.exists("busy")).isTrue();
    }

    @Test
    void aNameThatPostgresWouldCutIsRefusedAndOursNeverIs() throws Exception {
        assertThat(error(() -> administration.create("x".repeat(64), shape(), MARK)))
                .hasMessageContaining("cannot be the name of a database");
        String run = "20261121-120000-bcdfgh";
        for (String base : List.of("pachyderm", "x".repeat(63), "\uD83D\uDE00".repeat(15))) {
            for (String name : List.of(
                    RestoreNames.scratch(base, run),
                    RestoreNames.aside(base, Instant.parse("2026-11-21T12:00:00Z"), 1))) {
                assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(1, 63);
            }
            assertThat(RestoreNames.scratch(base, run)).endsWith("_restoring_" + run);
        }
        assertThat(RestoreNames.aside("dex", Instant.parse("2026-11-21T12:00:00Z"), 1))
                .isEqualTo("dex_aside_20261121T120000Z");
    }

    @Test
    void theRolesOfADumpAreToldAndThoseOfTheServerAreReadWithoutTheirPowers() throws Exception {
        assertThat(restores.roles(directory.resolve("dump"), major, LONG))
                .containsExactly(TestServer.USER, "owner \" odd", "reads all");

        List<SavedRoles.Row> rows = SavedRoles.read(directory.resolve("globals.sql"));

        assertThat(rows).extracting(SavedRoles.Row::name).contains("reads all", "owner \" odd", "mighty");
        SavedRoles.Row mighty = rows.stream()
                .filter(row -> row.name().equals("mighty"))
                .findFirst()
                .orElseThrow();
        assertThat(mighty.withheld()).containsExactly("SUPERUSER", "REPLICATION");
        assertThat(administration.createStatement(mighty.asNew())).isEqualTo("CREATE ROLE \"mighty\" LOGIN");
        assertThat(rows.stream()
                        .filter(row -> row.name().equals("owner \" odd"))
                        .findFirst()
                        .orElseThrow()
                        .asNew()
                        .attributes())
                .containsExactlyInAnyOrder("LOGIN", "CREATEDB");
    }

    @Test
    void aRoleIsMadeOnce() throws Exception {
        Administration.NewRole role = new Administration.NewRole("new \"role\"", List.of("LOGIN"));
        administration.create(role);
        assertThat(postgres.roles())
                .filteredOn(row -> row.name().equals(role.name()))
                .singleElement()
                .satisfies(row -> assertThat(row.canLogin() && !row.superuser()).isTrue());
        assertThat(error(() -> administration.create(role)).kind()).isEqualTo(Kind.EXISTS);
    }

    @Test
    void extensionsAndLocalesAreLookedUpBeforeTheyAreNeeded() throws Exception {
        assertThat(administration.missingExtensions(List.of(
                        new Postgres.Extension("plpgsql", "1.0"), new Postgres.Extension("no_such_extension", "2"))))
                .containsExactly("the server does not have the extension no_such_extension");
        assertThat(administration.knowsLocale("C")).isTrue();
        assertThat(administration.knowsLocale("xx_XX.UTF-8")).isFalse();
    }

    /** A copy of the dump, and the largest of its files, of which a random piece is left. */
    private Path cut(String name, Random offsets) throws Exception {
        Path cut = directory.resolve(name);
        Files.createDirectories(cut);
        Path large = directory.resolve("dump").resolve("toc.dat");
        try (Stream<Path> files = Files.list(directory.resolve("dump"))) {
            for (Path file : files.toList()) {
                Files.copy(file, cut.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                boolean larger = large.endsWith("toc.dat") || Disk.size(file) > Disk.size(large);
                large = !file.endsWith("toc.dat") && larger ? file : large;
            }
        }
        byte[] bytes = Files.readAllBytes(large);
        int length = 1 + offsets.nextInt(bytes.length - 12);
        Files.write(cut.resolve(large.getFileName()), Arrays.copyOf(bytes, length));
        return cut;
    }

    @Test
    @Fault("F38")
    void aDumpThatIsCutAnywhereIsFoundWithoutAServerSoThatNoTargetIsTouched(Tally tally) throws Exception {
        int times = Boolean.getBoolean("lifeboat.soak") ? 50 : 8;
        Random offsets = new Random(38);
        for (int time = 0; time < times; time++) {
            Path cut = cut("cut-anywhere", offsets);
            tally.injected();

            DatabaseException found = error(
                    () -> restores.readThrough(cut, major, server.location(), directory.resolve("through"), LONG));

            assertThat(found.kind()).as("time " + time).isEqualTo(Kind.DAMAGED);
            tally.survived();
        }
    }

    @Test
    @Fault("F38")
    void aRestoreOfADumpThatIsCutAnywhereNeverComparesAsEqualAndTouchesNothingButItsScratchDatabase(Tally tally)
            throws Exception {
        int times = Boolean.getBoolean("lifeboat.soak") ? 50 : 4;
        Random offsets = new Random(83);
        List<String> databases = names();
        List<Postgres.Table> before = postgres.tables(TestServer.ODD, Counting.EXACT, LONG);
        for (int time = 0; time < times; time++) {
            Path cut = cut("cut-and-restored", offsets);
            String scratch = RestoreNames.scratch(TestServer.ODD, "r" + time);
            administration.create(scratch, shape(), MARK);
            RestoreRequest request = new RestoreRequest(
                    server.location(), major, cut, scratch, 2, directory.resolve("restore-log"), LONG);
            tally.injected();

            DatabaseException failed =
                    catchThrowableOfType(DatabaseException.class, () -> restores.restore(request, DumpListener.SILENT));

            // A file that is not compressed may end at any row for all that pg_restore knows; the rows tell.
            assertThat(failed != null
                            || !postgres.tables(scratch, Counting.EXACT, LONG).equals(before))
                    .as("time " + time)
                    .isTrue();
            assertThat(postgres.tables(TestServer.ODD, Counting.EXACT, LONG)).isEqualTo(before);
            assertThat(administration.dropMarked(scratch, MARK)).isTrue();
            assertThat(names()).isEqualTo(databases);
            tally.survived();
        }
    }

    private List<String> names() throws Exception {
        return postgres.databases().stream()
                .map(Postgres.Database::name)
                .sorted()
                .toList();
    }

    @Test
    void aDumpThatIsCutShortIsFoundWithoutAServer() throws Exception {
        Path cut = directory.resolve("cut");
        Files.createDirectories(cut);
        try (var files = Files.list(directory.resolve("dump"))) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                boolean data = file.toString().endsWith(".dat") && !file.endsWith("toc.dat") && bytes.length > 1000;
                Files.write(cut.resolve(file.getFileName()), data ? Arrays.copyOf(bytes, 900) : bytes);
            }
        }
        restores.readThrough(directory.resolve("dump"), major, server.location(), directory.resolve("through"), LONG);
        assertThat(error(() -> restores.readThrough(cut, major, server.location(), directory.resolve("through"), LONG))
                        .kind())
                .isEqualTo(Kind.DAMAGED);
    }
}
