package lifeboat.lab;

import java.io.InputStream;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The store behind the S3 server, with what is asked of it counted and failing when it was told to. */
final class ObservedStore extends ForwardingBlobStore {
    private final StoreTraffic traffic;

    ObservedStore(BlobStore store, StoreTraffic traffic) {
        super(store);
        this.traffic = traffic;
    }

    private <R> R observed(String operation, Supplier<R> action) {
        StoreFault.@org.jspecify.annotations.Nullable Kind fault =
                traffic.next(operation).orElse(null);
        if (fault == null) {
            R result = action.get();
            traffic.done(operation);
            return result;
        }
        if (fault == StoreFault.Kind.DONE_BUT_FAILED && action.get() != null) {
            traffic.done(operation);
        }
        throw failure(fault);
    }

    private static S3Exception failure(StoreFault.Kind kind) {
        int status = kind == StoreFault.Kind.SLOW_DOWN ? 503 : kind == StoreFault.Kind.ERROR_BODY ? 200 : 500;
        String code = kind == StoreFault.Kind.SLOW_DOWN ? "SlowDown" : "InternalError";
        String message = kind == StoreFault.Kind.SLOW_DOWN
                ? "Please reduce your request rate."
                : "We encountered an internal error. Please try again.";
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .sdkHttpResponse(
                                SdkHttpResponse.builder().statusCode(status).build())
                        .build())
                .build();
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        return observed("list", () -> super.list(request));
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        return observed("put", () -> {
            PutObjectResponse response = super.putBlob(request, content);
            traffic.wrote(request.bucket(), request.key());
            return response;
        });
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        return observed("copy", () -> {
            CopyObjectResponse response = super.copyBlob(request);
            traffic.wrote(request.destinationBucket(), request.destinationKey());
            return response;
        });
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        return observed("head", () -> super.blobMetadata(request));
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        return observed("get", () -> super.getBlob(request));
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        return observed("delete", () -> super.removeBlob(request));
    }

    @Override
    public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request, InputStream part) {
        return observed("part", () -> super.uploadMultipartPart(upload, request, part));
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return observed("complete", () -> {
            CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
            traffic.wrote(request.bucket(), request.key());
            return response;
        });
    }
}
