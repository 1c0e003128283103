package lifeboat.pachyderm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where pachd itself writes an extract, or reads one from: {@code scheme://bucket/object}.
 *
 * @param bucket the bucket; with Azure the container
 * @param object the key of the object, never empty
 */
public record ExtractUrl(String scheme, String bucket, String object) {
    private static final Pattern FORM = Pattern.compile("(s3|gcs|gs|as|wasb|local)://([^/\\s]+)/([^\\s]+)");

    /** The URL that this text is; empty when it is none, above all when it names a bucket and no object in it. */
    public static Optional<ExtractUrl> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        return form.matches()
                ? Optional.of(new ExtractUrl(form.group(1), form.group(2), form.group(3)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return scheme + "://" + bucket + "/" + object;
    }
}
