package lifeboat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiClient;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.MutationCounter.Mutation;
import lifeboat.lab.kube.PachydermFixture;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;

/** A cluster in this process, a small runbook that changes it, and operators who each sit at a machine of their own. */
public final class Bench implements AutoCloseable {
    static final String TOKEN = "lab-token";
    private static final LabCertificates CERTIFICATES = LabCertificates.create(Clock.systemUTC());
    private static final Path BOOK = Path.of("src", "test", "resources", "world", "small.yaml");

    final ApiServer server;
    final Path kubeconfig;
    private final Path folder;

    Bench(Path folder) throws IOException {
        this.folder = folder;
        this.server = server(7);
        this.kubeconfig = folder.resolve("kubeconfig");
        server.writeKubeconfig(kubeconfig, "lab", "pach");
    }

    /** A cluster; another number makes one that looks the same and is not. */
    public static ApiServer server(long seed) throws IOException {
        ApiServer server = ApiServer.start(ApiServer.Config.of(CERTIFICATES, TOKEN, seed, Clock.systemUTC())
                .withPace(0.02));
        PachydermFixture.install(
                server,
                new PachydermFixture.Setting(
                        "pach", "source", "http://127.0.0.1:9000", "key", "secret", "127.0.0.1", 5433, "password"));
        return server;
    }

    /** An operator at a machine. */
    final class Operator {
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        final Wiring wiring;

        Operator(String user, String host, InstantSource clock) throws IOException {
            Path home = Files.createDirectories(folder.resolve(user + "-" + host));
            Map<String, String> environment = new LinkedHashMap<>();
            environment.put("PATH", "/usr/bin:/bin");
            environment.put("LIFEBOAT_STATE", home.resolve("state").toString());
            environment.put("LIFEBOAT_CONFIG", home.resolve("config").toString());
            Files.createDirectories(home.resolve("state"));
            PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
            this.wiring = new Wiring(new Machine(environment, home, user, host, clock, out, out, false, false));
        }

        Aboard open(TakeOver takeOver) throws Exception {
            return open(takeOver, kubeconfig);
        }

        Aboard open(TakeOver takeOver, Path with) throws Exception {
            Runbook book = wiring.books().find(BOOK.toString());
            Map<String, Given> given = Map.of("kubeconfig", new Given(with.toString(), "option"));
            return new Aboard(
                    wiring,
                    Session.open(
                            wiring,
                            book,
                            Mode.RUN,
                            Values.complete(book, given, wiring.machine()),
                            Optional.empty(),
                            wiring.machine(),
                            takeOver));
        }

        Aboard resume(String run, TakeOver takeOver) throws Exception {
            Unfinished unfinished = Unfinished.find(wiring, Optional.of(run));
            Run before = unfinished.open();
            return new Aboard(
                    wiring,
                    Session.resume(
                            wiring,
                            unfinished.folder(),
                            before.book(),
                            Map.of(),
                            Optional.empty(),
                            wiring.machine(),
                            takeOver));
        }
    }

    Operator operator(String user, String host) throws IOException {
        return new Operator(user, host, InstantSource.system());
    }

    /** Somebody with kubectl deletes a lease. */
    void deleteLease(String name) throws IOException {
        Path authority = Files.writeString(folder.resolve("ca.pem"), CERTIFICATES.authorityPem());
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        new ApiClient(server.url(), authority, token, "kubectl")
                .must(
                        "DELETE",
                        "/apis/coordination.k8s.io/v1/namespaces/pach/leases/" + name,
                        "application/json",
                        "{}");
    }

    /** What that run changed, apart from its lease. */
    List<Mutation> changes(String run) {
        return server.mutations().all().stream()
                .filter(mutation ->
                        mutation.userAgent().contains(run) && !mutation.kind().equals("Lease"))
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
