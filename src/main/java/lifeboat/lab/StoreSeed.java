package lifeboat.lab;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** What the source bucket holds: the same seed makes the same keys, bytes, metadata and ETags. */
final class StoreSeed {
    /** Keys that go wrong where something is escaped once too often, or sorted as UTF-16. */
    static final List<String> ODD_KEYS = List.of(
            "odd/with space",
            "odd/ two  spaces ",
            "odd/plus+sign",
            "odd/per%20cent%",
            "odd/a&b=c?d#e",
            "odd/quote'\"both",
            "odd/<xml>&amp;",
            "odd/semi;colon,comma",
            "odd/tilde~caret^",
            "odd/back\\slash",
            "odd/\u00fcmlaut",
            "odd/e\u0301 and \u00e9",
            "odd/\u65e5\u672c\u8a9e",
            "odd/\uff5e sorts before the next in UTF-8 only",
            "odd/\ud83d\udedf ring buoy",
            "odd/\ud840\udc00");

    private static final int PART = 5 << 20;
    private static final int LARGE = 12 << 20;
    private static final int LARGEST_SMALL = 64 << 10;

    private final long seed;
    private final int objects;

    /** @param objects how many objects in all, the odd and the large ones included */
    StoreSeed(long seed, int objects) {
        this.seed = seed;
        this.objects = objects;
    }

    void fill(BlobStore store, String bucket) {
        SplittableRandom random = new SplittableRandom(seed);
        int left = objects;
        for (int i = 0; i < 2 && left > 0; i++, left--) {
            large(store, bucket, "chunk/" + hex(random, 32) + ".large", random);
        }
        for (int i = 0; i < ODD_KEYS.size() && left > 0; i++, left--) {
            small(store, bucket, ODD_KEYS.get(i), i, random);
        }
        for (int i = 0; i < left; i++) {
            String key = i % 10 == 9
                    ? "fileset/" + hex(random, 16) + "/" + String.format("%016x", i)
                    : "chunk/" + hex(random, 32);
            small(store, bucket, key, i, random);
        }
    }

    private static void small(BlobStore store, String bucket, String key, int index, SplittableRandom random) {
        // Most chunks of a real cluster differ widely in size; here most are short, so that a lab is up in seconds.
        int bound = index % 8 == 0 ? LARGEST_SMALL : 4096;
        byte[] content = new byte[index % 25 == 3 ? 0 : index % 97 == 0 ? LARGEST_SMALL : random.nextInt(bound)];
        random.nextBytes(content);
        PutObjectRequest.Builder request =
                PutObjectRequest.builder().bucket(bucket).key(key).contentLength((long) content.length);
        request.contentType(index % 6 == 0 ? "text/plain; charset=utf-8" : "application/octet-stream");
        if (index % 5 == 0) {
            request.metadata(Map.of("origin", "pipeline-" + index % 60, "digest", hex(random, 8)));
        }
        store.putBlob(request.build(), new ByteArrayInputStream(content));
    }

    private static void large(BlobStore store, String bucket, String key, SplittableRandom random) {
        byte[] content = new byte[LARGE];
        random.nextBytes(content);
        MultipartUpload upload = store.initiateMultipartUpload(CreateMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType("application/octet-stream")
                .metadata(Map.of("made-of", "parts"))
                .build());
        List<CompletedPart> parts = new ArrayList<>();
        for (int number = 1, from = 0; from < LARGE; number++, from += PART) {
            int length = Math.min(PART, LARGE - from);
            String tag = store.uploadMultipartPart(
                            upload,
                            UploadPartRequest.builder()
                                    .bucket(bucket)
                                    .key(key)
                                    .partNumber(number)
                                    .contentLength((long) length)
                                    .build(),
                            new ByteArrayInputStream(content, from, length))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        }
        store.completeMultipartUpload(
                upload,
                CompleteMultipartUploadRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .multipartUpload(
                                CompletedMultipartUpload.builder().parts(parts).build())
                        .build());
    }

    /** An access key of the usual shape; it names, and protects nothing. */
    String accessKey() {
        return "LAB" + hex(new SplittableRandom(seed ^ 0x5eed), 8).toUpperCase(Locale.ROOT);
    }

    private static String hex(SplittableRandom random, int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
