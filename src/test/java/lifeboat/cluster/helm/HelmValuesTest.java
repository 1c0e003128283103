package lifeboat.cluster.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelmValuesTest {
    private static final String YAML =
            """
            deployTarget: "AMAZON"
            global:
              postgresql:
                postgresqlHost: "old.example.org"
                postgresqlPort: 5432
                postgresqlPassword: "hunter2"
                postgresqlExistingSecretName: "postgres"
            pachd:
              rootToken: ""
              replicas: 3
              storage:
                amazon:
                  bucket: "old"
            """;

    @Test
    void onlyWhatIsEditedChangesAndTheOriginalStays() throws Exception {
        HelmValues values = HelmValues.read(YAML);
        HelmValues.Edited edited = values.with(List.of(
                new HelmValues.Edit("global.postgresql.postgresqlHost", "new.example.org"),
                new HelmValues.Edit("global.postgresql.postgresqlPort", "5432"),
                new HelmValues.Edit("pachd.storage.amazon.bucket", "new"),
                new HelmValues.Edit("postgresql.enabled", "false")));
        assertThat(edited.changes())
                .containsExactly(
                        new HelmValues.Changed(
                                "global.postgresql.postgresqlHost", "old.example.org", "new.example.org"),
                        new HelmValues.Changed("pachd.storage.amazon.bucket", "old", "new"),
                        new HelmValues.Changed("postgresql.enabled", "(not set)", "false"));
        assertThat(values.at("pachd.storage.amazon.bucket")).contains("old");
        HelmValues again = HelmValues.read(edited.values().yaml());
        assertThat(again.at("global.postgresql.postgresqlHost")).contains("new.example.org");
        assertThat(again.at("pachd.replicas")).contains("3");
        assertThat(again.yaml()).contains("enabled: false").contains("postgresqlPort: 5432");
        assertThat(HelmValues.read(YAML).with(List.of()).changes()).isEmpty();
    }

    @Test
    void whatMayBeASecretIsNeverShown() throws Exception {
        HelmValues.Edited edited = HelmValues.read(YAML)
                .with(List.of(
                        new HelmValues.Edit("pachd.rootToken", "canary-1"),
                        new HelmValues.Edit("global.postgresql.postgresqlPassword", "canary-2"),
                        new HelmValues.Edit("global.postgresql.postgresqlExistingSecretName", "mine")));
        assertThat(edited.changes().toString()).doesNotContain("canary").doesNotContain("hunter2");
        assertThat(edited.changes())
                .contains(
                        new HelmValues.Changed("pachd.rootToken", "\"\"", "(hidden)"),
                        new HelmValues.Changed("global.postgresql.postgresqlExistingSecretName", "postgres", "mine"));
        assertThat(edited.values().secrets()).containsExactlyInAnyOrder("canary-1", "canary-2");
    }

    @Test
    void whatIsNotAMappingIsRefusedWithoutQuotingIt() throws Exception {
        for (String text : List.of("- canary", "a: [canary", "canary")) {
            assertThatThrownBy(() -> HelmValues.read(text))
                    .isInstanceOf(HelmValues.UnreadableValues.class)
                    .hasMessageNotContaining("canary");
        }
        assertThat(HelmValues.read("").at("a.b")).isEmpty();
    }

    @Test
    void everyCommandNamesItsClusterAndNamespace() {
        HelmCommands commands = new HelmCommands("helm", Optional.of(Path.of("/tmp/kubeconfig")), "prod", "pachyderm");
        assertThat(commands.install(
                        "pachyderm",
                        new HelmCommands.Chart("pachyderm/pachyderm", "2.8.10", Optional.of("https://example.org")),
                        Path.of("/tmp/values.yaml"),
                        "lifeboat run r1",
                        Duration.ofMinutes(5)))
                .containsExactly(
                        "helm",
                        "install",
                        "pachyderm",
                        "pachyderm/pachyderm",
                        "--version",
                        "2.8.10",
                        "--repo",
                        "https://example.org",
                        "--kubeconfig",
                        "/tmp/kubeconfig",
                        "--kube-context",
                        "prod",
                        "--namespace",
                        "pachyderm",
                        "--values",
                        "/tmp/values.yaml",
                        "--description",
                        "lifeboat run r1",
                        "--timeout",
                        "300s");
        assertThat(commands.uninstall("pachyderm", "lifeboat run r1", Duration.ofMinutes(5)))
                .startsWith("helm", "uninstall", "pachyderm")
                .contains("--wait", "--kube-context");
        assertThatThrownBy(() -> commands.uninstall("--all", "", Duration.ZERO))
                .hasMessageContaining("not the name of a Helm release");
        assertThatThrownBy(() -> new HelmCommands.Chart("-x", "1", Optional.empty()))
                .hasMessageContaining("not a chart");
    }
}
