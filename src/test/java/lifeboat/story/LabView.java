package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import lifeboat.bucket.BucketLocation;
import lifeboat.bucket.ObjectStore;
import lifeboat.bucket.s3.S3Stores;
import lifeboat.lab.Lab;
import lifeboat.lab.LabDescription;

/** A running lab, seen from outside: what its servers say and what was done to them. */
record LabView(Lab lab) {
    /** What a run can do without: which namespace that is, who else scales, and the fences on objects of others. */
    private static final Set<String> OPTIONAL = Set.of(
            "get namespaces", "list horizontalpodautoscalers", "list configmaps", "list deployments", "list services");

    private static final ObjectMapper JSON = new ObjectMapper();

    LabDescription description() {
        return lab.description();
    }

    private String token() throws Exception {
        return Files.readString(description().control().tokenFile()).strip();
    }

    /** Asks the lab's API server. */
    JsonNode cluster(String method, String path, String body) throws Exception {
        return ask(description().cluster().url().resolve(path), method, body);
    }

    /** Asks the lab itself. */
    JsonNode control(String method, String path, String body) throws Exception {
        return ask(description().control().url().resolve(path), method, body);
    }

    /** Asks the lab's AtlasDB. */
    JsonNode atlas(String method, String path) throws Exception {
        return ask(lab.atlas().orElseThrow().control().resolve(path), method, "");
    }

    private JsonNode ask(URI url, String method, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newBuilder()
                .sslContext(trusting(description().database().rootCertificate()))
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "lab", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** How often each object was changed, as {@code patch Deployment pachd}; leases, which are the run's lock, are not in it. */
    Map<String, Integer> changes() throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode count : cluster("GET", "/lab/mutations", "").path("counts")) {
            String kind = count.path("kind").asText();
            if (!kind.equals("Lease")) {
                counts.put(
                        count.path("verb").asText() + " " + kind + " "
                                + count.path("name").asText(),
                        count.path("count").asInt());
            }
        }
        return counts;
    }

    /** What Lifeboat needed in the cluster so far and had not asked for before, apart from what it can do without. */
    Set<String> neededUnasked() throws Exception {
        JsonNode access = cluster("GET", "/lab/access", "");
        Set<String> needed = new TreeSet<>();
        access.path("needed").forEach(need -> needed.add(need.asText()));
        access.path("asked").forEach(asked -> needed.remove(asked.asText()));
        needed.removeAll(OPTIONAL);
        return needed;
    }

    /** How often each object of the buckets was written, by bucket and key. */
    Map<String, Integer> writes() throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        control("GET", "/lab/store", "")
                .path("written")
                .fields()
                .forEachRemaining(
                        entry -> counts.put(entry.getKey(), entry.getValue().asInt()));
        return counts;
    }

    /** What a whole backup changes in the lab's cluster: pachd down and up, the rest down; pachd brings that back. */
    static Map<String, Integer> wholeBackup() {
        return new TreeMap<>(Map.of(
                "patch Deployment pachd", 2,
                "patch Deployment pachw", 1,
                "patch ReplicationController default-edges-v1", 1,
                "patch ReplicationController default-montage-v1", 1,
                "patch ReplicationController imaging-segment-v1", 1));
    }

    /** How many pods a deployment asks for. */
    int replicas(String deployment) throws Exception {
        return cluster("GET", "/apis/apps/v1/namespaces/pachyderm/deployments/" + deployment, "")
                .at("/spec/replicas")
                .asInt();
    }

    /** Opens one of the buckets. */
    ObjectStore bucket(String name) throws Exception {
        LabDescription.Store store = description().store();
        String secret = Files.readString(store.secretKeyFile()).strip();
        return S3Stores.standard("")
                .open(new BucketLocation(
                        name,
                        Optional.of(store.endpoint()),
                        Optional.of(store.region()),
                        Optional.of(new BucketLocation.Credentials(store.accessKey(), secret))));
    }

    /** Connects to a database as the superuser. */
    Connection superuser(String name) throws Exception {
        LabDescription.Database database = description().database();
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty(
                "password", Files.readString(database.superuserPasswordFile()).strip());
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", database.rootCertificate().toString());
        return DriverManager.getConnection(
                "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + name, properties);
    }
}
