package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lifeboat.bucket.BucketCompare;
import lifeboat.bucket.CompareReport;
import lifeboat.bucket.ObjectStore;
import lifeboat.fault.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A backup, an accident and a restore from beginning to end; what it left is looked at from every side. */
@SuppressWarnings("NullAway.Init")
class WholeRestoreTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OBJECTS = 60;
    private static final Map<String, Map<String, String>> BEFORE = new TreeMap<>();

    private static Desk desk;
    private static Program.Ended rehearsal;
    private static LabView lab;
    private static String rootToken;

    @BeforeAll
    static void rehearse() throws Exception {
        desk = new Desk();
        Program program = desk.lifeboat(
                "rehearse",
                "pachyderm-restore",
                "--line",
                "--auto",
                "--keep-lab",
                "--objects",
                Integer.toString(OBJECTS));
        program.endInput();
        // While the backup is being made, nothing is damaged yet: that is what has to come back.
        Program.await("the dump", () -> desk.hasBegun("dump-databases") || !program.isAlive());
        lab = desk.lab();
        for (String name : List.of("pachyderm", "dex")) {
            try (Connection source = lab.superuser(name)) {
                BEFORE.put(name, Restored.content(source));
            }
        }
        rootToken = secret("pachyderm-auth", "root-token");
        rehearsal = program.ended();
        assertThat(rehearsal.code()).as(rehearsal.all()).isZero();
    }

    @AfterAll
    static void end() throws Exception {
        desk.close();
    }

    private static String secret(String name, String key) throws Exception {
        return new String(
                Base64.getDecoder()
                        .decode(lab.cluster("GET", "/api/v1/namespaces/pachyderm/secrets/" + name, "")
                                .at("/data/" + key)
                                .asText()),
                StandardCharsets.UTF_8);
    }

    /** The folder of the run that restored; that of the backup lies beside it. */
    private static Path run() throws Exception {
        try (Stream<Path> runs = Files.list(desk.state().resolve("runs"))) {
            return runs.filter(folder -> Files.exists(folder.resolve("kept")))
                    .filter(folder -> folder.resolve("kept")
                            .resolve("helm-values.restored.yaml")
                            .toFile()
                            .exists())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<JsonNode> journal() throws Exception {
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(run().resolve("journal.jsonl"))) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    private static List<String> databases() throws Exception {
        List<String> names = new ArrayList<>();
        try (Connection connection = lab.superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select datname from pg_database where not datistemplate")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Test
    void theAccidentWasRealAndTheDataIsBackTableByTableAndSequenceBySequence() throws Exception {
        String aside = databases().stream()
                .filter(name -> name.startsWith("pachyderm_aside_"))
                .findFirst()
                .orElseThrow();
        try (Connection damaged = lab.superuser(aside)) {
            assertThat(Restored.content(damaged)).isNotEqualTo(BEFORE.get("pachyderm"));
        }
        for (String name : List.of("pachyderm", "dex")) {
            try (Connection restored = lab.superuser(name)) {
                assertThat(Restored.content(restored)).hasSizeGreaterThan(6).isEqualTo(BEFORE.get(name));
            }
        }
    }

    @Test
    void nothingIsLeftUnderAScratchNameAndNothingWasDropped() throws Exception {
        assertThat(databases()).noneMatch(name -> name.contains("_restoring_"));
        assertThat(databases())
                .contains("pachyderm", "dex")
                .anyMatch(name -> name.matches("pachyderm_aside_\\d{8}T\\d{6}Z"))
                .anyMatch(name -> name.matches("dex_aside_\\d{8}T\\d{6}Z"));
    }

    @Test
    void theNewBucketEqualsTheBackupObjectByObjectAndTheBackupIsStillOne() throws Exception {
        ObjectStore backup = lab.bucket(lab.description().store().backup());
        ObjectStore restored = lab.bucket(lab.description().store().empty());
        try {
            CompareReport report = new BucketCompare(BucketCompare.Options.standard(), () -> false)
                    .compare(backup, restored, now -> {});
            assertThat(report.equal()).as(report.toString()).isTrue();
            assertThat(report.same()).isEqualTo(OBJECTS);
        } finally {
            backup.close();
            restored.close();
        }
    }

    @Test
    void pachydermRunsOnWhatWasRestoredWithItsOldRootTokenAndItsWorkers() throws Exception {
        assertThat(secret("pachyderm-storage-secret", "AMAZON_BUCKET"))
                .isEqualTo(lab.description().store().empty());
        assertThat(secret("pachyderm-auth", "root-token")).isEqualTo(rootToken);
        assertThat(lab.replicas("pachd")).isEqualTo(3);
        JsonNode workers =
                lab.cluster("GET", "/api/v1/namespaces/pachyderm/replicationcontrollers/default-edges-v1", "");
        assertThat(workers.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(rehearsal.out().replaceAll("\\s+", " "))
                .contains("120, the same as when it was backed up")
                .contains("has the recorded content");
    }

    @Test
    void theEditedValuesAreForTheOperatorAloneAndTheKeptOnesStay() throws Exception {
        Path edited = run().resolve("kept/helm-values.restored.yaml");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(edited)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(edited)).contains("pach-restored").contains(rootToken);
        assertThat(run().resolve("kept/pachctl-config.json")).exists();
        assertThat(run().resolve("kept/configmap.pachd-config.json")).exists();
    }

    @Test
    void noSecretIsInWhatWasSaidOrJournalled() throws Exception {
        List<String> secrets = new ArrayList<>(List.of(rootToken, secret("postgres", "postgresql-password")));
        for (Path file : List.of(
                lab.description().database().superuserPasswordFile(),
                lab.description().store().secretKeyFile())) {
            secrets.add(Files.readString(file).strip());
        }
        List<String> texts = new ArrayList<>(List.of(rehearsal.out(), rehearsal.err()));
        try (Stream<Path> files = Files.walk(desk.state().resolve("runs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().contains("/kept/")) {
                    texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        assertThat(texts).hasSizeGreaterThan(10);
        for (String secret : secrets) {
            assertThat(secret).hasSizeGreaterThan(15);
            assertThat(texts).noneMatch(text -> text.contains(secret));
        }
    }

    @Test
    void whatWasTakenAwayWasTypedByNameAndNoHoldIsOpen() throws Exception {
        List<JsonNode> confirmed = journal().stream()
                .filter(record -> record.at("/event/action").asText().equals("step.confirmed"))
                .toList();
        assertThat(confirmed)
                .filteredOn(record -> record.at("/lifeboat/step/id").asText().matches("uninstall|set-aside-pachyderm"))
                .hasSize(2)
                .allSatisfy(record ->
                        assertThat(record.at("/lifeboat/data/answer").asText()).isEqualTo("pachyderm"));
        assertThat(journal())
                .filteredOn(record -> record.at("/event/action").asText().equals("hold.opened"))
                .hasSameSizeAs(journal().stream()
                        .filter(record -> record.at("/event/action").asText().equals("hold.released"))
                        .toList());
    }

    @Test
    @Fault("F25")
    void everyPermissionThatWasNeededHadBeenAskedFor() throws Exception {
        assertThat(lab.neededUnasked()).isEmpty();
    }

    @Test
    void theAuditsOfBothRunsAreIntact() throws Exception {
        try (Stream<Path> runs = Files.list(desk.state().resolve("runs"))) {
            List<Path> all = runs.toList();
            assertThat(all).hasSize(2);
            for (Path folder : all) {
                Program.Ended verified =
                        desk.run("audit", "verify", folder.getFileName().toString());
                assertThat(verified.code()).as(verified.all()).isZero();
                assertThat(verified.out()).contains("SEALED");
            }
        }
    }
}
