package lifeboat.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiServerTest {
    private static final String JSON = "application/json";
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String MAPS = "/api/v1/namespaces/pach/configmaps";

    private LabCluster lab;

    @BeforeEach
    void start() throws Exception {
        lab = new LabCluster(config -> config.withHistory(100));
        lab.client
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("pach")
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void anObjectIsCreatedReadChangedAndDeleted() {
        ConfigMap made = lab.client.resource(map("settings", "colour", "red")).create();
        assertThat(made.getMetadata().getUid()).hasSize(36);
        ConfigMap changed = lab.client
                .resource(new ConfigMapBuilder(made).addToData("colour", "blue").build())
                .update();
        assertThat(Long.parseLong(changed.getMetadata().getResourceVersion()))
                .isGreaterThan(Long.parseLong(made.getMetadata().getResourceVersion()));
        assertThat(lab.client.configMaps().withName("settings").get().getData()).containsEntry("colour", "blue");
        lab.client.configMaps().withName("settings").delete();
        assertThat(lab.client.configMaps().withName("settings").get()).isNull();
    }

    @Test
    void aStaleUpdateIsAConflictAndChangesNothing() {
        ConfigMap made = lab.client.resource(map("settings", "colour", "red")).create();
        lab.client
                .resource(new ConfigMapBuilder(made).addToData("colour", "blue").build())
                .update();
        ConfigMap stale =
                new ConfigMapBuilder(made).addToData("colour", "green").build();
        assertThatThrownBy(() -> lab.client.resource(stale).update())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(409);
                    assertThat(e.getStatus().getReason()).isEqualTo("Conflict");
                });
        assertThat(lab.client.configMaps().withName("settings").get().getData()).containsEntry("colour", "blue");
    }

    @Test
    void whatIsThereCannotBeCreatedAndWhatIsNotThereCannotBeFound() throws Exception {
        lab.client.resource(map("settings", "colour", "red")).create();
        assertThat(lab.send("POST", MAPS, JSON, "{\"metadata\":{\"name\":\"settings\"}}")
                        .body())
                .contains("configmaps \\\"settings\\\" already exists")
                .contains("\"code\":409");
        assertThat(lab.get(MAPS + "/absent").body())
                .contains("\"reason\":\"NotFound\"")
                .contains("\"code\":404");
        assertThat(lab.get("/api/v1/namespaces/pach/unicorns").statusCode()).isEqualTo(404);
        assertThat(lab.send("POST", "/api/v1/namespaces/absent/configmaps", JSON, "{\"metadata\":{\"name\":\"x\"}}")
                        .body())
                .contains("namespaces \\\"absent\\\" not found");
    }

    @Test
    void nobodyWithoutTheTokenIsAnswered() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(lab.server.url() + "/api/v1/pods"))
                .header("Authorization", "Bearer wrong")
                .build();
        HttpResponse<String> answer = LabCluster.http().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"reason\":\"Unauthorized\"");
    }

    @Test
    void aPatchWhoseTestFailsIsRefusedAndChangesNothing() throws Exception {
        ConfigMap made = lab.client.resource(map("settings", "colour", "red")).create();
        HttpResponse<String> answer = lab.send(
                "PATCH",
                MAPS + "/settings",
                JSON_PATCH,
                "[{\"op\":\"replace\",\"path\":\"/data/colour\",\"value\":\"blue\"},"
                        + "{\"op\":\"test\",\"path\":\"/data/size\",\"value\":\"1\"}]");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"reason\":\"Invalid\"");
        assertThat(lab.client.configMaps().withName("settings").get()).isEqualTo(made);
        assertThat(lab.server.mutations().of("ConfigMap", "settings")).hasSize(1);
    }

    @Test
    void aPatchWhoseTestHoldsIsAppliedAndCountedWithItsBody() throws Exception {
        lab.client.resource(map("settings", "colour", "red")).create();
        String patch = "[{\"op\":\"test\",\"path\":\"/data/colour\",\"value\":\"red\"},"
                + "{\"op\":\"replace\",\"path\":\"/data/colour\",\"value\":\"blue\"}]";
        assertThat(lab.send("PATCH", MAPS + "/settings", JSON_PATCH, patch).statusCode())
                .isEqualTo(200);
        assertThat(lab.server.mutations().of("ConfigMap", "settings").get(1)).satisfies(mutation -> {
            assertThat(mutation.verb()).isEqualTo("patch");
            assertThat(mutation.body()).isEqualTo(patch);
            assertThat(mutation.userAgent()).isEqualTo("a-test");
        });
        // The same state again is no change.
        lab.send("PATCH", MAPS + "/settings", "application/merge-patch+json", "{\"data\":{\"colour\":\"blue\"}}");
        assertThat(lab.server.mutations().count("patch", "ConfigMap", "settings"))
                .isEqualTo(1);
        assertThat(lab.get("/lab/mutations").body()).contains("\"count\":1").contains("\"userAgent\":\"a-test\"");
    }

    @Test
    void mergePatchesRemoveWithNullAndOtherPatchTypesAreNotKnown() throws Exception {
        lab.client.resource(map("settings", "colour", "red")).create();
        lab.client
                .configMaps()
                .withName("settings")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"colour\":null,\"size\":\"1\"}}");
        assertThat(lab.client.configMaps().withName("settings").get().getData()).containsOnlyKeys("size");
        assertThat(lab.send("PATCH", MAPS + "/settings", "application/apply-patch+yaml", "a: b")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void labelSelectorsKnowAllOperators() {
        for (String colour : List.of("red", "blue", "green")) {
            lab.client
                    .resource(new ConfigMapBuilder(map(colour, "a", "b"))
                            .editMetadata()
                            .addToLabels("colour", colour)
                            .endMetadata()
                            .build())
                    .create();
        }
        lab.client.resource(map("plain", "a", "b")).create();
        assertThat(selected("colour in (red, blue)")).containsExactly("blue", "red");
        assertThat(selected("colour notin (red,blue)")).containsExactly("green", "plain");
        assertThat(selected("colour!=red")).containsExactly("blue", "green", "plain");
        assertThat(selected("colour,colour!=red")).containsExactly("blue", "green");
        assertThat(selected("!colour")).containsExactly("plain");
        assertThat(selected("colour==red")).containsExactly("red");
    }

    private List<String> selected(String selector) {
        return lab
                .client
                .configMaps()
                .list(new ListOptionsBuilder().withLabelSelector(selector).build())
                .getItems()
                .stream()
                .map(LabCluster::name)
                .toList();
    }

    @Test
    void fieldSelectorsSelectAndUnknownOnesAreRefused() throws Exception {
        lab.client.resource(map("one", "a", "b")).create();
        lab.client.resource(map("two", "a", "b")).create();
        assertThat(lab.client
                        .configMaps()
                        .withField("metadata.name", "two")
                        .list()
                        .getItems())
                .extracting(LabCluster::name)
                .containsExactly("two");
        assertThat(lab.get(MAPS + "?fieldSelector=data.a%3Db").statusCode()).isEqualTo(400);
    }

    @Test
    void pagesOfOneListAreOfOneVersion() {
        for (int i = 0; i < 7; i++) {
            lab.client.resource(map("map-" + i, "a", "b")).create();
        }
        ConfigMapList first = lab.client
                .configMaps()
                .list(new ListOptionsBuilder().withLimit(3L).build());
        assertThat(first.getMetadata().getRemainingItemCount()).isEqualTo(4);
        lab.client.configMaps().withName("map-6").delete();
        List<String> rest = new ArrayList<>();
        String token = first.getMetadata().getContinue();
        while (token != null) {
            ConfigMapList page = lab.client
                    .configMaps()
                    .list(new ListOptionsBuilder()
                            .withLimit(3L)
                            .withContinue(token)
                            .build());
            page.getItems().forEach(map -> rest.add(LabCluster.name(map)));
            assertThat(page.getMetadata().getResourceVersion())
                    .isEqualTo(first.getMetadata().getResourceVersion());
            token = page.getMetadata().getContinue();
        }
        assertThat(rest).containsExactly("map-3", "map-4", "map-5", "map-6");
    }

    @Test
    void permissionsThatWereTakenAwayAreRefusedAndReviewsSaySo() throws Exception {
        assertThat(mayPatchDeployments()).isTrue();
        lab.server.access().deny("patch", "deployments", "pach");
        assertThat(mayPatchDeployments()).isFalse();
        assertThat(lab.send("PATCH", "/apis/apps/v1/namespaces/pach/deployments/pachd", JSON_PATCH, "[]")
                        .body())
                .contains("deployments.apps \\\"pachd\\\" is forbidden: User \\\"lab-operator\\\" cannot patch resource"
                        + " \\\"deployments\\\" in API group \\\"apps\\\" in the namespace \\\"pach\\\"")
                .contains("\"code\":403");
    }

    private boolean mayPatchDeployments() {
        return lab.client
                .resource(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withVerb("patch")
                        .withGroup("apps")
                        .withResource("deployments")
                        .withNamespace("pach")
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .create()
                .getStatus()
                .getAllowed();
    }

    @Test
    void nodePortsAreInRangeAndUsedOnce() throws Exception {
        assertThat(service("one", "\"type\":\"NodePort\",", 30650).statusCode()).isEqualTo(201);
        assertThat(service("two", "\"type\":\"NodePort\",", 30650).body())
                .contains(
                        "Service \\\"two\\\" is invalid: spec.ports[0].nodePort: Invalid value: 30650: provided port is"
                                + " already allocated");
        assertThat(service("two", "\"type\":\"NodePort\",", 80).body())
                .contains("The range of valid ports is 30000-32767")
                .contains("\"code\":422");
        assertThat(service("two", "", 30651).body()).contains("may not be used when `type` is 'ClusterIP'");
        assertThat(lab.send(
                                "PATCH",
                                "/api/v1/namespaces/pach/services/one",
                                JSON_PATCH,
                                "[{\"op\":\"replace\",\"path\":\"/spec/clusterIP\",\"value\":\"10.96.0.9\"}]")
                        .body())
                .contains("may not change once set");
        assertThat(lab.send(
                                "PATCH",
                                "/api/v1/namespaces/pach/services/one",
                                JSON_PATCH,
                                "[{\"op\":\"replace\",\"path\":\"/spec/ports/0/nodePort\",\"value\":30649}]")
                        .statusCode())
                .isEqualTo(200);
        assertThat(service("two", "\"type\":\"NodePort\",", 30650).statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> service(String name, String type, int nodePort) throws Exception {
        return lab.send(
                "POST",
                "/api/v1/namespaces/pach/services",
                JSON,
                "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{" + type
                        + "\"ports\":[{\"name\":\"grpc\",\"port\":30650,\"nodePort\":" + nodePort + "}]}}");
    }

    @Test
    void aSecretsPlainTextIsKeptEncoded() throws Exception {
        HttpResponse<String> answer = lab.send(
                "POST",
                "/api/v1/namespaces/pach/secrets",
                JSON,
                "{\"metadata\":{\"name\":\"s\"},\"stringData\":{\"password\":\"hunter2\"}}");
        assertThat(answer.body()).contains("\"password\":\"aHVudGVyMg==\"").doesNotContain("stringData");
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        assertThat(lab.send("POST", MAPS + "?dryRun=All", JSON, "{\"metadata\":{\"name\":\"x\"}}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(lab.get(MAPS + "/x").statusCode()).isEqualTo(404);
        assertThat(lab.server.mutations().of("ConfigMap", "x")).isEmpty();
    }

    @Test
    void theKubeconfigIsForItsOwnerOnlyAndWorks(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("config");
        lab.server.writeKubeconfig(file, "lab", "pach");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var config = io.fabric8.kubernetes.client.Config.fromKubeconfig(file.toFile());
        assertThat(config.getNamespace()).isEqualTo("pach");
        try (var client = new io.fabric8.kubernetes.client.KubernetesClientBuilder()
                .withConfig(config)
                .build()) {
            assertThat(client.namespaces()
                            .withName("kube-system")
                            .get()
                            .getMetadata()
                            .getUid())
                    .isNotBlank();
        }
    }

    @Test
    void manyClientsAtOnceNeverShareAVersionNorLoseAnUpdate() throws Exception {
        lab.client.resource(map("counter", "n", "0")).create();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Set<String>>> work = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                work.add(this::tenIncrements);
            }
            Set<String> versions = new HashSet<>();
            for (Future<Set<String>> done : pool.invokeAll(work)) {
                versions.addAll(done.get());
            }
            assertThat(versions).hasSize(80);
            assertThat(lab.client.configMaps().withName("counter").get().getData())
                    .containsEntry("n", "80");
            assertThat(lab.server.mutations().count("update", "ConfigMap", "counter"))
                    .isEqualTo(80);
        } finally {
            pool.shutdownNow();
        }
    }

    private Set<String> tenIncrements() {
        Set<String> versions = new HashSet<>();
        while (versions.size() < 10) {
            ConfigMap read = lab.client.configMaps().withName("counter").get();
            int next = Integer.parseInt(read.getData().get("n")) + 1;
            try {
                ConfigMap written = lab.client
                        .resource(new ConfigMapBuilder(read)
                                .addToData("n", Integer.toString(next))
                                .build())
                        .update();
                versions.add(written.getMetadata().getResourceVersion());
            } catch (KubernetesClientException e) {
                assertThat(e.getCode()).isEqualTo(409);
            }
        }
        return versions;
    }

    @Test
    void twoThousandPodsAreListedWithinThreeSecondsOnABusyMachine() throws Exception {
        ObjectNode pod = Json.of("{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}");
        lab.server.world().pace().factor(1_000);
        for (int i = 0; i < 2_000; i++) {
            Json.under(pod, "metadata").put("name", "pod-" + i);
            lab.server.world().registry().create(Kind.POD, "pach", pod);
        }
        long begin = System.nanoTime();
        assertThat(lab.client.pods().list().getItems()).hasSize(2_000);
        assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(3_000);
    }

    private static ConfigMap map(String name, String key, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("pach")
                .endMetadata()
                .addToData(key, value)
                .build();
    }
}
