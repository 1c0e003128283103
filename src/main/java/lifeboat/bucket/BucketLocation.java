package lifeboat.bucket;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a bucket is and who we are there.
 *
 * @param name the bucket's name
 * @param endpoint the S3 endpoint with scheme, absent for AWS itself
 * @param region the region, absent for the SDK's default chain (with an endpoint: {@code us-east-1})
 * @param credentials the keys, absent for the SDK's default chain (environment, profile, role)
 */
public record BucketLocation(
        String name, Optional<URI> endpoint, Optional<String> region, Optional<Credentials> credentials) {

    /** Checks that a name is there and that an endpoint is an absolute http or https address. */
    public BucketLocation {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the bucket name is empty");
        }
        endpoint.ifPresent(BucketLocation::check);
        Objects.requireNonNull(region);
        Objects.requireNonNull(credentials);
    }

    /** True if the other bucket is behind the same endpoint, so that the server itself can copy between the two. */
    public boolean sharesEndpointWith(BucketLocation other) {
        return endpoint.map(BucketLocation::origin).equals(other.endpoint.map(BucketLocation::origin));
    }

    /** True if the other location is this very bucket. */
    public boolean isSameBucketAs(BucketLocation other) {
        return name.equals(other.name) && sharesEndpointWith(other);
    }

    /** The same place with another bucket. */
    public BucketLocation withName(String other) {
        return new BucketLocation(other, endpoint, region, credentials);
    }

    private static void check(URI uri) {
        String scheme = uri.getScheme();
        if (!("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme)) || uri.getHost() == null) {
            throw new IllegalArgumentException("the endpoint is not an http or https address: " + uri);
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("the endpoint must not hold a user name or a password");
        }
    }

    private static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port + path;
    }

    /**
     * Keys for an object store. Neither secret is ever part of {@link #toString()}.
     *
     * @param accessKey the public half
     * @param secretKey the secret half
     * @param sessionToken the token of temporary keys
     */
    public record Credentials(String accessKey, String secretKey, Optional<String> sessionToken) {
        /** Keys without a session token. */
        public Credentials(String accessKey, String secretKey) {
            this(accessKey, secretKey, Optional.empty());
        }

        @Override
        public String toString() {
            return "Credentials[accessKey=" + accessKey + ", secretKey=***]";
        }
    }
}
