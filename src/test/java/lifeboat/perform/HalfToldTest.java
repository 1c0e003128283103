package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step that fails after it has told some people has had an effect: the hold on them must open. */
final class HalfToldTest {
    @TempDir
    private Path folder;

    private Outcome announce(String webhook, String command) throws Exception {
        String yaml =
                """
                schema: lifeboat/v1
                id: telling
                title: Tell people
                summary: For a test.
                lock: telling
                holds:
                  told: {means: People wait., by_hand: Tell them.}
                steps:
                  - id: tell
                    title: Tell
                    why: They want to know.
                    announce: {message: hello, webhook: "WEBHOOK", command: "COMMAND"}
                    holds: told
                  - id: over
                    title: Tell again
                    why: It is over.
                    announce: {message: over}
                    releases: told
                finally: [over]
                """;
        Runbook book = RunbookLoader.load(
                "telling.yaml",
                yaml.replace("WEBHOOK", webhook).replace("COMMAND", command).getBytes(StandardCharsets.UTF_8));
        Run run = Run.fresh(book, "R1");
        Surroundings surroundings = new Surroundings(
                "0.1.0",
                "R1",
                "mira@bastion",
                Map.of("PATH", "/usr/bin:/bin"),
                folder,
                folder,
                InstantSource.system(),
                Optional.empty());
        try (World world = new World(surroundings, new Secrets(Map.of()))) {
            StepId tell = new StepId("tell");
            return new LivePerformer(world, step -> List.of(), () -> new RunFacts.AuditHead(0, ""))
                    .act(run, run.step(tell), new Attempt(tell, "", false, 1), "yes", new Deaf());
        }
    }

    @Test
    void aWebhookThatWasToldCountsThoughTheProgramFails() throws Exception {
        AtomicInteger posts = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posts.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            Outcome outcome = announce("http://127.0.0.1:" + server.getAddress().getPort() + "/x", "no-such-program");
            assertThat(posts).hasValue(1);
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(outcome.effectSeen()).isEqualTo(EffectSeen.HAPPENED);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aProgramThatFailedMayHaveToldSomebody() throws Exception {
        assertThat(announce("", "false").effectSeen()).isEqualTo(EffectSeen.UNKNOWN);
    }

    @Test
    void aProgramThatIsNotThereToldNobody() throws Exception {
        assertThat(announce("", "no-such-program").effectSeen()).isEqualTo(EffectSeen.NONE);
    }

    private static final class Deaf implements Performer.Listener {
        @Override
        public void line(String text) {}

        @Override
        public void progress(String text) {}

        @Override
        public void started(long pid, String startTicks, List<String> argv) {}

        @Override
        public void checked(String name, Severity severity, String detail) {}

        @Override
        public BooleanSupplier cancelled() {
            return () -> false;
        }
    }
}
