package lifeboat.bucket.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketException.Kind;

/** An MD5 as S3 uses it: to notice damage on the way, not against an attacker. */
final class Md5 {
    private static final Pattern PLAIN = Pattern.compile("[0-9a-f]{32}");

    private final byte[] digest;

    private Md5(byte[] digest) {
        this.digest = digest;
    }

    static Md5 of(byte[] content, int length) {
        MessageDigest md5 = create();
        md5.update(content, 0, length);
        return new Md5(md5.digest());
    }

    /** The entity tag that S3 gives an object of these parts: the MD5 over their MD5s, and their count. */
    static String ofParts(List<String> etags) {
        if (!etags.stream().allMatch(etag -> PLAIN.matcher(etag).matches())) {
            return "";
        }
        MessageDigest md5 = create();
        etags.forEach(etag -> md5.update(HexFormat.of().parseHex(etag)));
        return HexFormat.of().formatHex(md5.digest()) + "-" + etags.size();
    }

    String base64() {
        return Base64.getEncoder().encodeToString(digest);
    }

    String hex() {
        return HexFormat.of().formatHex(digest);
    }

    /** Fails if the entity tag in an answer is an MD5, but not this one. */
    void mustBe(String etag, boolean keyEncrypted, String key) throws BucketException {
        if (!keyEncrypted && PLAIN.matcher(etag).matches() && !etag.equals(hex())) {
            throw new BucketException(
                    Kind.CORRUPT,
                    "writing '" + key + "': the store answered with the entity tag " + etag + " instead of " + hex(),
                    "The object was damaged on its way; write it again.");
        }
    }

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
