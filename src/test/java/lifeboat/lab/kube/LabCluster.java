package lifeboat.lab.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import lifeboat.lab.LabCertificates;

/** A lab's API server for one test, and clients of it. */
final class LabCluster implements AutoCloseable {
    static final String TOKEN = "token-of-the-lab";
    static final LabCertificates CERTIFICATES = LabCertificates.create(Clock.systemUTC());

    final ApiServer server;
    final KubernetesClient client;

    LabCluster(UnaryOperator<ApiServer.Config> how) throws IOException {
        this(how, Containers.ALL_RUN);
    }

    LabCluster(UnaryOperator<ApiServer.Config> how, Containers containers) throws IOException {
        server = ApiServer.start(
                how.apply(ApiServer.Config.of(CERTIFICATES, TOKEN, 7, Clock.systemUTC())
                        .withPace(0.05)),
                containers);
        client = client();
    }

    static LabCluster withPachyderm(double pace) throws IOException {
        LabCluster lab = new LabCluster(config -> config.withPace(pace));
        PachydermFixture.install(lab.server, setting());
        return lab;
    }

    static PachydermFixture.Setting setting() {
        return new PachydermFixture.Setting(
                "pach",
                "lab-source",
                "http://127.0.0.1:9000",
                "lab-key",
                "lab-secret",
                "127.0.0.1",
                5433,
                "lab-password");
    }

    KubernetesClient client() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url().toString())
                .withOauthToken(TOKEN)
                .withCaCertData(CERTIFICATES.authorityPem())
                .withNamespace("pach")
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** A request of our own, for what a client library would hide. */
    HttpResponse<String> send(String method, String path, String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", type)
                .header("User-Agent", "a-test")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http().send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "application/json", "");
    }

    static HttpClient http() throws GeneralSecurityException, IOException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("lab", CERTIFICATES.authority());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(context)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Waits for something that is to come true within ten seconds. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come true within ten seconds: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
