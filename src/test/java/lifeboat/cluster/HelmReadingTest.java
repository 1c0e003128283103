package lifeboat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class HelmReadingTest {
    private static JsonNode secret(String name, int revision, String status, byte[] json) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(json);
        }
        byte[] once = Base64.getEncoder().encode(packed.toByteArray());
        ObjectNode secret = Json.object().put("type", "helm.sh/release.v1");
        secret.putObject("metadata")
                .putObject("labels")
                .put("name", name)
                .put("version", Integer.toString(revision))
                .put("status", status);
        secret.putObject("data").put("release", Base64.getEncoder().encodeToString(once));
        return secret;
    }

    private static byte[] release(String name, String chart, String config) {
        return ("{\"name\":\"" + name + "\",\"version\":3,\"info\":{\"status\":\"deployed\"},\"config\":" + config
                        + ",\"chart\":{\"metadata\":{\"name\":\"" + chart
                        + "\",\"version\":\"2.8.10\",\"appVersion\":\"2.8.10\"}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void textsThatLookLikeOtherTypesStayTexts() throws Exception {
        String config = "{\"a\":\"no\",\"b\":\"0123\",\"c\":\"30650:22\",\"d\":true,\"e\":1,\"f\":\"true\",\"g\":\"\"}";

        HelmRelease release = HelmReading.newest(
                        List.of(secret("pach", 3, "deployed", release("pach", "pachyderm", config))), Optional.empty())
                .orElseThrow();

        assertThat(new Yaml().<Object>load(release.valuesYaml()))
                .isEqualTo(Json.MAPPER.convertValue(Json.parsed(config), Object.class));
    }

    @Test
    void theNewestDeployedRevisionCountsAndALaterAttemptIsTold() throws Exception {
        HelmRelease release = HelmReading.newest(
                        List.of(
                                secret("pach", 10, "failed", release("pach", "pachyderm", "{}")),
                                secret("pach", 9, "deployed", release("pach", "pachyderm", "null")),
                                secret("pach", 2, "superseded", release("pach", "pachyderm", "{}")),
                                secret("other", 1, "deployed", release("other", "nginx", "{}"))),
                        Optional.empty())
                .orElseThrow();

        assertThat(release.name()).isEqualTo("pach");
        assertThat(release.laterAttempt()).contains("10 (failed)");
        assertThat(release.valuesYaml()).isEqualTo("{}\n");
    }

    @Test
    void twoReleasesOfTheChartAreNotGuessedBetween() throws Exception {
        List<JsonNode> secrets = List.of(
                secret("a", 1, "deployed", release("a", "pachyderm", "{}")),
                secret("b", 1, "deployed", release("b", "pachyderm", "{}")));

        assertThat(catchThrowableOfType(ClusterException.class, () -> HelmReading.newest(secrets, Optional.empty())))
                .hasMessageContaining("[a, b]");
        assertThat(HelmReading.newest(secrets, Optional.of("b")).orElseThrow().name())
                .isEqualTo("b");
    }

    @Test
    void aBombAndADamagedReleaseAreRefusedWithoutQuotingThem() throws Exception {
        List<JsonNode> bomb = List.of(secret("pach", 1, "deployed", new byte[40 << 20]));
        List<JsonNode> damaged =
                List.of(secret("pach", 1, "deployed", "{\"password\": hunter2".getBytes(StandardCharsets.UTF_8)));

        assertThat(catchThrowableOfType(ClusterException.class, () -> HelmReading.newest(bomb, Optional.empty())))
                .hasMessageContaining("larger than");
        assertThat(catchThrowableOfType(ClusterException.class, () -> HelmReading.newest(damaged, Optional.empty())))
                .hasMessageContaining("cannot be decoded")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }
}
