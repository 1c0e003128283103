package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lifeboat.lab.atlas.AtlasDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The story of a store: an application works, a backup is made meanwhile, work goes on, everything is lost, and the backup is
 * restored. What the application remembers of its own is held against what is in the store then. PostgreSQL, its dump and its
 * restore are real; the service with its lock and the program {@code atlasdb} are stand-ins.
 */
@SuppressWarnings("NullAway.Init")
class AtlasRehearsalTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static Desk desk;
    private static Program.Ended rehearsal;
    private static LabView lab;
    private static Path backup;
    private static long backupTimestamp;
    private static long fastForwardTimestamp;

    /** What the application remembers of a transaction of its own. */
    private record Committed(long start, long commit, String row, String value) {}

    @BeforeAll
    static void rehearse() throws Exception {
        desk = new Desk();
        rehearsal = desk.run("rehearse", "atlasdb-restore", "--line", "--auto", "--keep-lab");
        assertThat(rehearsal.code()).as(rehearsal.all()).isZero();
        lab = desk.lab();
        try (Stream<Path> all = Files.list(lab.lab().directory().resolve("backups"))) {
            backup = all.toList().get(0);
        }
        backupTimestamp = number("backup.timestamp");
        fastForwardTimestamp = number("fast-forward.timestamp");
    }

    @AfterAll
    static void end() throws Exception {
        desk.close();
    }

    private static long number(String file) throws Exception {
        return Long.parseLong(Files.readString(backup.resolve(file)).strip());
    }

    private static List<Committed> ledger() throws Exception {
        List<Committed> all = new ArrayList<>();
        for (JsonNode one : lab.atlas("GET", "/ledger")) {
            all.add(new Committed(
                    one.path("start").asLong(),
                    one.path("commit").asLong(),
                    one.path("row").asText(),
                    one.path("value").asText()));
        }
        return all;
    }

    /** Commit timestamp by start timestamp, as the store has it; what was rolled back is left out. */
    private static Map<Long, Long> transactions() throws Exception {
        Map<Long, Long> all = new TreeMap<>();
        try (Connection connection = lab.superuser("atlas");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select row_name, val from _transactions")) {
            while (rows.next()) {
                if (rows.getBytes(2).length < 10) {
                    all.put(number(rows.getBytes(1)), number(rows.getBytes(2)));
                }
            }
        }
        return all;
    }

    /** Four bytes with three one bits and a zero before the number, as these timestamps have them. */
    private static long number(byte[] bytes) {
        assertThat(bytes).hasSize(4);
        long value = bytes[0] & 0x0f;
        for (int index = 1; index < 4; index++) {
            value = value << 8 | bytes[index] & 0xff;
        }
        return value;
    }

    @Test
    void theBackupWasMadeWhileTheApplicationWorked() throws Exception {
        assertThat(backupTimestamp).isLessThan(fastForwardTimestamp);
        assertThat(ledger())
                .anyMatch(one -> one.commit() < backupTimestamp)
                .anyMatch(one -> one.start() > backupTimestamp && one.commit() < fastForwardTimestamp)
                .anyMatch(one -> one.start() < backupTimestamp && one.commit() > backupTimestamp);
    }

    @Test
    void whatHadCommittedAtTheBackupTimestampIsBackAndWhatCommittedLaterIsGone() throws Exception {
        Map<Long, Long> before = new TreeMap<>(transactions());
        before.values().removeIf(commit -> commit > fastForwardTimestamp);
        Map<Long, Long> wanted = new TreeMap<>();
        ledger().stream()
                .filter(one -> one.commit() < backupTimestamp)
                .forEach(one -> wanted.put(one.start(), one.commit()));
        assertThat(before).isEqualTo(wanted);
    }

    @Test
    void eachRowHasTheValueThatItHadAtTheBackupTimestamp() throws Exception {
        Map<Long, Long> transactions = transactions();
        Map<String, String> restored = new TreeMap<>();
        try (Connection connection = lab.superuser("atlas");
                Statement statement = connection.createStatement();
                ResultSet cells = statement.executeQuery("select row_name, ts, val from default__orders order by ts")) {
            while (cells.next()) {
                Long commit = transactions.get(cells.getLong(2));
                if (commit != null && commit < fastForwardTimestamp) {
                    restored.put(text(cells.getBytes(1)), text(cells.getBytes(3)));
                }
            }
        }
        Map<String, Committed> wanted = new HashMap<>();
        for (Committed one : ledger()) {
            if (one.commit() < backupTimestamp) {
                wanted.merge(one.row(), one, (left, right) -> left.start() > right.start() ? left : right);
            }
        }
        assertThat(restored).hasSizeGreaterThan(40).hasSameSizeAs(wanted);
        wanted.forEach((row, one) -> assertThat(restored).containsEntry(row, one.value()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void aTransactionThatStraddledTheBackupTimestampIsGone() throws Exception {
        List<Committed> straddlers = ledger().stream()
                .filter(one -> one.start() < backupTimestamp && one.commit() > backupTimestamp)
                .toList();
        assertThat(straddlers).isNotEmpty();
        assertThat(transactions())
                .doesNotContainKeys(straddlers.stream().map(Committed::start).toArray(Long[]::new));
    }

    @Test
    void newTimestampsAreAboveTheFastForwardTimestamp() throws Exception {
        lab.atlas("POST", "/work");
        assertThat(transactions().entrySet())
                .filteredOn(entry -> entry.getValue() > backupTimestamp)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.getKey()).isGreaterThan(fastForwardTimestamp));
    }

    @Test
    void theLockThatWasHeldInTheDumpIsFree() throws Exception {
        try (Connection connection = lab.superuser("atlas");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select val from _persisted_locks")) {
            assertThat(row.next()).isTrue();
            assertThat(text(row.getBytes(1))).containsAnyOf("Available", "\"reason\":\"sweep\"");
        }
        assertThat(rehearsal.out()).contains("backup lock reason lifeboat run");
    }

    @Test
    void theScreenThatAsksForTheNameHasEverythingThatCountsOnIt() {
        String out = rehearsal.out().replaceAll("\\s+", " ");
        String asking = out.substring(out.indexOf("DESTROYS."), out.indexOf("Type the name of what is destroyed"));
        assertThat(asking)
                .contains("backup timestamp " + backupTimestamp + " < fast-forward timestamp " + fastForwardTimestamp)
                .contains("of the backup of 20")
                .contains("database atlas on 127.0.0.1:")
                .containsPattern("_transactions: [0-9]+ committed, of which [0-9]+ committed after");
    }

    @Test
    void theAuditsOfBothRunsAreIntactAndTheTokenOfTheLockIsInOne() throws Exception {
        List<Path> runs;
        try (Stream<Path> all = Files.list(desk.state().resolve("runs"))) {
            runs = all.sorted().toList();
        }
        assertThat(runs).hasSize(2);
        for (Path run : runs) {
            Program.Ended verified =
                    desk.run("audit", "verify", run.getFileName().toString());
            assertThat(verified.code()).as(verified.all()).isZero();
        }
        assertThat(Files.readString(runs.get(0).resolve("journal.jsonl")))
                .containsPattern("\"token\":\\[\"[0-9a-f-]{36}\"\\]");
    }

    @Test
    void noPasswordIsInWhatWasWritten() throws Exception {
        String password =
                Files.readString(lab.lab().atlas().orElseThrow().passwordFile()).strip();
        List<Path> written = new ArrayList<>();
        for (Path folder : List.of(desk.state().resolve("runs"), backup)) {
            try (Stream<Path> all = Files.walk(folder)) {
                written.addAll(all.filter(Files::isRegularFile).toList());
            }
        }
        assertThat(written).hasSizeGreaterThan(20);
        for (Path file : written) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).contains(password))
                    .as(file.toString())
                    .isFalse();
        }
    }

    @Test
    void theSameRestoreIsRefusedOnceTheServiceHasWorkedEvenWhenItIsDown() throws Exception {
        AtlasDescription atlas = lab.lab().atlas().orElseThrow();
        lab.atlas("POST", "/work");
        lab.atlas("POST", "/stop");
        try (Desk other = new Desk()) {
            Map<Long, Long> before = transactions();
            Path secret = Files.createFile(
                    other.directory().resolve("secret.yaml"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    secret,
                    "database_password: "
                            + Files.readString(atlas.passwordFile()).strip() + "\n");
            Program.Ended refused = other.answered(
                    "stop\nclose\n",
                    "run",
                    "atlasdb-restore",
                    "--line",
                    "--parameters",
                    secret.toString(),
                    "-p",
                    "atlas_program=" + atlas.program(),
                    "-p",
                    "atlas_version=" + atlas.version(),
                    "-p",
                    "atlas_config=" + atlas.config(),
                    "-p",
                    "service_url=" + atlas.service(),
                    "-p",
                    "database_name=" + atlas.database(),
                    "-p",
                    "database_host=127.0.0.1",
                    "-p",
                    "database_port=" + atlas.databasePort(),
                    "-p",
                    "database_user=" + atlas.user(),
                    "-p",
                    "database_sslmode=disable",
                    "-p",
                    "service_by=hand",
                    "-p",
                    "backup=" + backup);
            assertThat(refused.code()).as(refused.all()).isEqualTo(4);
            assertThat(refused.out().replaceAll("\\s+", " "))
                    .as(refused.all())
                    .contains("the database atlas is not empty")
                    .contains("that would delete transactions that are live");
            assertThat(other.hasBegun("stop-service-by-hand")).isFalse();
            assertThat(other.hasBegun("clean")).isFalse();
            assertThat(transactions()).isEqualTo(before);
        } finally {
            lab.atlas("POST", "/start");
        }
    }

    @Test
    void theRunningServiceIsAskedWhetherItsTimestampsAreHighEnough() {
        assertThat(rehearsal.out().replaceAll("\\s+", " "))
                .containsPattern("a fresh timestamp is [0-9]+, the fast-forward timestamp " + fastForwardTimestamp)
                .contains("Hold released: timestamps-unproved")
                .containsPattern(
                        "Of [0-9]+ transactions before the loss [0-9]+ are back, and [0-9]+ that committed after the"
                                + " backup timestamp are rightly gone, [1-9][0-9]* that had begun before it among them");
    }

    @Test
    void aTimestampThatLostADigitIsRefusedThoughTheManifestWasMadeToFit() throws Exception {
        Path cut = desk.directory().resolve("cut");
        assertThat(desk.shell("cp -a '" + backup + "' '" + cut + "'").code()).isZero();
        String digits = Long.toString(backupTimestamp / 10);
        Files.writeString(cut.resolve("backup.timestamp"), digits + "\n");
        fit(cut, digits);
        try (Desk other = new Desk()) {
            Program.Ended refused =
                    other.run("rehearse", "atlasdb-restore", "--line", "--auto", "--keep-lab", "-p", "backup=" + cut);
            assertThat(refused.code()).as(refused.all()).isEqualTo(4);
            assertThat(refused.out().replaceAll("\\s+", " ")).contains("Nothing was deleted");
            assertThat(refused.out().replaceAll("\\s+", " "))
                    .containsPattern("is not above [0-9]+, which a transaction had|does not fit the store");
            assertThat(other.hasBegun("stop-service")).isFalse();
            assertThat(other.lab().atlas("GET", "/state").path("running").asBoolean())
                    .isTrue();
        }
    }

    /** Makes a manifest fit a changed timestamp: its digits, its digest, and the manifest's own. */
    private static void fit(Path folder, String digits) throws Exception {
        Path file = folder.resolve("manifest.json");
        ObjectNode manifest = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        byte[] content = (digits + "\n").getBytes(StandardCharsets.UTF_8);
        for (JsonNode entry : manifest.path("files")) {
            if (entry.path("path").asText().equals("backup.timestamp")) {
                ((ObjectNode) entry).put("size", content.length).put("sha256", sha256(content));
            }
        }
        ((ObjectNode) manifest.path("atlas"))
                .put("backup_timestamp", digits)
                .put("backup_sha256", sha256(content))
                .remove("newest_before");
        manifest.remove("digest");
        manifest.put("digest", sha256(canonical(manifest)));
        Files.write(file, canonical(manifest));
    }

    private static byte[] canonical(ObjectNode node) throws Exception {
        return JSON.writeValueAsBytes(JSON.convertValue(node, Map.class));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
