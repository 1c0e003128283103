package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A rehearsal touches its lab and nothing else. */
final class LabFenceTest {
    private static final Path LAB = Path.of("/var/lab");
    private final LabFence fence = new LabFence(
            LAB.resolve("kubeconfig"), "127.0.0.1", 5432, URI.create("http://127.0.0.1:9000"), LAB.resolve("bin"));

    private static void refused(ThrowingCallable call, String what) {
        assertThatThrownBy(call).isInstanceOf(PerformException.class).hasMessage(what + " is not the lab's");
    }

    @Test
    void letsTheLabIn() {
        assertThatCode(() -> {
                    fence.checkKubeconfig(Optional.of(Path.of("/var/lab/../lab/kubeconfig")));
                    fence.checkDatabase("127.0.0.1", 5432);
                    fence.checkStore(Optional.of(URI.create("http://127.0.0.1:9000")));
                    fence.checkProgram(Optional.of(LAB.resolve("bin/pachctl")), "pachctl");
                    fence.checkProgram(Optional.empty(), "a program that is not there harms nobody");
                    fence.checkWebhook(URI.create("http://127.0.0.1:8080/hook"));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherCluster() {
        refused(
                () -> fence.checkKubeconfig(Optional.of(Path.of("/home/mira/.kube/config"))),
                "the kubeconfig /home/mira/.kube/config");
        refused(() -> fence.checkKubeconfig(Optional.empty()), "the kubeconfig of this pod");
    }

    @Test
    void refusesAnotherDatabaseAlsoOnThisMachine() {
        refused(() -> fence.checkDatabase("127.0.0.1", 5433), "the database 127.0.0.1:5433");
        refused(() -> fence.checkDatabase("pg.internal", 5432), "the database pg.internal:5432");
    }

    @Test
    void refusesAnotherObjectStore() {
        refused(() -> fence.checkStore(Optional.empty()), "the object store of Amazon");
        refused(
                () -> fence.checkStore(Optional.of(URI.create("https://s3.example.com"))),
                "the object store s3.example.com");
    }

    @Test
    void refusesProgramsOfTheRealWorld() {
        refused(() -> fence.checkProgram(Optional.of(Path.of("/usr/bin/azcopy")), "azcopy"), "the program azcopy");
        refused(
                () -> fence.checkProgram(Optional.of(LAB.resolve("bin/../../../usr/bin/mail")), "mail"),
                "the program mail");
    }

    @Test
    void refusesToTellAnybodyOfAnOutageThatIsNone() {
        refused(
                () -> fence.checkWebhook(URI.create("https://hooks.example.com/secret")),
                "the webhook at hooks.example.com");
    }
}
