package lifeboat.bucket.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketException.Kind;
import lifeboat.bucket.CopyWatch;
import lifeboat.bucket.ObjectDetails;
import lifeboat.bucket.ObjectRow;
import lifeboat.bucket.Proof;
import lifeboat.bucket.Sameness;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/** One object copied by the server itself, in one piece or in parts, and proved. */
final class S3ServerCopy {
    private final S3ObjectStore target;
    private final S3Client client;
    private final Retries retries;
    private final CopyLimits limits;
    private final String sourceBucket;
    private final ObjectRow source;
    private final String key;

    S3ServerCopy(
            S3ObjectStore target,
            S3Client client,
            Retries retries,
            CopyLimits limits,
            String sourceBucket,
            ObjectRow source) {
        this.target = target;
        this.client = client;
        this.retries = retries;
        this.limits = limits;
        this.sourceBucket = sourceBucket;
        this.source = source;
        this.key = source.key();
    }

    Proof run(CopyWatch watch) throws BucketException {
        watch.stopIfCancelled(key);
        return source.size() > limits.partThreshold() ? inParts(watch) : inOnePiece(watch);
    }

    private Proof inOnePiece(CopyWatch watch) throws BucketException {
        CopyObjectRequest request = CopyObjectRequest.builder()
                .sourceBucket(sourceBucket)
                .sourceKey(key)
                .copySourceIfMatch(condition())
                .metadataDirective(MetadataDirective.COPY)
                .destinationBucket(target.bucket())
                .destinationKey(key)
                .build();
        CopyObjectResponse answer = retries.call("copying '" + key + "'", () -> client.copyObject(request));
        String etag = answer.copyObjectResult() == null
                ? ""
                : S3Mapping.bare(answer.copyObjectResult().eTag());
        if (etag.isEmpty()) {
            throw corrupt("the answer has no entity tag");
        }
        watch.bytes().accept(source.size());
        return prove(etag);
    }

    private Proof inParts(CopyWatch watch) throws BucketException {
        ObjectDetails before = target.head(sourceBucket, key).orElseThrow(this::gone);
        if (!before.row().etag().equals(source.etag())) {
            throw changed(before.row().etag());
        }
        CreateMultipartUploadRequest.Builder create =
                S3Mapping.create(before.headers()).bucket(target.bucket()).key(key);
        tags().ifPresent(create::tagging);
        S3Upload upload = new S3Upload(target, client, retries, create.build());
        boolean done = false;
        try {
            List<String> etags = parts(upload.id(), watch);
            String etag = upload.complete(etags);
            done = true;
            String expected = Md5.ofParts(etags);
            if (!expected.isEmpty() && !etag.equals(expected) && etag.contains("-")) {
                ObjectDetails after = target.head(key).orElseThrow(this::gone);
                if (!after.keyEncrypted()) {
                    throw corrupt("the entity tag " + etag + " does not belong to the parts that were copied");
                }
            }
            return prove(etag);
        } finally {
            if (!done) {
                upload.abort();
            }
        }
    }

    private List<String> parts(String uploadId, CopyWatch watch) throws BucketException {
        long size = limits.partSizeFor(source.size());
        ExecutorService threads = Executors.newFixedThreadPool(limits.partThreads());
        try {
            List<Future<String>> pending = new ArrayList<>();
            for (long offset = 0; offset < source.size(); offset += size) {
                long first = offset;
                long last = Math.min(offset + size, source.size()) - 1;
                int number = pending.size() + 1;
                pending.add(threads.submit(() -> part(uploadId, number, first, last, watch)));
            }
            List<String> etags = new ArrayList<>();
            for (Future<String> part : pending) {
                etags.add(part.get());
            }
            return etags;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BucketException) {
                throw (BucketException) e.getCause();
            }
            throw new IllegalStateException("copying a part of '" + key + "' failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BucketException(Kind.STOPPED, "stopped while copying '" + key + "'", "Run it again to go on.", e);
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    /** A part that arrives after the upload was dropped would stay in the store, unseen and paid for. */
    private static void awaitEnd(ExecutorService threads) {
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String part(String uploadId, int number, long first, long last, CopyWatch watch) throws BucketException {
        watch.stopIfCancelled(key);
        UploadPartCopyRequest request = UploadPartCopyRequest.builder()
                .sourceBucket(sourceBucket)
                .sourceKey(key)
                .copySourceIfMatch(condition())
                .copySourceRange("bytes=" + first + "-" + last)
                .destinationBucket(target.bucket())
                .destinationKey(key)
                .uploadId(uploadId)
                .partNumber(number)
                .build();
        UploadPartCopyResponse answer =
                retries.call("copying part " + number + " of '" + key + "'", () -> client.uploadPartCopy(request));
        String etag = answer.copyPartResult() == null
                ? ""
                : S3Mapping.bare(answer.copyPartResult().eTag());
        if (etag.isEmpty()) {
            throw corrupt("the answer for part " + number + " has no entity tag");
        }
        watch.bytes().accept(last - first + 1);
        return etag;
    }

    /** The cheap proof first; only where entity tags cannot be compared are both objects looked at. */
    private Proof prove(String etag) throws BucketException {
        if (etag.equals(source.etag())) {
            return Proof.ETAG;
        }
        ObjectDetails after = target.head(key).orElseThrow(() -> corrupt("it is not there after the copy"));
        ObjectDetails before = target.head(sourceBucket, key).orElseThrow(this::gone);
        if (!before.row().etag().equals(source.etag())) {
            throw changed(before.row().etag());
        }
        if (!after.row().etag().equals(etag)) {
            throw corrupt("somebody else wrote it meanwhile");
        }
        Sameness sameness = Sameness.of(before, after);
        if (sameness == Sameness.DIFFERENT || after.row().size() != source.size()) {
            throw corrupt("the copy has the entity tag " + etag + " and "
                    + after.row().size() + " bytes, the source " + source.etag() + " and " + source.size());
        }
        return sameness == Sameness.SAME_CHECKSUM ? Proof.CHECKSUM : Proof.SIZE_AND_PARTS;
    }

    /** Tags do not travel with parts. A store that has none, or that does not let us read them, has none for us. */
    private Optional<Tagging> tags() throws BucketException {
        try {
            List<Tag> tags = retries.call(
                            "asking for the tags of '" + key + "'",
                            () -> client.getObjectTagging(
                                    request -> request.bucket(sourceBucket).key(key)))
                    .tagSet();
            return tags.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Tagging.builder().tagSet(tags).build());
        } catch (BucketException e) {
            if (e.kind() == Kind.FAILED || e.kind() == Kind.DENIED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private @Nullable String condition() {
        return source.etag().isEmpty() ? null : S3Mapping.quoted(source.etag());
    }

    private BucketException changed(String now) {
        return new BucketException(
                Kind.CHANGED,
                "copying '" + key + "': the source changed: its entity tag is " + now + ", not " + source.etag(),
                "Somebody writes to the source bucket; make sure that everything is paused, then run it again.");
    }

    private BucketException gone() {
        return new BucketException(
                Kind.CHANGED,
                "copying '" + key + "': the source is gone",
                "Somebody deletes from the source bucket; make sure that everything is paused, then run it again.");
    }

    private BucketException corrupt(String how) {
        return new BucketException(
                Kind.CORRUPT, "copying '" + key + "': " + how, "Run it again; if it stays, ask the store's operator.");
    }
}
