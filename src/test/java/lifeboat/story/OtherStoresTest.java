package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The same story for stores that are no database: what is backed up, lost and restored are files, of RocksDB's directory or of
 * Cassandra's nodes. Nodes, nodetool, ssh and the program that copies snapshots are stand-ins; tar is the machine's own.
 */
@EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
@Timeout(600)
class OtherStoresTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was rehearsed, and what is known of it. */
    private record Told(Desk desk, Program.Ended ended, Path backup, long first, long second) {
        static Told of(Desk desk, String store) throws Exception {
            Program.Ended ended =
                    desk.run("rehearse", "atlasdb-restore", "--line", "--auto", "--keep-lab", "-p", "store=" + store);
            assertThat(ended.code()).as(ended.all()).isZero();
            Path backup;
            try (Stream<Path> all = Files.list(desk.lab().lab().directory().resolve("backups"))) {
                backup = all.toList().get(0);
            }
            return new Told(
                    desk, ended, backup, number(backup, "backup.timestamp"), number(backup, "fast-forward.timestamp"));
        }

        private static long number(Path backup, String file) throws Exception {
            return Long.parseLong(Files.readString(backup.resolve(file)).strip());
        }

        JsonNode manifest() throws Exception {
            return JSON.readTree(backup.resolve("manifest.json").toFile());
        }
    }

    /** What had committed at the backup timestamp is there with the values of that moment, and nothing else of that time. */
    private static void whatIsBackAndWhatIsRightlyGone(Told told) throws Exception {
        Map<Long, Long> wanted = new TreeMap<>();
        Map<String, String> values = new TreeMap<>();
        Map<String, Long> writers = new TreeMap<>();
        boolean later = false;
        boolean straddled = false;
        for (JsonNode one : told.desk().lab().atlas("GET", "/ledger")) {
            long start = one.path("start").asLong();
            long commit = one.path("commit").asLong();
            later |= start > told.first() && commit < told.second();
            straddled |= start < told.first() && commit > told.first();
            if (commit < told.first()) {
                wanted.put(start, commit);
                String row = one.path("row").asText();
                if (start > writers.getOrDefault(row, 0L)) {
                    writers.put(row, start);
                    values.put(row, one.path("value").asText());
                }
            }
        }
        assertThat(later).as("work went on between the two timestamps").isTrue();
        assertThat(straddled).as("a transaction straddled the first").isTrue();
        JsonNode state = told.desk().lab().atlas("GET", "/transactions");
        Map<Long, Long> there = new TreeMap<>();
        state.properties().forEach(entry -> {
            if (entry.getValue().asLong() >= 0 && entry.getValue().asLong() <= told.second()) {
                there.put(Long.valueOf(entry.getKey()), entry.getValue().asLong());
            }
        });
        assertThat(there).isEqualTo(wanted).hasSizeGreaterThan(90);
        Map<String, String> asOf = new TreeMap<>();
        for (JsonNode cell : told.desk().lab().atlas("GET", "/cells")) {
            if (there.containsKey(cell.path("start").asLong())) {
                asOf.put(cell.path("row").asText(), cell.path("value").asText());
            }
        }
        assertThat(asOf).isEqualTo(values).hasSizeGreaterThan(40);
        assertThat(told.ended().out().replaceAll("\\s+", " "))
                .containsPattern("a fresh timestamp is [0-9]+, the fast-forward timestamp " + told.second());
    }

    private static void theAuditsAreIntact(Desk desk) throws Exception {
        List<Path> runs;
        try (Stream<Path> all = Files.list(desk.state().resolve("runs"))) {
            runs = all.toList();
        }
        assertThat(runs).hasSize(2);
        for (Path run : runs) {
            Program.Ended verified =
                    desk.run("audit", "verify", run.getFileName().toString());
            assertThat(verified.code()).as(verified.all()).isZero();
        }
    }

    @Test
    void aStoreInCassandraComesBackNodeByNode() throws Exception {
        try (Desk desk = new Desk()) {
            Told told = Told.of(desk, "cassandra");
            whatIsBackAndWhatIsRightlyGone(told);
            theAuditsAreIntact(desk);
            JsonNode section = told.manifest().path("atlas");
            assertThat(section.path("snapshots").asText())
                    .contains("cassandra-1=lifeboat-")
                    .contains("cassandra-2=lifeboat-")
                    .contains("cassandra-3=lifeboat-");
            assertThat(section.path("snapshot_tables").asText()).contains("_transactions", "default__orders");
            assertThat(told.manifest().path("files").findValuesAsText("path"))
                    .contains("cassandra/schema.cql")
                    .anyMatch(file -> file.startsWith("cassandra/cassandra-3/_transactions/"));
            Path nodes = desk.lab().lab().directory().resolve("atlas/nodes");
            for (String node : List.of("cassandra-1", "cassandra-2", "cassandra-3")) {
                assertThat(Files.readAllLines(nodes.resolve(node).resolve("asked")))
                        .contains("repair --partitioner-range --full -- atlas _transactions")
                        .contains("refresh -- atlas _transactions");
            }
        }
    }

    @Test
    void aStoreInRocksDbComesBackFromItsArchive() throws Exception {
        try (Desk desk = new Desk()) {
            Told told = Told.of(desk, "rocksdb");
            whatIsBackAndWhatIsRightlyGone(told);
            theAuditsAreIntact(desk);
            assertThat(told.backup().resolve("rocksdb.tgz")).isNotEmptyFile();
            Program.Ended listed = desk.tool(
                    "tar", "-tzf", told.backup().resolve("rocksdb.tgz").toString());
            assertThat(listed.out()).contains("./CURRENT", "./000010.sst");
        }
    }
}
