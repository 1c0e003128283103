package lifeboat.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a secret into {@code hmac-sha256:<hex>}, so that equal secrets of one installation can be seen to be equal and
 * nothing else. Whoever has the key can try short secrets one by one.
 */
public final class SecretDigest {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    private SecretDigest(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The digest of a secret. */
    public String of(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "hmac-sha256:" + HexFormat.of().formatHex(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    static SecretDigest withKeyAt(Path file) throws JournalException {
        try {
            byte[] key = KeyFile.readOrMake(file, SecretDigest::fresh);
            if (key.length != KEY_BYTES) {
                throw new JournalException(
                        "the key " + file + " has " + key.length + " bytes instead of " + KEY_BYTES,
                        "Put it back from a backup, or move it away: a new one is made, and secrets of older runs can"
                                + " no longer be compared with new ones.");
            }
            return new SecretDigest(key);
        } catch (IOException e) {
            throw new JournalException(
                    "could not read or make the key " + file + ": " + e.getMessage(),
                    "Look at the permissions there.",
                    e);
        }
    }

    private static byte[] fresh() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
