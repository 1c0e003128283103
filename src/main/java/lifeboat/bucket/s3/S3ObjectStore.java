package lifeboat.bucket.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketException.Kind;
import lifeboat.bucket.BucketLocation;
import lifeboat.bucket.CopyWatch;
import lifeboat.bucket.KeyOrder;
import lifeboat.bucket.ObjectDetails;
import lifeboat.bucket.ObjectHeaders;
import lifeboat.bucket.ObjectListing;
import lifeboat.bucket.ObjectRow;
import lifeboat.bucket.ObjectStore;
import lifeboat.bucket.ObjectUpload;
import lifeboat.bucket.Proof;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.utils.IoUtils;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A bucket through the AWS SDK. */
final class S3ObjectStore implements ObjectStore {
    /** For requests that any healthy store answers at once. */
    static final AwsRequestOverrideConfiguration SHORT = within(Duration.ofSeconds(60));

    private static final AwsRequestOverrideConfiguration BRIEF = within(Duration.ofSeconds(10));

    private final BucketLocation location;
    private final S3Client client;
    private final AwsCredentialsProvider credentials;
    private final CopyLimits limits;
    private final Retries retries;

    S3ObjectStore(
            BucketLocation location,
            S3Client client,
            AwsCredentialsProvider credentials,
            RetryPolicy policy,
            CopyLimits limits) {
        this.location = location;
        this.client = client;
        this.credentials = credentials;
        this.limits = limits;
        this.retries = new Retries(policy, where(location));
    }

    static String where(BucketLocation location) {
        return location.endpoint().map(URI::toString).orElse("AWS S3") + " bucket " + location.name();
    }

    @Override
    public BucketLocation location() {
        return location;
    }

    @Override
    public Description describe() throws BucketException {
        check();
        Optional<String> versioning;
        try {
            versioning = Optional.of(
                    retries.callBriefly("asking for versioning", () -> Optional.ofNullable(client.getBucketVersioning(
                                            request -> request.bucket(bucket()).overrideConfiguration(BRIEF))
                                    .statusAsString())
                            .orElse("Off")));
        } catch (BucketException e) {
            // Many stores lack the operation, and many policies forbid it; it is only shown.
            versioning = Optional.empty();
        }
        return new Description(
                location.endpoint().map(URI::toString).orElse("AWS S3"),
                client.serviceClientConfiguration().region().id(),
                bucket(),
                versioning);
    }

    @Override
    public void check() throws BucketException {
        retries.callBriefly(
                "asking for the bucket " + bucket(),
                () -> client.listObjectsV2(
                        request -> request.bucket(bucket()).maxKeys(1).overrideConfiguration(BRIEF)));
    }

    @Override
    public ObjectListing list() {
        return KeyOrder.checked(new S3Listing(client, retries, bucket()), where(location));
    }

    @Override
    public Optional<ObjectDetails> head(String key) throws BucketException {
        return head(bucket(), key);
    }

    Optional<ObjectDetails> head(String bucket, String key) throws BucketException {
        HeadObjectRequest request = HeadObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .checksumMode(ChecksumMode.ENABLED)
                .overrideConfiguration(SHORT)
                .build();
        try {
            return Optional.of(
                    S3Mapping.details(key, retries.call("looking at '" + key + "'", () -> client.headObject(request))));
        } catch (BucketException e) {
            if (e.kind() == Kind.NO_SUCH_KEY) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public InputStream get(String key) throws BucketException {
        GetObjectRequest request =
                GetObjectRequest.builder().bucket(bucket()).key(key).build();
        return retries.call("reading '" + key + "'", () -> {
            ResponseInputStream<GetObjectResponse> body = client.getObject(request);
            return new BodyStream(body, length(body.response()));
        });
    }

    @Override
    public <T> T read(Slice slice, ContentReader<T> reader) throws BucketException {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(bucket()).key(slice.key());
        slice.etag().map(S3Mapping::quoted).ifPresent(request::ifMatch);
        if (slice.length() >= 0) {
            request.range("bytes=" + slice.offset() + "-" + (slice.offset() + slice.length() - 1));
        } else if (slice.offset() > 0) {
            request.range("bytes=" + slice.offset() + "-");
        }
        return retries.call("reading '" + slice.key() + "'", () -> consume(slice, request.build(), reader));
    }

    private <T> T consume(Slice slice, GetObjectRequest request, ContentReader<T> reader)
            throws BucketException, BodyException {
        ResponseInputStream<GetObjectResponse> body = client.getObject(request);
        boolean whole = false;
        try {
            ObjectDetails details = S3Mapping.details(slice.key(), body.response());
            if (slice.etag().isPresent()
                    && !slice.etag().get().equals(details.row().etag())) {
                throw new BucketException(
                        Kind.CHANGED,
                        "reading '" + slice.key() + "': its entity tag is "
                                + details.row().etag() + ", not " + slice.etag().get(),
                        "Somebody writes to the bucket; make sure that everything is paused, then run it again.");
            }
            T value = reader.read(new BodyStream(body, length(body.response())), details);
            whole = true;
            return value;
        } catch (BodyException e) {
            throw e;
        } catch (IOException e) {
            throw new BucketException(
                    Kind.LOCAL,
                    "reading '" + slice.key() + "': it could not be kept here: " + e.getMessage(),
                    "Check the free space and the permissions of the folder.",
                    e);
        } finally {
            if (whole) {
                IoUtils.closeQuietlyV2(body, null);
            } else {
                body.abort();
            }
        }
    }

    @Override
    public String put(String key, byte[] content, ObjectHeaders headers) throws BucketException {
        Md5 md5 = Md5.of(content, content.length);
        PutObjectRequest request = S3Mapping.put(headers)
                .bucket(bucket())
                .key(key)
                .contentMD5(md5.base64())
                .build();
        PutObjectResponse answer =
                retries.call("writing '" + key + "'", () -> client.putObject(request, RequestBody.fromBytes(content)));
        String etag = S3Mapping.bare(answer.eTag());
        md5.mustBe(etag, S3Mapping.keyEncrypted(answer.serverSideEncryption(), answer.sseCustomerAlgorithm()), key);
        return etag;
    }

    @Override
    public ObjectUpload upload(String key, ObjectHeaders headers) throws BucketException {
        return new S3Upload(
                this,
                client,
                retries,
                S3Mapping.create(headers).bucket(bucket()).key(key).build());
    }

    @Override
    public Proof copyFrom(String sourceBucket, ObjectRow source, CopyWatch watch) throws BucketException {
        return new S3ServerCopy(this, client, retries, limits, sourceBucket, source).run(watch);
    }

    @Override
    public void delete(String key) throws BucketException {
        retries.call(
                "deleting '" + key + "'",
                () -> client.deleteObject(
                        request -> request.bucket(bucket()).key(key).overrideConfiguration(SHORT)));
    }

    @Override
    public List<String> buckets() throws BucketException {
        return retries.callBriefly(
                "listing the buckets",
                () -> client.listBuckets(request -> request.overrideConfiguration(BRIEF)).buckets().stream()
                        .map(Bucket::name)
                        .sorted()
                        .toList());
    }

    @Override
    public Tally tally() {
        return retries.tally();
    }

    @Override
    public void close() {
        client.close();
        if (credentials instanceof SdkAutoCloseable) {
            ((SdkAutoCloseable) credentials).close();
        }
    }

    String bucket() {
        return location.name();
    }

    private static long length(GetObjectResponse answer) {
        Long length = answer.contentLength();
        return length == null ? 0 : length;
    }

    private static AwsRequestOverrideConfiguration within(Duration limit) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(limit)
                .build();
    }
}
