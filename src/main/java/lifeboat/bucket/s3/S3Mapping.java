package lifeboat.bucket.s3;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lifeboat.bucket.ObjectDetails;
import lifeboat.bucket.ObjectHeaders;
import lifeboat.bucket.ObjectRow;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The SDK's shapes as our records and back. */
final class S3Mapping {
    private S3Mapping() {}

    static ObjectRow row(S3Object object) {
        Long size = object.size();
        return row(object.key(), size == null ? 0 : size, object.eTag(), object.lastModified());
    }

    static ObjectRow row(String key, long size, @Nullable String etag, @Nullable Instant lastModified) {
        return new ObjectRow(key, size, bare(etag), lastModified == null ? Instant.EPOCH : lastModified);
    }

    static String bare(@Nullable String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }

    static String quoted(String etag) {
        return '"' + etag + '"';
    }

    static ObjectDetails details(String key, HeadObjectResponse head) {
        Map<String, String> sums = new TreeMap<>();
        keep(sums, "CRC32", head.checksumCRC32());
        keep(sums, "CRC32C", head.checksumCRC32C());
        keep(sums, "CRC64NVME", head.checksumCRC64NVME());
        keep(sums, "SHA1", head.checksumSHA1());
        keep(sums, "SHA256", head.checksumSHA256());
        ObjectHeaders headers = new ObjectHeaders(
                Optional.ofNullable(head.contentType()),
                Optional.ofNullable(head.contentEncoding()),
                Optional.ofNullable(head.contentLanguage()),
                Optional.ofNullable(head.contentDisposition()),
                Optional.ofNullable(head.cacheControl()),
                Optional.ofNullable(head.expiresString()),
                Optional.ofNullable(head.websiteRedirectLocation()),
                head.metadata());
        Long size = head.contentLength();
        return new ObjectDetails(
                row(key, size == null ? 0 : size, head.eTag(), head.lastModified()),
                headers,
                sums,
                wholeObject(head.checksumType(), sums),
                keyEncrypted(head.serverSideEncryption(), head.sseCustomerAlgorithm()));
    }

    static ObjectDetails details(String key, GetObjectResponse get) {
        ObjectHeaders headers = new ObjectHeaders(
                Optional.ofNullable(get.contentType()),
                Optional.ofNullable(get.contentEncoding()),
                Optional.ofNullable(get.contentLanguage()),
                Optional.ofNullable(get.contentDisposition()),
                Optional.ofNullable(get.cacheControl()),
                Optional.ofNullable(get.expiresString()),
                Optional.ofNullable(get.websiteRedirectLocation()),
                get.metadata());
        Long size = get.contentLength();
        return new ObjectDetails(
                row(key, size == null ? 0 : size, get.eTag(), get.lastModified()),
                headers,
                Map.of(),
                false,
                keyEncrypted(get.serverSideEncryption(), get.sseCustomerAlgorithm()));
    }

    static boolean keyEncrypted(@Nullable ServerSideEncryption server, @Nullable String customer) {
        boolean managed = server != null && server != ServerSideEncryption.AES256;
        return managed || (customer != null && !customer.isEmpty());
    }

    static PutObjectRequest.Builder put(ObjectHeaders headers) {
        PutObjectRequest.Builder request = PutObjectRequest.builder().metadata(headers.metadata());
        headers.contentType().ifPresent(request::contentType);
        headers.contentEncoding().ifPresent(request::contentEncoding);
        headers.contentLanguage().ifPresent(request::contentLanguage);
        headers.contentDisposition().ifPresent(request::contentDisposition);
        headers.cacheControl().ifPresent(request::cacheControl);
        headers.expires().flatMap(S3Mapping::date).ifPresent(request::expires);
        headers.redirect().ifPresent(request::websiteRedirectLocation);
        return request;
    }

    static CreateMultipartUploadRequest.Builder create(ObjectHeaders headers) {
        CreateMultipartUploadRequest.Builder request =
                CreateMultipartUploadRequest.builder().metadata(headers.metadata());
        headers.contentType().ifPresent(request::contentType);
        headers.contentEncoding().ifPresent(request::contentEncoding);
        headers.contentLanguage().ifPresent(request::contentLanguage);
        headers.contentDisposition().ifPresent(request::contentDisposition);
        headers.cacheControl().ifPresent(request::cacheControl);
        headers.expires().flatMap(S3Mapping::date).ifPresent(request::expires);
        headers.redirect().ifPresent(request::websiteRedirectLocation);
        return request;
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A store that does not name the type has checksums over the parts if they end in a count of parts. */
    private static boolean wholeObject(@Nullable ChecksumType type, Map<String, String> sums) {
        if (type != null && type != ChecksumType.UNKNOWN_TO_SDK_VERSION) {
            return type == ChecksumType.FULL_OBJECT;
        }
        return !sums.isEmpty() && sums.values().stream().noneMatch(sum -> sum.contains("-"));
    }

    private static void keep(Map<String, String> sums, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            sums.put(name, value);
        }
    }
}
