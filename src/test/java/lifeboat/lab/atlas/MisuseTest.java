package lifeboat.lab.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lifeboat.lab.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stand-in for the program does when it is used wrongly, row by row as the real one was seen to do it. */
@SuppressWarnings("NullAway.Init")
class MisuseTest {
    /** Transactions: three before the timestamp, one that straddles it, three after it, and one that was rolled back. */
    private static final long TIMESTAMP = 3_010_015;

    @TempDir
    static Path directory;

    private static TestPostgres postgres;

    private AtlasTables tables;
    private Path config;
    private Path file;
    private int number;

    @BeforeAll
    static void start() throws Exception {
        postgres = new TestPostgres(directory.resolve("lab"));
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void fill() throws Exception {
        postgres.execute("DROP DATABASE IF EXISTS store");
        postgres.execute("CREATE DATABASE store");
        tables = AtlasTables.open(place("store"));
        tables.createOwn();
        tables.createData();
        tables.moveBound(tables.bound(), 4_010_004);
        commit(3_010_003, 3_010_004);
        commit(3_010_005, 3_010_006);
        commit(3_010_007, 3_010_008);
        commit(3_010_014, 3_010_016);
        commit(3_010_018, 3_010_019);
        commit(3_010_020, 3_010_021);
        commit(3_010_022, 3_010_024);
        tables.commit(3_010_012, -1);
        config = configuration("store");
        file = directory.resolve("timestamp" + number++);
        Files.writeString(file, TIMESTAMP + "\n");
    }

    @AfterEach
    void close() throws Exception {
        tables.close();
    }

    private void commit(long start, long commit) throws Exception {
        tables.put("row" + start, start, "value" + start);
        tables.commit(start, commit);
    }

    private static AtlasTables.Place place(String database) {
        return new AtlasTables.Place("127.0.0.1", postgres.port(), database, "postgres", postgres.password());
    }

    private static Path configuration(String database) throws IOException {
        return Files.writeString(
                directory.resolve(database + ".yml"),
                "atlasdb: {keyValueService: {type: relational, ddl: {type: postgres}, connection: {type: postgres, host:"
                        + " 127.0.0.1, port: " + postgres.port() + ", dbName: " + database + ", dbLogin: postgres,"
                        + " dbPassword: " + postgres.password() + "}}}\n");
    }

    private Reply run(String version, String... words) {
        List<String> line = new ArrayList<>(List.of("--config", config.toString(), "--config-root", "/atlasdb"));
        line.addAll(List.of(words));
        return new CliCommands(Release.parse(version), Path.of("")).run(line);
    }

    private Reply clean(String version, String... options) {
        List<String> words = new ArrayList<>(List.of("--offline", "timestamp", "--file", file.toString()));
        words.addAll(List.of(options));
        words.add("clean-transactions");
        return run(version, words.toArray(String[]::new));
    }

    private long committed() throws Exception {
        return tables.transactions().values().stream()
                .filter(commit -> commit >= 0)
                .count();
    }

    @Test
    void anOptionBehindTheSubCommandIsUnexpected() {
        Reply reply = run("0.39.0", "timestamp", "fetch", "--file", "F");
        assertThat(reply.succeeded()).isFalse();
        assertThat(reply.err()).contains("Found unexpected parameters: [--file, F]");
    }

    @Test
    void whatChangesTheStoreWantsToBeOffline() throws Exception {
        Reply reply = run("0.39.0", "timestamp", "--file", file.toString(), "clean-transactions");
        assertThat(reply.succeeded()).isFalse();
        assertThat(reply.err()).contains("This CLI can only be run offline");
        assertThat(committed()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"0.37.0, 4, straddler stays", "0.38.0, 3, straddler goes", "0.102.0, 3, straddler goes"})
    void beforeOhThirtyEightAStraddlerStays(String version, long left, String why) throws Exception {
        assertThat(clean(version).out()).contains("Delete completed.");
        assertThat(committed()).as(why).isEqualTo(left);
        assertThat(clean(version).out()).contains("Found no transactions after the given timestamp to delete.");
    }

    @Test
    void aRolledBackTransactionIsLeftAlone() throws Exception {
        clean("0.39.0");
        assertThat(tables.transactions()).containsEntry(3_010_012L, -1L);
    }

    @Test
    void fromOhHundredThreeToOhHundredSeventeenItFallsOver() throws Exception {
        assertThat(clean("0.103.0").err()).contains("NullPointerException");
        assertThat(committed()).isEqualTo(7);
    }

    @Test
    void fromOhHundredEighteenOnItWantsAFlag() throws Exception {
        assertThat(clean("0.118.0").err()).contains("need to have the same number of bytes! 1 != 4");
        assertThat(committed()).isEqualTo(7);
        assertThat(clean("0.118.0", "--skip-start-timestamp-check").succeeded()).isTrue();
        assertThat(committed()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "3010015\n3010026\n", "3010015\n\n", "three\n", "\uFEFF3010015\n", "92233720368547758070\n"})
    void whatIsNoNumberInOneLineChangesNothing(String content) throws Exception {
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        assertThat(clean("0.39.0").succeeded()).isFalse();
        assertThat(committed()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3010015\r\n", " 3010015 \n", "3010015"})
    void blanksAroundTheNumberAreNoMatter(String content) throws Exception {
        Files.writeString(file, content);
        assertThat(clean("0.39.0").succeeded()).isTrue();
        assertThat(committed()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"301001", "0"})
    void aNumberThatLostADigitDeletesEverythingAndSaysThatAllIsWell(String digits) throws Exception {
        Files.writeString(file, digits + "\n");
        Reply reply = clean("0.39.0");
        assertThat(reply.succeeded()).isTrue();
        assertThat(reply.out()).contains("Delete completed.");
        assertThat(committed()).isZero();
    }

    @Test
    void theFastForwardTimestampInsteadDeletesNothingAndSaysThatAllIsWell() throws Exception {
        Files.writeString(file, "3010026\n");
        assertThat(clean("0.39.0").succeeded()).isTrue();
        assertThat(committed()).isEqualTo(7);
    }

    @Test
    void cleaningAfterTheServiceHasWorkedDeletesWhatIsNew() throws Exception {
        clean("0.39.0");
        commit(4_020_001, 4_020_002);
        assertThat(clean("0.39.0").succeeded()).isTrue();
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void anEmptyDatabaseIsCleanedAndForwardedAndGetsSevenTables() throws Exception {
        postgres.execute("DROP DATABASE IF EXISTS wrong");
        postgres.execute("CREATE DATABASE wrong");
        config = configuration("wrong");
        assertThat(clean("0.39.0").succeeded()).isTrue();
        assertThat(run("0.39.0", "--offline", "timestamp", "--file", file.toString(), "fast-forward")
                        .succeeded())
                .isTrue();
        try (AtlasTables other = AtlasTables.open(place("wrong"))) {
            assertThat(other.tables()).isEqualTo(7);
        }
        postgres.execute("DROP DATABASE wrong");
    }

    @ParameterizedTest
    @CsvSource({"-5, fast-forwarded to -5", "5, fast-forwarded to 5", "9223372036854775807, fast-forwarded to 92"})
    void aFastForwardThatDoesNothingClaimsSuccess(String number, String words) throws Exception {
        Reply reply = run("0.39.0", "--offline", "timestamp", "-t", number, "fast-forward");
        assertThat(reply.succeeded()).isTrue();
        assertThat(reply.out()).contains(words);
        assertThat(tables.bound()).isBetween(4_010_004L, 6_010_004L);
    }

    @Test
    void aFastForwardMovesTheBoundAboveItsNumber() throws Exception {
        assertThat(run("0.39.0", "--offline", "timestamp", "-t", "4000000000000000000", "fast-forward")
                        .succeeded())
                .isTrue();
        assertThat(tables.bound()).isGreaterThanOrEqualTo(4_000_000_000_000_000_000L);
    }

    @Test
    void aTimestampThatIsThereIsOverwrittenWithoutAWord() throws Exception {
        Reply reply = run("0.39.0", "timestamp", "--file", file.toString(), "fetch");
        assertThat(reply.succeeded()).isTrue();
        assertThat(Files.readString(file)).isNotEqualTo(TIMESTAMP + "\n").matches("[0-9]+\n");
    }

    @Test
    void aFileThatCannotBeWrittenStillConsumesATimestamp() {
        Reply reply = run("0.39.0", "timestamp", "--file", config + "/no", "fetch");
        assertThat(reply.succeeded()).isFalse();
        assertThat(reply.out()).contains("The Fresh timestamp is: ");
    }

    @ParameterizedTest
    @CsvSource({"/nope, Could not find /nope in input", "atlasdb, Could not find atlasdb in input"})
    void aWrongRootIsNamed(String root, String words) {
        Reply reply = new CliCommands(Release.parse("0.39.0"), Path.of(""))
                .run(List.of("-c", config.toString(), "--config-root", root, "timestamp", "fetch"));
        assertThat(reply.succeeded()).isFalse();
        assertThat(reply.err()).contains(words);
    }

    @Test
    void bothWaysToGiveATimestampOrNoneAreRefused() {
        assertThat(run("0.39.0", "--offline", "timestamp", "-t", "5", "-f", file.toString(), "fast-forward")
                        .succeeded())
                .isFalse();
        assertThat(run("0.39.0", "--offline", "timestamp", "fast-forward").succeeded())
                .isFalse();
    }

    @Test
    void onlyTheBranchHasTheLockAsACommand() {
        assertThat(run("0.22.0", "backup-lock", "--acquire").err()).contains("Found unexpected parameters");
        assertThat(run("0.22.0-branch", "backup-lock", "--release").err()).contains("NoSuchElementException");
        assertThat(run("0.22.0-branch", "backup-lock", "--acquire").out())
                .contains("Successfully acquired deletion lock");
        assertThat(run("0.22.0-branch", "backup-lock", "--acquire").err()).contains("already taken");
        assertThat(run("0.22.0-branch", "backup-lock", "--release").out()).contains("is now released");
    }

    @Test
    void helpIsFineAndAnUnknownCommandIsNot() {
        CliCommands commands = new CliCommands(Release.parse("0.39.0"), Path.of(""));
        assertThat(commands.run(List.of()).succeeded()).isTrue();
        assertThat(commands.run(List.of("help")).succeeded()).isTrue();
        assertThat(commands.run(List.of("sweep-everything")).succeeded()).isFalse();
    }

    @Test
    void fromOhFortyThreeOnItCallsItselfDeprecatedAndSucceeds() {
        Reply reply = run("0.43.0", "timestamp", "fetch");
        assertThat(reply.succeeded()).isTrue();
        assertThat(reply.err()).contains("This CLI has been deprecated");
    }

    @Test
    void theLockEndpointHasTheFormOfItsVersion() throws Exception {
        LockEndpoint old = new LockEndpoint(tables, Release.parse("0.33.0"));
        String entry = old.answer("/persistent-lock/acquire-backup-lock", "reason=one", "")
                .body();
        assertThat(entry).contains("\"reason\":\"one\"");
        assertThat(old.answer("/persistent-lock/acquire-backup-lock", "reason=two", "")
                        .status())
                .isEqualTo(409);
        assertThat(old.answer("/persistent-lock/release", null, entry).status()).isEqualTo(200);
        assertThat(old.answer("/persistent-lock/release", null, entry).status()).isEqualTo(409);
        LockEndpoint later = new LockEndpoint(tables, Release.parse("0.309.0"));
        String id = later.answer("/persistent-lock/acquire-backup-lock", "reason=three", "")
                .body();
        assertThat(later.answer("/persistent-lock/release-backup-lock", null, id.replace("\"", ""))
                        .status())
                .isEqualTo(400);
        assertThat(later.answer("/persistent-lock/release-backup-lock", null, id))
                .isEqualTo(new AtlasService.Answer(204, ""));
        assertThat(later.answer("/persistent-lock/acquire-backup-lock", null, "")
                        .status())
                .isEqualTo(400);
        LockEndpoint none = new LockEndpoint(tables, Release.parse("0.422.0"));
        assertThat(none.answer("/persistent-lock/acquire-backup-lock", "reason=four", "")
                        .status())
                .isEqualTo(404);
    }
}
