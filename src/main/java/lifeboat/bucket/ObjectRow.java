package lifeboat.bucket;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One object as a listing shows it.
 *
 * @param key the key; data, never a path, may hold any character
 * @param size bytes
 * @param etag the entity tag without its quotes, empty if the store gave none
 * @param lastModified when the object was written, as the store says
 */
public record ObjectRow(String key, long size, String etag, Instant lastModified) {
    private static final Pattern PLAIN = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern PARTS = Pattern.compile("[0-9a-f]{32}-(\\d{1,5})");

    /** True if the entity tag has the form of an MD5 over the content. (A store that encrypts with a key of its own may use the form for something else.) */
    public boolean plainEtag() {
        return PLAIN.matcher(etag).matches();
    }

    /** True if the object was uploaded in parts: then the entity tag depends on the part sizes too. */
    public boolean multipart() {
        return PARTS.matcher(etag).matches();
    }

    /** How many parts the entity tag tells of; 1 if it was not uploaded in parts. */
    public int parts() {
        var matcher = PARTS.matcher(etag);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 1;
    }
}
