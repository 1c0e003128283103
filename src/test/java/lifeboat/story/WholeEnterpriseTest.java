package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lifeboat.fault.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An enterprise server is backed up, loses its registrations and is restored; what both runs left is looked at from every side. */
@SuppressWarnings("NullAway.Init")
class WholeEnterpriseTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEARTBEATS = "table license.clusters";
    private static final String CLUSTERS = "select string_agg(concat_ws(' ', id, address, secret, version, client_id,"
            + " cluster_deployment_id), ',' order by id) from license.clusters";
    private static final Map<String, Map<String, String>> BEFORE = new TreeMap<>();

    private static Desk desk;
    private static Program.Ended rehearsal;
    private static String said;
    private static LabView lab;
    private static String registered;
    private static String rootToken;

    @BeforeAll
    static void rehearse() throws Exception {
        desk = new Desk();
        Program program =
                desk.lifeboat("rehearse", "enterprise-restore", "--line", "--auto", "--keep-lab", "--pace", "0.2");
        program.endInput();
        // While the backup is being made, nothing is damaged yet: that is what has to come back.
        Program.await("the dump", () -> desk.hasBegun("dump-databases") || !program.isAlive());
        lab = desk.lab();
        for (String name : List.of("pachyderm", "dex")) {
            try (Connection source = lab.superuser(name)) {
                BEFORE.put(name, content(source));
            }
        }
        registered = text("pachyderm", CLUSTERS);
        rootToken = secret("pachyderm-auth", "root-token");
        rehearsal = program.ended();
        assertThat(rehearsal.code()).as(rehearsal.all()).isZero();
        said = rehearsal.out().replaceAll("\\s+", " ");
    }

    @AfterAll
    static void end() throws Exception {
        desk.close();
    }

    /** Everything but the heartbeats, which come all the time. */
    private static Map<String, String> content(Connection database) throws Exception {
        Map<String, String> content = Restored.content(database);
        content.remove(HEARTBEATS);
        return content;
    }

    private static String text(String database, String question) throws Exception {
        try (Connection connection = lab.superuser(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static String secret(String name, String key) throws Exception {
        return new String(
                Base64.getDecoder()
                        .decode(lab.cluster("GET", "/api/v1/namespaces/enterprise/secrets/" + name, "")
                                .at("/data/" + key)
                                .asText()),
                StandardCharsets.UTF_8);
    }

    private static List<Path> runs() throws Exception {
        try (Stream<Path> runs = Files.list(desk.state().resolve("runs"))) {
            return runs.sorted().toList();
        }
    }

    private static JsonNode manifest() throws Exception {
        try (Stream<Path> all = Files.list(lab.lab().directory().resolve("backups"))) {
            return JSON.readTree(
                    Files.readAllBytes(all.findFirst().orElseThrow().resolve("manifest.json")));
        }
    }

    @Test
    void theBackupHasBothDatabasesAndEveryRegisteredCluster() throws Exception {
        JsonNode manifest = manifest();
        assertThat(manifest.path("status").asText()).isEqualTo("COMPLETE");
        assertThat(manifest.path("server").asText()).isEqualTo("pach-enterprise");
        assertThat(manifest.path("databases").findValuesAsText("name")).contains("dex", "pachyderm");
        assertThat(JSON.convertValue(manifest.at("/enterprise/clusters"), List.class))
                .isEqualTo(List.of("localhost", "production", "research", "staging"));
        assertThat(manifest.path("bucket")).isEmpty();
        assertThat(rehearsal.out()).doesNotContain("of objects");
    }

    @Test
    void theClustersAreNamedBeforeTheyAreCutOff() {
        assertThat(said.split(
                        "Cuts off: Every registered cluster, and every login through them: "
                                + "production, research, staging",
                        -1))
                .as("in the backup and in the restore")
                .hasSize(3);
    }

    @Test
    void theEnterpriseContextIsSetWithAPreviewAndTheActiveOneIsLeftAlone() throws Exception {
        assertThat(said).contains("Will change: pachctl active_enterprise_context production -> enterprise.");
        JsonNode config = JSON.readTree(
                Files.readAllBytes(lab.lab().directory().resolve("pachctl").resolve("config.json")));
        assertThat(config.at("/v2/active_enterprise_context").asText()).isEqualTo("enterprise");
        assertThat(config.at("/v2/active_context").asText()).isEqualTo("production");
        JsonNode kept =
                JSON.readTree(Files.readAllBytes(runs().get(0).resolve("kept/pachctl-config.before-set-context.json")));
        assertThat(kept.at("/v2").has("active_enterprise_context")).isFalse();
    }

    @Test
    void theAccidentWasRealAndTheRegistrationsAreBack() throws Exception {
        assertThat(said).contains("Then the accident: 54 rows are gone, the three registered clusters among them.");
        String aside = text(
                "postgres", "select datname from pg_database where datname ~ '^pachyderm_aside_[0-9]{8}T[0-9]{6}Z$'");
        assertThat(text(aside, "select string_agg(id, ',') from license.clusters"))
                .isEqualTo("localhost");
        assertThat(text("pachyderm", CLUSTERS)).isEqualTo(registered).contains("production", "research", "staging");
        for (String name : List.of("pachyderm", "dex")) {
            try (Connection restored = lab.superuser(name)) {
                assertThat(content(restored)).hasSizeGreaterThan(5).isEqualTo(BEFORE.get(name));
            }
        }
    }

    @Test
    void theTraineeSeesTheThreeClustersRegisteredAgain() {
        for (String cluster : List.of("localhost", "production", "research", "staging")) {
            assertThat(said).containsPattern("ok +" + cluster + " +registered, heard 20");
        }
        assertThat(said)
                .contains("done: 3 clusters are registered again and were heard: production, research, staging.")
                .contains("the enterprise server 2.8.10 answers");
    }

    @Test
    void anEnterpriseServerIsInstalledAgainWithItsOldSecretsAndNoPachdIsMade() throws Exception {
        List<String> deployments = new ArrayList<>();
        lab.cluster("GET", "/apis/apps/v1/namespaces/enterprise/deployments", "")
                .path("items")
                .forEach(item -> deployments.add(item.at("/metadata/name").asText()));
        assertThat(deployments).contains("pach-enterprise").doesNotContain("pachd", "pachw");
        assertThat(secret("pachyderm-auth", "root-token")).isEqualTo(rootToken);
        assertThat(lab.changes()).containsEntry("patch Deployment pach-enterprise", 3);
    }

    @Test
    void itCannotBePausedAndSaysSo() throws Exception {
        Program.Ended refused = desk.tool(lab.description().pachctl().toString(), "enterprise", "pause");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("this pachd instance is not in a pausable mode");
    }

    @Test
    @Fault("F25")
    void everyPermissionThatWasNeededHadBeenAskedFor() throws Exception {
        assertThat(lab.neededUnasked()).isEmpty();
    }

    @Test
    void bothAuditsAreVerified() throws Exception {
        assertThat(runs()).hasSize(2);
        for (Path run : runs()) {
            Program.Ended verified =
                    desk.run("audit", "verify", run.getFileName().toString());
            assertThat(verified.code()).as(verified.all()).isZero();
        }
    }
}
