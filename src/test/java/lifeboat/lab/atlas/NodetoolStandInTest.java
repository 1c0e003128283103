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
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.Nodetool;
import lifeboat.process.Captured;
import lifeboat.process.Command;
import lifeboat.process.Masker;
import lifeboat.process.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What we ask of Cassandra's nodes over ssh, against stand-ins for both programs: neither ssh nor Cassandra is here, and what they
 * really say may differ.
 */
@SuppressWarnings("NullAway.Init")
class NodetoolStandInTest {
    @TempDir
    Path directory;

    private final Programs programs =
            new Programs(Map.of("PATH", "/usr/bin:/bin"), Programs.searchPath("/usr/bin:/bin"), Masker.NONE);
    private Nodetool nodetool;

    @BeforeEach
    void install() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path ssh = CassandraStandIns.install(directory.resolve("home"), bin);
        nodetool = new Nodetool(ssh.toString(), "atlas");
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
        return directory.resolve("home").resolve("nodes").resolve(name);
    }

    @Test
    void everyNodeMakesItsOwnSnapshotAndSaysItsName() throws Exception {
        for (String node : CassandraStandIns.NODES) {
            Captured said = run(nodetool.snapshot(node, "lifeboat-r1"));
            assertThatCode(() -> Nodetool.judgeSnapshot(node, "lifeboat-r1", said.exit(), lines(said)))
                    .doesNotThrowAnyException();
            assertThat(node(node).resolve("snapshots/lifeboat-r1")).isDirectory();
        }
    }

    @Test
    void aSnapshotOfThisRunThatIsThereAlreadyIsTheOneThatIsMeant() throws Exception {
        run(nodetool.snapshot("cassandra-1", "lifeboat-r1"));
        Captured again = run(nodetool.snapshot("cassandra-1", "lifeboat-r1"));
        assertThat(again.exit().succeeded()).isFalse();
        assertThatCode(() -> Nodetool.judgeSnapshot("cassandra-1", "lifeboat-r1", again.exit(), lines(again)))
                .doesNotThrowAnyException();
    }

    @Test
    void aRepairIsBelievedWhenItSaysThatItFinished() throws Exception {
        Captured said = run(nodetool.repair("cassandra-2"));
        assertThatCode(() -> Nodetool.judgeRepair("cassandra-2", said.exit(), lines(said)))
                .doesNotThrowAnyException();
        assertThat(node("cassandra-2").resolve("asked"))
                .content()
                .isEqualTo("repair --partitioner-range --full -- atlas _transactions\n");
    }

    @Test
    void aRepairThatEndsWithZeroAndSpeaksOfAFailureHasFailed() throws Exception {
        Files.createFile(node("cassandra-2").resolve("repair-fails"));
        Captured said = run(nodetool.repair("cassandra-2"));
        assertThat(said.exit().succeeded()).isTrue();
        assertThatThrownBy(() -> Nodetool.judgeRepair("cassandra-2", said.exit(), lines(said)))
                .isInstanceOf(AtlasException.class)
                .hasMessageContaining("speaks of a failure");
    }

    @Test
    void aNodeThatIsDownOrUnknownIsNamed() throws Exception {
        Files.createFile(node("cassandra-3").resolve("down"));
        Captured down = run(nodetool.repair("cassandra-3"));
        assertThatThrownBy(() -> Nodetool.judgeRepair("cassandra-3", down.exit(), lines(down)))
                .hasMessageContaining("the repair on cassandra-3 failed");
        Captured unknown = run(nodetool.snapshot("elsewhere", "s"));
        assertThatThrownBy(() -> Nodetool.judgeSnapshot("elsewhere", "s", unknown.exit(), lines(unknown)))
                .hasMessageContaining("Could not resolve hostname");
    }

    @Test
    void theNameOfTheClusterIsRead() throws Exception {
        Captured said = run(nodetool.describe("cassandra-1"));
        assertThat(Nodetool.clusterName("cassandra-1", said.exit(), said.out())).isEqualTo("Lab Cluster");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-oProxyCommand=touch /tmp/x", "a b", "a;b", "$(b)", "", "a\nb"})
    void aNodeIsNeverAnOptionOrACommand(String node) {
        assertThatThrownBy(() -> nodetool.repair(node)).isInstanceOf(AtlasException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;b", "-x", "a'b", ""})
    void aKeyspaceIsOneWordThatNoShellTouches(String keyspace) {
        assertThatThrownBy(() -> new Nodetool("ssh", keyspace)).isInstanceOf(AtlasException.class);
    }
}
