package lifeboat.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

@SuppressWarnings("NullAway.Init")
class LabStoreTest {
    private static final int OBJECTS = 400;

    @TempDir
    static Path directory;

    private static LabStore store;
    private static S3Client client;

    @BeforeAll
    static void start() throws Exception {
        store = LabStore.start(directory.resolve("first"), new StoreSeed(3, OBJECTS), "secret");
        client = client(store.endpoint(), store.accessKey(), "secret");
    }

    @AfterAll
    static void stop() {
        client.close();
        store.close();
    }

    @AfterEach
    void heal() {
        store.traffic().heal();
    }

    private static S3Client client(URI endpoint, String accessKey, String secret) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(LabStore.REGION))
                .forcePathStyle(true)
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secret)))
                .build();
    }

    private static List<S3Object> listing(S3Client s3, String bucket) {
        List<S3Object> objects = new ArrayList<>();
        s3.listObjectsV2Paginator(r -> r.bucket(bucket).maxKeys(150)).contents().forEach(objects::add);
        return objects;
    }

    private static Map<String, String> tags(List<S3Object> objects) {
        Map<String, String> tags = new HashMap<>();
        objects.forEach(object -> tags.put(object.key(), object.eTag()));
        return tags;
    }

    @Test
    void theSourceHoldsWhatWasAskedForAndTheBackupNothing() {
        List<S3Object> objects = listing(client, LabStore.SOURCE);
        assertThat(objects).hasSize(OBJECTS);
        assertThat(objects).filteredOn(object -> object.size() == 0).isNotEmpty();
        assertThat(listing(client, LabStore.BACKUP)).isEmpty();
    }

    @Test
    void everyOddKeyCanBeRead() {
        List<String> keys =
                listing(client, LabStore.SOURCE).stream().map(S3Object::key).toList();
        assertThat(keys).containsAll(StoreSeed.ODD_KEYS);
        for (String key : StoreSeed.ODD_KEYS) {
            long size = client.getObjectAsBytes(r -> r.bucket(LabStore.SOURCE).key(key))
                    .asByteArray()
                    .length;
            assertThat(client.headObject(r -> r.bucket(LabStore.SOURCE).key(key))
                            .contentLength())
                    .as(key)
                    .isEqualTo(size);
        }
    }

    @Test
    void largeObjectsHaveTheEtagOfTheirParts() {
        List<S3Object> large = listing(client, LabStore.SOURCE).stream()
                .filter(object -> object.size() > 10_000_000)
                .toList();
        assertThat(large).hasSize(2).allSatisfy(object -> assertThat(object.eTag())
                .matches("\"[0-9a-f]{32}-3\""));
    }

    @Test
    void someObjectsCarryMetadataAndTypes() {
        var head = client.headObject(r -> r.bucket(LabStore.SOURCE).key(StoreSeed.ODD_KEYS.get(0)));
        assertThat(head.metadata()).containsEntry("origin", "pipeline-0");
        assertThat(head.contentType()).startsWith("text/plain");
    }

    @Test
    void theSameSeedMakesTheSameBucket() throws Exception {
        try (LabStore same = LabStore.start(directory.resolve("same"), new StoreSeed(3, OBJECTS), "x");
                S3Client reader = client(same.endpoint(), same.accessKey(), "x");
                LabStore other = LabStore.start(directory.resolve("other"), new StoreSeed(4, OBJECTS), "x");
                S3Client otherReader = client(other.endpoint(), other.accessKey(), "x")) {
            Map<String, String> mine = tags(listing(client, LabStore.SOURCE));
            assertThat(tags(listing(reader, LabStore.SOURCE))).isEqualTo(mine);
            assertThat(tags(listing(otherReader, LabStore.SOURCE))).isNotEqualTo(mine);
        }
    }

    @Test
    void aWrongSecretIsRefused() {
        try (S3Client stranger = client(store.endpoint(), store.accessKey(), "wrong")) {
            assertThatThrownBy(() -> stranger.listObjectsV2(r -> r.bucket(LabStore.SOURCE)))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    private static void copy(String from, String to) {
        client.copyObject(r -> r.sourceBucket(LabStore.SOURCE)
                .sourceKey(from)
                .destinationBucket(LabStore.BACKUP)
                .destinationKey(to));
    }

    @Test
    void copiesAreCountedByKey() {
        copy(StoreSeed.ODD_KEYS.get(1), "counted");
        copy(StoreSeed.ODD_KEYS.get(1), "counted");
        assertThat(store.traffic().written()).containsEntry("pach-backup/counted", 2L);
        client.deleteObject(r -> r.bucket(LabStore.BACKUP).key("counted"));
    }

    @Test
    void theRequestThatIsToFailFailsAndTheNextDoesNot() {
        store.traffic().fail(new StoreFault("copy", StoreFault.Kind.SLOW_DOWN, 1, 1));
        copy(StoreSeed.ODD_KEYS.get(1), "passes");
        assertThatThrownBy(() -> copy(StoreSeed.ODD_KEYS.get(1), "fails"))
                .isInstanceOfSatisfying(S3Exception.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(503);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SlowDown");
                });
        copy(StoreSeed.ODD_KEYS.get(1), "passes");
        assertThat(store.traffic().written()).doesNotContainKey("pach-backup/fails");
        client.deleteObject(r -> r.bucket(LabStore.BACKUP).key("passes"));
    }

    @Test
    void aCopyCanFailWithStatus200AndAnErrorInItsBody() {
        store.traffic().fail(new StoreFault("copy", StoreFault.Kind.ERROR_BODY, 0, 1));
        assertThatThrownBy(() -> copy(StoreSeed.ODD_KEYS.get(1), "not there"))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InternalError"));
        assertThat(listing(client, LabStore.BACKUP)).extracting(S3Object::key).doesNotContain("not there");
    }
}
