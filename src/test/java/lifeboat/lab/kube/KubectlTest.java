package lifeboat.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system's own {@code kubectl} against the lab; skipped where there is none. */
class KubectlTest {
    @TempDir
    private Path home;

    private LabCluster lab;

    @BeforeEach
    void start() throws Exception {
        boolean present = List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
        assumeTrue(present, "there is no kubectl on the PATH");
        lab = LabCluster.withPachyderm(0.05);
        lab.server.writeKubeconfig(home.resolve("config"), "lab", "pach");
    }

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void showsPodsAndWorkloadsInUsefulColumns() throws Exception {
        assertThat(kubectl("get", "pods", "etcd-0").lines().toList()).satisfies(lines -> {
            assertThat(lines.get(0)).matches("NAME +READY +STATUS +RESTARTS +AGE *");
            assertThat(lines.get(1)).matches("etcd-0 +1/1 +Running +0 +12d *");
        });
        assertThat(kubectl("get", "deploy", "pachd")).containsPattern("pachd +3/3 +3 +3 +12d");
        assertThat(kubectl("get", "svc", "pachd")).contains("30650:30650/TCP");
        assertThat(kubectl("describe", "deployment", "pachd"))
                .contains("3 desired | 3 updated | 3 total | 3 available")
                .contains("Scaled up replica set");
    }

    @Test
    void scalesWaitsAndWatches() throws Exception {
        kubectl("scale", "deployment", "pachd", "--replicas", "0");
        kubectl("wait", "--for=delete", "pod", "-l", "app=pachd", "--timeout=10s");
        kubectl("scale", "rc", "--replicas", "0", "-l", "suite=pachyderm,component=worker");
        assertThat(kubectl("patch", "deployment", "pachd", "-p", "{\"spec\":{\"replicas\":3}}"))
                .contains("pachd patched");
        assertThat(kubectl("rollout", "status", "deployment", "pachd", "--timeout=10s"))
                .contains("successfully rolled out");
        assertThat(lab.server.mutations().of("Deployment", "pachd"))
                .extracting(MutationCounter.Mutation::subresource)
                .containsExactly("scale", "");
        assertThat(lab.server.mutations().of("Deployment", "pachd").get(0).userAgent())
                .startsWith("kubectl");
    }

    @Test
    void asksWhatItMayDo() throws Exception {
        assertThat(kubectl("auth", "can-i", "patch", "deployments")).contains("yes");
        assertThat(kubectl("api-resources")).contains("replicationcontrollers");
        kubectl("delete", "deployment", "console");
        assertThat(kubectl("get", "deployments")).doesNotContain("console");
    }

    private String kubectl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "kubectl",
                "--kubeconfig",
                home.resolve("config").toString(),
                "--cache-dir",
                home.resolve("cache").toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(home, "kubectl", ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
