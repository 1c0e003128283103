package lifeboat.lab;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What protects one lab from other users of the machine. Never derived from the seed, which anybody may know.
 *
 * @param database password of the role {@code pachyderm}
 * @param superuser password of the role {@code postgres}
 * @param store secret key of the S3 credentials
 * @param control bearer token of the lab's control endpoint
 */
record LabSecrets(String database, String superuser, String store, String control) {
    static LabSecrets draw(SecureRandom random) {
        return new LabSecrets(text(random), text(random), text(random), text(random));
    }

    private static String text(SecureRandom random) {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "LabSecrets";
    }
}
