package lifeboat.bucket.s3;

import java.util.Collections;
import java.util.Iterator;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketException.Kind;
import lifeboat.bucket.ObjectListing;
import lifeboat.bucket.ObjectRow;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket's objects by ListObjectsV2, one page in memory. */
final class S3Listing implements ObjectListing {
    private final S3Client client;
    private final Retries retries;
    private final String bucket;
    private Iterator<S3Object> page = Collections.emptyIterator();
    private @Nullable String token;
    private boolean last;

    S3Listing(S3Client client, Retries retries, String bucket) {
        this.client = client;
        this.retries = retries;
        this.bucket = bucket;
    }

    @Override
    public @Nullable ObjectRow next() throws BucketException {
        while (!page.hasNext()) {
            if (last) {
                return null;
            }
            turn();
        }
        return S3Mapping.row(page.next());
    }

    private void turn() throws BucketException {
        // Keys may hold characters that XML cannot carry, so the store is asked to percent-encode them.
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(bucket)
                .encodingType(EncodingType.URL)
                .continuationToken(token)
                .overrideConfiguration(S3ObjectStore.SHORT)
                .build();
        ListObjectsV2Response answer = retries.call("listing " + bucket, () -> client.listObjectsV2(request));
        page = answer.contents().iterator();
        String next = answer.nextContinuationToken();
        last = !Boolean.TRUE.equals(answer.isTruncated());
        if (!last && (next == null || next.equals(token))) {
            throw new BucketException(
                    Kind.FAILED,
                    "listing " + bucket + ": the store says that there is more, but not how to get it",
                    "The store's listing is broken; use the provider's own copy instead.");
        }
        token = next;
    }
}
