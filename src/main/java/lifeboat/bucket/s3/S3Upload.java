package lifeboat.bucket.s3;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketException.Kind;
import lifeboat.bucket.ObjectDetails;
import lifeboat.bucket.ObjectUpload;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** A multipart upload from its begin to its end. */
final class S3Upload implements ObjectUpload {
    private final S3ObjectStore store;
    private final S3Client client;
    private final Retries retries;
    private final String bucket;
    private final String key;
    private final String id;
    private final List<String> etags = new ArrayList<>();

    S3Upload(S3ObjectStore store, S3Client client, Retries retries, CreateMultipartUploadRequest request)
            throws BucketException {
        this.store = store;
        this.client = client;
        this.retries = retries;
        this.bucket = request.bucket();
        this.key = request.key();
        this.id = retries.call("beginning the upload of '" + key + "'", () -> client.createMultipartUpload(request))
                .uploadId();
    }

    String id() {
        return id;
    }

    @Override
    public void part(byte[] content, int length) throws BucketException {
        int number = etags.size() + 1;
        Md5 md5 = Md5.of(content, length);
        byte[] exact = length == content.length ? content : Arrays.copyOf(content, length);
        UploadPartResponse answer = retries.call(
                "writing part " + number + " of '" + key + "'",
                () -> client.uploadPart(
                        request -> request.bucket(bucket)
                                .key(key)
                                .uploadId(id)
                                .partNumber(number)
                                .contentMD5(md5.base64()),
                        RequestBody.fromBytes(exact)));
        String etag = S3Mapping.bare(answer.eTag());
        md5.mustBe(etag, S3Mapping.keyEncrypted(answer.serverSideEncryption(), answer.sseCustomerAlgorithm()), key);
        etags.add(etag);
    }

    @Override
    public String complete() throws BucketException {
        return complete(etags);
    }

    /** Joins parts that were made elsewhere, in the order of the list. */
    String complete(List<String> parts) throws BucketException {
        String expected = Md5.ofParts(parts);
        CompleteMultipartUploadResponse answer;
        try {
            answer = retries.call(
                    "joining the parts of '" + key + "'",
                    () -> client.completeMultipartUpload(request -> request.bucket(bucket)
                            .key(key)
                            .uploadId(id)
                            .multipartUpload(upload -> upload.parts(completed(parts)))));
        } catch (BucketException e) {
            // An answer that was lost looks like an upload that is gone; the object itself tells which it was.
            if (!expected.isEmpty() && etagNow().equals(expected)) {
                return expected;
            }
            throw e;
        }
        String etag = S3Mapping.bare(answer.eTag());
        if (etag.isEmpty()) {
            throw new BucketException(
                    Kind.CORRUPT,
                    "joining the parts of '" + key + "': the answer has no entity tag",
                    "The store did not finish the object; run it again.");
        }
        return etag;
    }

    @Override
    public void abort() {
        try {
            retries.callBriefly(
                    "dropping the upload of '" + key + "'",
                    () -> client.abortMultipartUpload(
                            request -> request.bucket(bucket).key(key).uploadId(id)));
        } catch (BucketException ignored) {
            // What went wrong before is what the caller must hear.
        }
    }

    private String etagNow() throws BucketException {
        return store.head(key).map(ObjectDetails::row).map(row -> row.etag()).orElse("");
    }

    private static List<CompletedPart> completed(List<String> etags) {
        List<CompletedPart> parts = new ArrayList<>();
        for (String etag : etags) {
            parts.add(CompletedPart.builder()
                    .partNumber(parts.size() + 1)
                    .eTag(S3Mapping.quoted(etag))
                    .build());
        }
        return parts;
    }
}
