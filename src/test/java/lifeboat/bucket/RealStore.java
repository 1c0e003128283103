package lifeboat.bucket;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lifeboat.bucket.BucketLocation.Credentials;
import lifeboat.bucket.s3.CopyLimits;
import lifeboat.bucket.s3.RetryPolicy;
import lifeboat.bucket.s3.S3Stores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A real S3 server on loopback, with a client of its own to fill it and to look at it. */
final class RealStore implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    static final int PART = 5 << 20;
    private static final Credentials KEYS = new Credentials("operator", "a-secret-that-must-not-show");

    private final AtomicInteger numbers = new AtomicInteger();
    private final List<ObjectStore> opened = new ArrayList<>();
    private @Nullable Running running;

    private record Running(Path folder, S3Proxy server, S3Client client) {}

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path folder = Files.createTempDirectory("lifeboat-bucket");
        S3Proxy server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEYS.accessKey(), KEYS.secretKey())
                .jettyMaxThreads(48)
                .build();
        server.start();
        S3Client client = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(KEYS.accessKey(), KEYS.secretKey())))
                .build();
        running = new Running(folder, server, client);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened.forEach(ObjectStore::close);
        opened.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        client().close();
        running().server().stop();
        try (Stream<Path> files = Files.walk(running().folder())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Running running() {
        return Objects.requireNonNull(running);
    }

    S3Client client() {
        return running().client();
    }

    URI endpoint(String host) {
        return URI.create("http://" + host + ":" + running().server().getPort());
    }

    /** A new empty bucket. */
    String bucket() {
        String name = "bucket-" + numbers.incrementAndGet();
        client().createBucket(request -> request.bucket(name));
        return name;
    }

    ObjectStore open(String bucket) throws BucketException {
        return open(bucket, "127.0.0.1", CopyLimits.standard());
    }

    /** The same server by another name of this host is another endpoint to us. */
    ObjectStore open(String bucket, String host, CopyLimits limits) throws BucketException {
        RetryPolicy policy = new RetryPolicy(10, Duration.ofMillis(2), Duration.ofMillis(20));
        ObjectStore store = new S3Stores(policy, limits, "lifeboat/test").open(location(bucket, host));
        opened.add(store);
        return store;
    }

    BucketLocation location(String bucket, String host) {
        return new BucketLocation(bucket, Optional.of(endpoint(host)), Optional.empty(), Optional.of(KEYS));
    }

    void put(String bucket, String key, String content) {
        client().putObject(
                        request -> request.bucket(bucket).key(key),
                        RequestBody.fromBytes(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** An object in parts, with headers and metadata. */
    void putInParts(String bucket, String key, Map<String, String> metadata, byte[]... parts) {
        String id = client().createMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .contentType("application/x-lifeboat")
                        .metadata(metadata))
                .uploadId();
        List<CompletedPart> done = new ArrayList<>();
        for (byte[] part : parts) {
            int number = done.size() + 1;
            String etag = client().uploadPart(
                            request ->
                                    request.bucket(bucket).key(key).uploadId(id).partNumber(number),
                            RequestBody.fromBytes(part))
                    .eTag();
            done.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        client().completeMultipartUpload(request ->
                request.bucket(bucket).key(key).uploadId(id).multipartUpload(upload -> upload.parts(done)));
    }

    byte[] content(String bucket, String key) {
        return client().getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asByteArray();
    }
}
