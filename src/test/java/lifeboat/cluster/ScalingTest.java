package lifeboat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.fault.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingTest {
    private static final Marks MARKS = new Marks("run-7", "scale-down", 7);
    private static final String PACHD = "/apis/apps/v1/namespaces/default/deployments/pachd";

    @TempDir
    private Path folder;

    private ScriptedApi api;
    private Cluster cluster;

    @BeforeEach
    void open() throws Exception {
        api = new ScriptedApi();
        cluster = api.open(folder);
    }

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    private static Workload pachd(Map<String, String> annotations) {
        return new Workload(
                ObjectKind.DEPLOYMENT,
                "default",
                "pachd",
                "u-1",
                3,
                3,
                3,
                3,
                3,
                4,
                4,
                Map.of(),
                annotations,
                "100",
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static String json(int replicas, String version, Map<String, String> annotations) {
        var node = Json.object();
        var metadata = node.putObject("metadata")
                .put("name", "pachd")
                .put("uid", "u-1")
                .put("resourceVersion", version)
                .put("generation", 5);
        var map = metadata.putObject("annotations");
        annotations.forEach(map::put);
        node.putObject("spec").put("replicas", replicas);
        return Json.text(node);
    }

    @Test
    void scalingIsOneJsonPatchOfTheObjectItselfThatTestsWhatWasSeen() throws Exception {
        api.answer((asked, exchange) -> ScriptedApi.json(exchange, 200, json(0, "101", MARKS.annotations())));

        Change change = cluster.scale(pachd(Map.of("other/tool", "x")), 0, MARKS);

        assertThat(change).isInstanceOf(Change.Applied.class);
        assertThat(((Change.Applied) change).now().replicas()).hasValue(0);
        assertThat(api.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("PATCH");
            assertThat(asked.path()).isEqualTo(PACHD);
            assertThat(asked.contentType()).startsWith("application/json-patch+json");
            assertThat(asked.userAgent()).isEqualTo("lifeboat/test run/r1");
            assertThat(asked.authorization()).isEqualTo("Bearer tok-1");
            assertThat(asked.body())
                    .isEqualTo(
                            """
                            [{"op":"test","path":"/metadata/uid","value":"u-1"},\
                            {"op":"test","path":"/metadata/resourceVersion","value":"100"},\
                            {"op":"test","path":"/spec/replicas","value":3},\
                            {"op":"replace","path":"/spec/replicas","value":0},\
                            {"op":"add","path":"/metadata/annotations/lifeboat.dev~1fence","value":"7"},\
                            {"op":"add","path":"/metadata/annotations/lifeboat.dev~1run","value":"run-7"},\
                            {"op":"add","path":"/metadata/annotations/lifeboat.dev~1step","value":"scale-down"}]""");
        });
    }

    @Test
    void aFenceOnTheObjectIsTestedInsteadOfTheWholeVersion() {
        String patch = cluster.previewScale(pachd(Map.of(Marks.FENCE, "6", Marks.RUN, "run-6")), 0, MARKS)
                .patchJson();

        assertThat(patch)
                .contains("{\"op\":\"test\",\"path\":\"/metadata/annotations/lifeboat.dev~1fence\",\"value\":\"6\"}")
                .doesNotContain("resourceVersion");
    }

    @Test
    void anObjectWithoutAnnotationsGetsTheMapWithTheMarksInIt() {
        String patch = cluster.previewScale(pachd(Map.of()), 0, MARKS).patchJson();

        assertThat(patch)
                .contains(
                        """
                {"op":"add","path":"/metadata/annotations","value":\
                {"lifeboat.dev/fence":"7","lifeboat.dev/run":"run-7","lifeboat.dev/step":"scale-down"}}""");
    }

    @Test
    void thePreviewShowsEveryFieldThatChangesAndTheSamePatch() throws Exception {
        Workload before = pachd(Map.of(Marks.FENCE, "6", Marks.RUN, "run-6", Marks.STEP, "scale-down"));
        ScalePreview preview = cluster.previewScale(before, 0, MARKS);
        api.answer((asked, exchange) -> ScriptedApi.json(exchange, 200, json(0, "101", MARKS.annotations())));
        cluster.scale(before, 0, MARKS);

        assertThat(preview.rows())
                .containsExactly(
                        new ScalePreview.FieldChange("spec.replicas", "3", "0"),
                        new ScalePreview.FieldChange("metadata.annotations[lifeboat.dev/fence]", "6", "7"),
                        new ScalePreview.FieldChange("metadata.annotations[lifeboat.dev/run]", "run-6", "run-7"));
        assertThat(api.asked().get(0).body()).isEqualTo(preview.patchJson());
        assertThat(preview.kubectl())
                .containsExactly(
                        "kubectl",
                        "--kubeconfig",
                        folder.resolve("kubeconfig").toString(),
                        "--context",
                        "lab",
                        "--namespace",
                        "default",
                        "patch",
                        "deployment",
                        "pachd",
                        "--type=json",
                        "-p",
                        preview.patchJson());
    }

    @Test
    void aFailedTestSaysWhatIsThereNow() {
        api.answer((asked, exchange) -> {
            if (asked.method().equals("PATCH")) {
                ScriptedApi.status(exchange, 422, "the server rejected our request due to an error in our request");
            } else {
                ScriptedApi.json(exchange, 200, json(5, "120", Map.of()));
            }
        });

        Change change = cluster.scale(pachd(Map.of()), 0, MARKS);

        assertThat(change).isInstanceOfSatisfying(Change.PreconditionFailed.class, failed -> {
            assertThat(failed.differences())
                    .containsExactly("metadata.resourceVersion is 120, expected 100", "spec.replicas is 5, expected 3");
            assertThat(failed.onlyVersionMoved()).isFalse();
            assertThat(failed.now().orElseThrow().replicas()).hasValue(5);
        });
        assertThat(api.changes()).hasSize(1);
    }

    @Test
    void aMovedVersionAloneIsToldApart() {
        api.answer((asked, exchange) -> {
            if (asked.method().equals("PATCH")) {
                ScriptedApi.status(exchange, 409, "conflict");
            } else {
                ScriptedApi.json(exchange, 200, json(3, "120", Map.of()));
            }
        });

        assertThat(cluster.scale(pachd(Map.of()), 0, MARKS))
                .isInstanceOfSatisfying(Change.PreconditionFailed.class, failed -> assertThat(failed.onlyVersionMoved())
                        .isTrue());
    }

    @Test
    void anInvalidPatchIsRefusedAndNotCalledAPrecondition() {
        api.answer((asked, exchange) -> {
            if (asked.method().equals("PATCH")) {
                ScriptedApi.status(exchange, 422, "spec.replicas must be at least 0");
            } else {
                ScriptedApi.json(exchange, 200, json(3, "100", Map.of()));
            }
        });

        assertThat(cluster.scale(pachd(Map.of()), -1, MARKS))
                .isInstanceOfSatisfying(Change.Refused.class, refused -> assertThat(refused.message())
                        .contains("must be at least 0"));
    }

    @Test
    void deniedAndMissingAndOverloadedAreCertain() {
        api.answer((asked, exchange) -> ScriptedApi.status(exchange, 403, "cannot patch resource deployments"));
        assertThat(cluster.scale(pachd(Map.of()), 0, MARKS)).isInstanceOf(Change.Denied.class);
        api.answer((asked, exchange) -> ScriptedApi.status(exchange, 404, "not found"));
        assertThat(cluster.scale(pachd(Map.of()), 0, MARKS)).isInstanceOf(Change.Missing.class);
        api.answer((asked, exchange) -> ScriptedApi.status(exchange, 429, "slow down"));
        assertThat(cluster.scale(pachd(Map.of()), 0, MARKS))
                .isInstanceOfSatisfying(Change.Refused.class, refused -> assertThat(refused.kind())
                        .isEqualTo(ClusterException.Kind.OVERLOADED));
        assertThat(api.changes()).hasSize(3);
    }

    @Test
    @Fault("F22")
    void aServerFailureLeavesDoubtAndIsNeverSentAgain() {
        api.answer((asked, exchange) -> ScriptedApi.status(exchange, 503, "etcd timed out"));

        assertThat(cluster.scale(pachd(Map.of()), 0, MARKS)).isInstanceOf(Change.Unknown.class);
        assertThat(api.changes()).hasSize(1);
    }

    @Test
    @Fault("F22")
    void anAnswerThatIsDroppedLeavesDoubtAndIsNeverSentAgain() {
        api.answer((asked, exchange) -> exchange.close());

        assertThat(cluster.scale(pachd(Map.of()), 0, MARKS)).isInstanceOf(Change.Unknown.class);
        assertThat(api.changes()).hasSize(1);
    }

    @Test
    void aServerThatIsNotThereLeavesNoDoubt() {
        api.close();

        assertThat(cluster.scale(pachd(Map.of()), 0, MARKS))
                .isInstanceOfSatisfying(Change.Refused.class, refused -> assertThat(refused.kind())
                        .isEqualTo(ClusterException.Kind.UNREACHABLE));
    }

    @Test
    @Fault("F20")
    void aRunWhoseLockWasTakenOverSendsNothing() {
        Workload before = pachd(Map.of(Marks.FENCE, "8", Marks.RUN, "run-8", Marks.STEP, "s"));

        assertThat(cluster.scale(before, 0, MARKS))
                .isInstanceOfSatisfying(Change.PreconditionFailed.class, failed -> assertThat(failed.differences())
                        .containsExactly("the fence is 8 (run run-8), ours is only 7"));
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void aPatchOfAnotherKindIsGuardedByWhatIsThere() throws Exception {
        api.answer((asked, exchange) -> ScriptedApi.json(
                exchange, 200, json(0, "100", asked.method().equals("GET") ? Map.of("a", "b") : MARKS.annotations())));

        Change change = cluster.patch(
                ObjectKind.CONFIG_MAP,
                "pachd-config",
                List.of(JsonPatchOp.test("/data/MODE", "paused"), JsonPatchOp.replace("/data/MODE", "full")),
                MARKS);

        assertThat(change).isInstanceOf(Change.Applied.class);
        assertThat(api.changes().get(0).path()).isEqualTo("/api/v1/namespaces/default/configmaps/pachd-config");
        assertThat(api.changes().get(0).body())
                .contains("{\"op\":\"test\",\"path\":\"/metadata/resourceVersion\",\"value\":\"100\"}")
                .contains("{\"op\":\"replace\",\"path\":\"/data/MODE\",\"value\":\"full\"}");
    }
}
