package lifeboat.bucket;

import java.util.Map;
import java.util.Optional;

/**
 * What travels with an object beside its content.
 *
 * @param contentType media type
 * @param contentEncoding such as {@code gzip}
 * @param contentLanguage language tag
 * @param contentDisposition file name and the like
 * @param cacheControl caching
 * @param expires as an HTTP date
 * @param redirect where a website bucket sends the reader instead
 * @param metadata user metadata without the {@code x-amz-meta-} in front
 */
public record ObjectHeaders(
        Optional<String> contentType,
        Optional<String> contentEncoding,
        Optional<String> contentLanguage,
        Optional<String> contentDisposition,
        Optional<String> cacheControl,
        Optional<String> expires,
        Optional<String> redirect,
        Map<String, String> metadata) {

    /** Keeps its own copy of the metadata. */
    public ObjectHeaders {
        metadata = Map.copyOf(metadata);
    }

    /** No headers at all. */
    public static ObjectHeaders none() {
        return of(Optional.empty(), Map.of());
    }

    /** A media type and user metadata. */
    public static ObjectHeaders of(Optional<String> contentType, Map<String, String> metadata) {
        return new ObjectHeaders(
                contentType,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                metadata);
    }
}
