package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.util.Map;
import lifeboat.lab.LabDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A restore into another cluster, under other names, while the old one goes on serving. */
@EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
@SuppressWarnings("NullAway.Init")
class SecondClusterTest {
    private static final String VERSION = "2.11.6";

    private static Desk desk;
    private static LabView lab;
    private static Program.Ended rehearsal;
    private static Map<String, String> before;
    private static String oldUid;

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
                "12",
                "--pace",
                "0",
                "--pachyderm-version",
                VERSION,
                "-p",
                "context=lab-restore");
        program.endInput();
        Program.await("the dump", () -> desk.hasBegun("dump-databases") || !program.isAlive());
        lab = desk.lab();
        before = content("pachyderm");
        oldUid = uid();
        rehearsal = program.ended();
        assertThat(rehearsal.code()).as(rehearsal.all()).isZero();
    }

    @AfterAll
    static void end() throws Exception {
        desk.close();
    }

    private static Map<String, String> content(String database) throws Exception {
        try (Connection connection = lab.superuser(database)) {
            return Restored.content(connection);
        }
    }

    private static String uid() throws Exception {
        return lab.cluster("GET", "/apis/apps/v1/namespaces/pachyderm/deployments/pachd", "")
                .at("/metadata/uid")
                .asText();
    }

    private static JsonNode second(String path) throws Exception {
        return lab.cluster("GET", lab.description().second().url() + path, "");
    }

    @Test
    void theOldClusterWasChangedByTheBackupAndByNothingElse() throws Exception {
        assertThat(lab.changes()).isEqualTo(LabView.wholeBackup());
        assertThat(uid()).isEqualTo(oldUid);
        assertThat(lab.replicas("pachd")).isEqualTo(3);
        assertThat(content("pachyderm")).as("the damaged one stays as it is").isNotEqualTo(before);
    }

    @Test
    void theNewOneRunsOnWhatWasBackedUp() throws Exception {
        LabDescription.Cluster second = lab.description().second();
        JsonNode pachd = second("/apis/apps/v1/namespaces/" + second.namespace() + "/deployments/pachd");
        assertThat(pachd.at("/status/readyReplicas").asInt()).isEqualTo(3);
        assertThat(pachd.at("/spec/template/spec/containers/0/image").asText()).isEqualTo("pachyderm/pachd:" + VERSION);
        assertThat(pachd.at("/spec/template/spec/containers/0/env").toString())
                .contains("\"pachyderm_restored\"")
                .contains("\"dex_restored\"")
                .contains("s3://" + lab.description().store().empty() + "?");
        assertThat(content("pachyderm_restored")).hasSizeGreaterThan(6).isEqualTo(before);
        assertThat(rehearsal.out().replaceAll("\\s+", " "))
                .contains("120, the same as when it was backed up")
                .contains("has the recorded content");
    }

    @Test
    void pachctlReachesEachOfThemByItsContext() throws Exception {
        String pachctl = lab.description().pachctl().toString();
        Program.Ended restored = desk.shell("PACH_CONTEXT=restored " + pachctl + " inspect cluster --raw");
        Program.Ended old = desk.shell("PACH_CONTEXT=lab " + pachctl + " inspect cluster --raw");

        assertThat(restored.code()).as(restored.all()).isZero();
        assertThat(old.code()).as(old.all()).isZero();
        assertThat(id(restored)).isNotEqualTo(id(old));
    }

    private static String id(Program.Ended said) throws Exception {
        return new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(said.out())
                .path("id")
                .asText();
    }
}
