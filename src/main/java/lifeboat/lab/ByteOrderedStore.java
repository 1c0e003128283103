package lifeboat.lab;

import java.util.Comparator;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists in the order of S3, that of the keys' UTF-8 bytes; the store behind it lists in the order of UTF-16. */
final class ByteOrderedStore extends ForwardingBlobStore {
    private static final int PAGE = 1000;

    /** Code points have the order of their UTF-8 bytes; surrogates do not. */
    private static final Comparator<String> BYTES = (left, right) -> {
        int[] ours = left.codePoints().toArray();
        int[] theirs = right.codePoints().toArray();
        return java.util.Arrays.compare(ours, theirs);
    };

    ByteOrderedStore(BlobStore store) {
        super(store);
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        if (request.delimiter() != null && !request.delimiter().isEmpty()) {
            return super.list(request);
        }
        ListObjectsV2Response whole = super.list(request.toBuilder()
                .continuationToken(null)
                .startAfter(null)
                .maxKeys(null)
                .build());
        String marker = request.continuationToken() != null ? request.continuationToken() : request.startAfter();
        List<S3Object> rest = whole.contents().stream()
                .filter(object -> marker == null || marker.isEmpty() || BYTES.compare(object.key(), marker) > 0)
                .sorted(Comparator.comparing(S3Object::key, BYTES))
                .toList();
        int size = request.maxKeys() == null ? PAGE : Math.min(PAGE, request.maxKeys());
        List<S3Object> page = rest.subList(0, Math.min(size, rest.size()));
        boolean more = page.size() < rest.size() && !page.isEmpty();
        return whole.toBuilder()
                .contents(page)
                .keyCount(page.size())
                .isTruncated(more)
                .nextContinuationToken(more ? page.get(page.size() - 1).key() : null)
                .build();
    }
}
