package lifeboat.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What AtlasDB keeps of its own is read on a real server and out of a real dump, and a run's lock is seen by others there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class AtlasStoreTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] ROLLED_BACK = HexFormat.of().parseHex("ff80ffffffffffffffff");
    private static final String LOCK = "{\"lockName\":\"BackupLock\",\"instanceId\":\"x\",\"reason\":\"ours\"}";

    @TempDir
    private static Path directory;

    private TestServer server;
    private AtlasStore store;

    @BeforeAll
    void start() throws Exception {
        server = new TestServer();
        server.sql("postgres", "CREATE DATABASE store");
        String cells = " (row_name bytea NOT NULL, col_name bytea NOT NULL, ts int8 NOT NULL, val bytea)";
        server.sql(
                "store",
                "CREATE TABLE a__transactions" + cells,
                "CREATE TABLE a__persisted_locks" + cells,
                "CREATE TABLE a__timestamp (last_allocated int8 NOT NULL)",
                "INSERT INTO a__timestamp VALUES (4010004)",
                "INSERT INTO a__transactions VALUES ('\\xe02dede0', 't', 0, '\\xe02dede1'),"
                        + " ('\\xe02dede2', 't', 0, '\\xe02dede9'), ('\\xe02dedf0', 't', 0, '\\xff80ffffffffffffffff')");
        store = new AtlasStore(server.location(), "store", "a_", "lifeboat r1");
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void transactionsAreCountedByTheOrderOfTheirBytesAndRolledBackOnesAreNot() throws Exception {
        AtlasStore.Transactions seen = store.transactions(bytes("e02dede5"), ROLLED_BACK);
        assertThat(seen.rows()).isEqualTo(3);
        assertThat(seen.committed()).isEqualTo(2);
        assertThat(seen.after()).isEqualTo(1);
        assertThat(seen.newestStart().map(HexFormat.of()::formatHex)).contains("e02dedf0");
        assertThat(seen.newestCommit().map(HexFormat.of()::formatHex)).contains("e02dede9");
        assertThat(store.bound()).isEqualTo(OptionalLong.of(4_010_004));
    }

    @Test
    void tablesAreFoundWithTheirPrefixOnly() throws Exception {
        assertThat(store.tables()).containsExactly("_transactions", "_timestamp", "_persisted_locks");
        AtlasStore other = new AtlasStore(server.location(), "store", "", "lifeboat r1");
        assertThat(other.tables()).isEmpty();
        assertThat(other.bound()).isEmpty();
        assertThat(other.lock()).isEmpty();
        assertThatThrownBy(() -> other.transactions(bytes("00"), ROLLED_BACK)).isInstanceOf(DatabaseException.class);
    }

    @Test
    void theLockIsSetOnlyIfItIsStillWhatItWas() throws Exception {
        assertThat(store.lock()).isEmpty();
        server.sql("store", "INSERT INTO a__persisted_locks VALUES ('BackupLock', 'lock', 0, '" + LOCK + "')");
        assertThat(store.lock()).contains(LOCK);
        assertThat(store.setLock("something else", "free")).isFalse();
        assertThat(store.lock()).contains(LOCK);
        assertThat(store.setLock(LOCK, "free")).isTrue();
        assertThat(store.lock()).contains("free");
        server.sql("store", "DELETE FROM a__persisted_locks");
    }

    @Test
    void rowsAreReadOutOfADumpWithoutAServer() throws Exception {
        Dumps dumps = new Dumps(server.programs, server.tools(), directory.resolve("passwords"), "lifeboat r1");
        int version =
                new JdbcPostgres(server.location(), "lifeboat r1").identify().versionNumber();
        Path dump = directory.resolve("store");
        dumps.dump(
                new DumpRequest(
                        server.location(),
                        version,
                        "store",
                        dump,
                        1,
                        6,
                        Optional.empty(),
                        OptionalLong.empty(),
                        directory.resolve("log"),
                        LONG),
                DumpListener.SILENT);
        DumpedRows rows = new DumpedRows(server.programs, server.tools());
        List<List<String>> seen = new ArrayList<>();
        rows.read(dump, "a__transactions", version / 10_000, LONG, seen::add);
        assertThat(seen).hasSize(3).allMatch(row -> row.size() == 4);
        assertThat(seen.get(0)).containsExactly("\\\\xe02dede0", "\\\\x74", "0", "\\\\xe02dede1");
        List<List<String>> none = new ArrayList<>();
        rows.read(dump, "no_such_table", version / 10_000, LONG, none::add);
        assertThat(none).isEmpty();
        assertThatThrownBy(() -> rows.read(directory.resolve("gone"), "x", version / 10_000, LONG, none::add))
                .isInstanceOf(DatabaseException.class);
    }

    @Test
    void theRowsOfEachTableInADumpAreCounted() throws Exception {
        server.sql("store", "CREATE TABLE \"Odd \"\"na.me\" (text text)");
        // What looks like the beginning or the end of a table's rows is a row all the same.
        server.sql(
                "store",
                "INSERT INTO \"Odd \"\"na.me\" VALUES ('COPY public.x (y) FROM stdin;'), ('\\.'), (E'two\nlines')");
        server.sql("store", "CREATE TABLE none_at_all (text text)");
        int version =
                new JdbcPostgres(server.location(), "lifeboat r1").identify().versionNumber();
        Path dump = directory.resolve("counted");
        new Dumps(server.programs, server.tools(), directory.resolve("passwords"), "lifeboat r1")
                .dump(
                        new DumpRequest(
                                server.location(),
                                version,
                                "store",
                                dump,
                                1,
                                6,
                                Optional.empty(),
                                OptionalLong.empty(),
                                directory.resolve("log2"),
                                LONG),
                        DumpListener.SILENT);
        server.sql("store", "DROP TABLE \"Odd \"\"na.me\", none_at_all");
        assertThat(new DumpedRows(server.programs, server.tools()).counts(dump, version / 10_000, LONG))
                .containsEntry("public.a__transactions", 3L)
                .containsEntry("public.Odd \"na.me", 3L)
                .containsEntry("public.none_at_all", 0L);
    }

    @Test
    void aLockIsSeenByOthersAndEndsWithItsHolder() throws Exception {
        AdvisoryLock first = AdvisoryLock.take(server.location(), "atlasdb/one", "lifeboat r1")
                .orElseThrow();
        assertThat(first.isHeld()).isTrue();
        assertThat(AdvisoryLock.take(server.location(), "atlasdb/one", "lifeboat r2"))
                .isEmpty();
        AdvisoryLock other = AdvisoryLock.take(server.location(), "atlasdb/two", "lifeboat r2")
                .orElseThrow();
        other.close();
        first.close();
        long deadline = System.nanoTime() + LONG.toNanos();
        Optional<AdvisoryLock> again = Optional.empty();
        while (again.isEmpty() && System.nanoTime() < deadline) {
            again = AdvisoryLock.take(server.location(), "atlasdb/one", "lifeboat r2");
        }
        assertThat(again).isPresent();
        again.orElseThrow().close();
    }
}
