package lifeboat.bucket.s3;

import java.time.Duration;
import java.util.Optional;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketLocation;
import lifeboat.bucket.ObjectStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens buckets by the S3 API. */
public final class S3Stores {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** Long, because a store may be silent while it copies five gigabytes. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final RetryPolicy policy;
    private final CopyLimits limits;
    private final String userAgentSuffix;

    /**
     * Makes a factory.
     *
     * @param userAgentSuffix put at the end of the user agent, so that the store's own log tells our requests by run;
     *     may be empty
     */
    public S3Stores(RetryPolicy policy, CopyLimits limits, String userAgentSuffix) {
        this.policy = policy;
        this.limits = limits;
        this.userAgentSuffix = userAgentSuffix;
    }

    /** The standard patience and sizes. */
    public static S3Stores standard(String userAgentSuffix) {
        return new S3Stores(RetryPolicy.standard(), CopyLimits.standard(), userAgentSuffix);
    }

    /**
     * Makes the client. No request is sent; {@link ObjectStore#check} does that.
     *
     * @throws BucketException if no region can be found
     */
    public ObjectStore open(BucketLocation location) throws BucketException {
        AwsCredentialsProvider credentials = credentials(location);
        try {
            return new S3ObjectStore(location, client(location, credentials), credentials, policy, limits);
        } catch (SdkException e) {
            throw S3Failures.of(e, "opening the bucket " + location.name(), S3ObjectStore.where(location))
                    .exception();
        }
    }

    private S3Client client(BucketLocation location, AwsCredentialsProvider credentials) {
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(credentials)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE)
                        .connectionAcquisitionTimeout(SILENCE)
                        .maxConnections(limits.connections()))
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, userAgentSuffix));
        if (location.endpoint().isPresent()) {
            builder.endpointOverride(location.endpoint().get())
                    .forcePathStyle(true)
                    .region(Region.of(location.region().orElse("us-east-1")));
        } else {
            location.region().map(Region::of).ifPresent(builder::region);
            builder.crossRegionAccessEnabled(true);
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(BucketLocation location) {
        Optional<AwsCredentials> keys = location.credentials().map(S3Stores::keys);
        return keys.<AwsCredentialsProvider>map(StaticCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private static AwsCredentials keys(BucketLocation.Credentials given) {
        return given.sessionToken().isPresent()
                ? AwsSessionCredentials.create(
                        given.accessKey(),
                        given.secretKey(),
                        given.sessionToken().get())
                : AwsBasicCredentials.create(given.accessKey(), given.secretKey());
    }
}
