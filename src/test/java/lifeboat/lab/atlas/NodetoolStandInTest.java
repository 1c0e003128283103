package lifeboat.lab.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.NodeAnswers;
import lifeboat.atlas.Nodetool;
import lifeboat.lab.TestPostgres;
import lifeboat.lab.program.Switchboard;
import lifeboat.process.Captured;
import lifeboat.process.Command;
import lifeboat.process.Masker;
import lifeboat.process.Programs;
import lifeboat.runbook.Action;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What we ask of Cassandra's nodes over ssh, against stand-ins for ssh, nodetool and whatever copies snapshots: neither ssh nor
 * Cassandra is here, and what they really say may differ.
 */
@SuppressWarnings("NullAway.Init")
class NodetoolStandInTest {
    @TempDir
    static Path lab;

    private static TestPostgres postgres;

    @TempDir
    Path directory;

    private final Programs programs =
            new Programs(Map.of("PATH", "/usr/bin:/bin"), Programs.searchPath("/usr/bin:/bin"), Masker.NONE);
    private AtlasTables tables;
    private Switchboard switchboard;
    private CassandraFiles files;
    private Path copy;
    private Nodetool nodetool;

    @BeforeAll
    static void start() throws Exception {
        postgres = new TestPostgres(lab.resolve("lab"));
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void install() throws Exception {
        postgres.execute("DROP DATABASE IF EXISTS keyspace");
        postgres.execute("CREATE DATABASE keyspace");
        tables = AtlasTables.open(
                new AtlasTables.Place("127.0.0.1", postgres.port(), "keyspace", "postgres", postgres.password()));
        tables.createOwn();
        tables.createData();
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.writeString(
                home.resolve("cassandra.yml"),
                "atlasdb: {keyValueService: {type: cassandra, keyspace: atlas, connection: {host: 127.0.0.1, port: "
                        + postgres.port() + ", dbName: keyspace, dbLogin: postgres, dbPassword: "
                        + postgres.password() + "}}}\n");
        switchboard = Switchboard.open(
                directory.resolve("programs"), Path.of(System.getProperty("java.home"), "bin", "java"));
        CassandraStandIns.Installed installed =
                CassandraStandIns.install(home, Files.createDirectories(directory.resolve("bin")), switchboard);
        files = new CassandraFiles(home.resolve("nodes"));
        files.create();
        copy = installed.copy();
        nodetool = new Nodetool(installed.ssh().toString(), "atlas");
    }

    @AfterEach
    void close() throws Exception {
        switchboard.close();
        tables.close();
    }

    private Captured run(List<String> argv) throws Exception {
        return programs.run(Command.of(argv), Duration.ofSeconds(30));
    }

    private static List<String> lines(Captured said) {
        List<String> lines = new ArrayList<>(said.out());
        lines.addAll(said.err());
        return lines;
    }

    private Path node(String name) {
        return files.nodes().resolve(name);
    }

    private void put(long start, long commit) throws Exception {
        tables.put("row" + start, start, "value" + start);
        tables.commit(start, commit);
    }

    private boolean absent(String node) throws Exception {
        Captured said = run(nodetool.tables(node));
        return NodeAnswers.isAbsent(node, "atlas", said.exit(), lines(said));
    }

    private Map<String, Integer> counted(String node) throws Exception {
        Captured said = run(nodetool.tables(node));
        return NodeAnswers.files(node, said.exit(), lines(said));
    }

    @Test
    void everyNodeMakesItsOwnSnapshotAndSaysItsNameAndItsTables() throws Exception {
        for (String node : CassandraStandIns.NODES) {
            Captured said = run(nodetool.snapshot(node, "lifeboat-r1"));
            assertThatCode(() -> NodeAnswers.judgeSnapshot(node, "lifeboat-r1", said.exit(), lines(said)))
                    .doesNotThrowAnyException();
            Captured listed = run(nodetool.listSnapshots(node));
            assertThat(NodeAnswers.snapshotTables(node, "atlas", "lifeboat-r1", listed.exit(), lines(listed)))
                    .containsExactlyInAnyOrderElementsOf(AtlasTables.ALL);
            assertThatThrownBy(() -> NodeAnswers.snapshotTables(node, "atlas", "another", listed.exit(), lines(listed)))
                    .hasMessageContaining("holds no table of atlas");
        }
    }

    @Test
    void aSnapshotOfThisRunThatIsThereAlreadyIsTheOneThatIsMeant() throws Exception {
        run(nodetool.snapshot("cassandra-1", "lifeboat-r1"));
        Captured again = run(nodetool.snapshot("cassandra-1", "lifeboat-r1"));
        assertThat(again.exit().succeeded()).isFalse();
        assertThatCode(() -> NodeAnswers.judgeSnapshot("cassandra-1", "lifeboat-r1", again.exit(), lines(again)))
                .doesNotThrowAnyException();
    }

    @Test
    void whatWasLostComesBackNodeByNodeAndItsTransactionsWithTheRepair() throws Exception {
        put(3_010_001, 3_010_002);
        run(nodetool.snapshot("cassandra-1", "lifeboat-r1"));
        put(3_010_003, 3_010_004);
        run(nodetool.snapshot("cassandra-2", "lifeboat-r1"));
        long bound = tables.bound();
        String backup = directory.resolve("backup").toString();
        List<String> two = CassandraStandIns.NODES.subList(0, 2);
        copied("save-schema", "atlas", backup);
        for (String node : two) {
            copied("save", node, "atlas", "lifeboat-r1", backup);
        }
        put(3_010_005, 3_010_006);

        files.lose();
        tables.lose();
        assertThat(absent("cassandra-1")).isTrue();

        copied("make-schema", "atlas", backup);
        assertThat(absent("cassandra-1")).isFalse();
        for (String node : two) {
            copied("place", node, "atlas", "lifeboat-r1", backup);
            assertThat(counted(node)).containsEntry("_transactions", 0);
            for (String table : AtlasTables.ALL) {
                Captured said = run(nodetool.refresh(node, table));
                assertThatCode(() -> NodeAnswers.judgeRefresh(node, table, said.exit(), lines(said)))
                        .doesNotThrowAnyException();
            }
            assertThat(counted(node)).hasSize(AtlasTables.ALL.size()).containsEntry("_transactions", 1);
        }
        files.open(tables);
        assertThat(tables.bound()).isEqualTo(bound);
        assertThat(tables.transactions()).isEmpty();
        run(nodetool.repair("cassandra-1"));
        files.open(tables);
        assertThat(tables.transactions()).isEqualTo(Map.of(3_010_001L, 3_010_002L));
        run(nodetool.repair("cassandra-2"));
        files.open(tables);
        assertThat(tables.transactions())
                .isEqualTo(new TreeMap<>(Map.of(3_010_001L, 3_010_002L, 3_010_003L, 3_010_004L)));
        assertThat(tables.visible()).isEqualTo(Map.of("row3010001", "value3010001", "row3010003", "value3010003"));
        // What was taken in once and deleted since does not come back by itself.
        tables.forget(3_010_003);
        files.open(tables);
        assertThat(tables.transactions()).containsOnlyKeys(3_010_001L);
    }

    /** The command in the instruction of a step that is done by hand, as an operator would copy it for one node. */
    private String byHand(String book, String step) throws Exception {
        Path file = Path.of("runbooks", book + ".yaml");
        Map<String, String> variables = Map.of(
                "ssh_program", directory.resolve("bin/ssh").toString(),
                "cassandra_data", "data",
                "keyspace", "atlas",
                "item", "cassandra-2",
                "run.id", "r1",
                "checked.snapshot", "lifeboat-r1",
                "backup", directory.toString(),
                "backup.directory", directory.toString());
        Action.Manual manual = (Action.Manual) RunbookLoader.load(file.toString(), Files.readAllBytes(file))
                .step(new StepId(step))
                .orElseThrow()
                .action();
        String text = manual.instruction()
                .resolve(name -> Optional.ofNullable(variables.get(name)).map(List::of));
        return text.replaceFirst("; where Cassandra has.*$", "").strip();
    }

    @Test
    void theCommandsThatAreShownForTheHandBringASnapshotAwayAndBack() throws Exception {
        put(3_010_001, 3_010_002);
        run(nodetool.snapshot("cassandra-2", "lifeboat-r1"));
        Path schema = Files.copy(files.schema(), directory.resolve("cassandra-schema.cql"));
        Captured saved = run(List.of("sh", "-c", byHand("atlasdb-backup", "save-snapshots-by-hand")));
        assertThat(saved.exit().succeeded()).as(lines(saved).toString()).isTrue();
        assertThat(directory.resolve("cassandra-cassandra-2.tgz")).isNotEmptyFile();

        files.lose();
        tables.lose();
        // New directories for the tables, as a keyspace that is made anew has them.
        files.create();
        assertThat(files.schema()).hasSameTextualContentAs(schema);
        Captured placed = run(List.of("sh", "-c", byHand("atlasdb-restore", "place-files-by-hand")));
        assertThat(placed.exit().succeeded()).as(lines(placed).toString()).isTrue();
        for (String table : AtlasTables.ALL) {
            run(nodetool.refresh("cassandra-2", table));
        }
        assertThat(counted("cassandra-2"))
                .hasSize(AtlasTables.ALL.size())
                .allSatisfy((table, count) -> assertThat(count).as(table).isEqualTo(1));
        run(nodetool.repair("cassandra-2"));
        files.open(tables);
        assertThat(tables.visible()).isEqualTo(Map.of("row3010001", "value3010001"));
    }

    private void copied(String... words) throws Exception {
        List<String> argv = new ArrayList<>(List.of(copy.toString()));
        argv.addAll(List.of(words));
        Captured said = run(argv);
        assertThat(said.exit().succeeded()).as(lines(said).toString()).isTrue();
    }

    @Test
    void aKeyspaceIsAbsentWhenTheNodeSaysSoAndNotWhenItSaysNothing() throws Exception {
        assertThat(absent("cassandra-1")).isFalse();
        Files.createFile(node("cassandra-1").resolve("down"));
        assertThatThrownBy(() -> absent("cassandra-1")).hasMessageContaining("Failed to connect");
        assertThatThrownBy(() -> absent("elsewhere")).hasMessageContaining("Could not resolve hostname");
        Captured said = run(List.of("true"));
        assertThatThrownBy(() -> NodeAnswers.isAbsent("n", "atlas", said.exit(), List.of("nothing of use")))
                .hasMessageContaining("did not say whether the keyspace atlas exists");
        assertThatThrownBy(() -> NodeAnswers.isAbsent(
                        "n", "atlas", run(List.of("false")).exit(), List.of("Unknown keyspace: atlas2")))
                .isInstanceOf(AtlasException.class);
    }

    @Test
    void aRepairIsBelievedWhenItSaysThatItFinished() throws Exception {
        Captured said = run(nodetool.repair("cassandra-2"));
        assertThatCode(() -> NodeAnswers.judgeRepair("cassandra-2", said.exit(), lines(said)))
                .doesNotThrowAnyException();
        assertThat(Files.readString(node("cassandra-2").resolve("asked")))
                .isEqualTo("repair --partitioner-range --full -- atlas _transactions\n");
    }

    @Test
    void aRepairThatFailedWithExitCodeZeroIsNotBelieved() throws Exception {
        Files.createFile(node("cassandra-2").resolve("repair-fails"));
        Captured said = run(nodetool.repair("cassandra-2"));
        assertThat(said.exit().succeeded()).isTrue();
        assertThatThrownBy(() -> NodeAnswers.judgeRepair("cassandra-2", said.exit(), lines(said)))
                .hasMessageContaining("speaks of a failure");
    }

    @Test
    void aNodeThatIsDownAndOneThatIsUnknownAreToldAsTheyAre() throws Exception {
        Files.createFile(node("cassandra-3").resolve("down"));
        Captured down = run(nodetool.repair("cassandra-3"));
        assertThatThrownBy(() -> NodeAnswers.judgeRepair("cassandra-3", down.exit(), lines(down)))
                .hasMessageContaining("Failed to connect");
        Captured unknown = run(nodetool.snapshot("elsewhere", "s"));
        assertThatThrownBy(() -> NodeAnswers.judgeSnapshot("elsewhere", "s", unknown.exit(), lines(unknown)))
                .hasMessageContaining("Could not resolve hostname");
    }

    @Test
    void theNameOfTheClusterIsRead() throws Exception {
        Captured said = run(nodetool.describe("cassandra-1"));
        assertThat(NodeAnswers.clusterName("cassandra-1", said.exit(), said.out()))
                .isEqualTo("Lab Cluster");
    }

    @Test
    void whatAShellWouldTouchIsNoNameOfANodeOrATable() throws Exception {
        for (String name : List.of("a;b", "$(id)", "-oProxyCommand=x", "a b", "")) {
            assertThatThrownBy(() -> nodetool.repair(name)).hasMessageContaining("is not a node");
            assertThatThrownBy(() -> nodetool.refresh("cassandra-1", name)).hasMessageContaining("is not the name");
            assertThatThrownBy(() -> new Nodetool("ssh", name)).hasMessageContaining("is not the name of a keyspace");
        }
    }
}
