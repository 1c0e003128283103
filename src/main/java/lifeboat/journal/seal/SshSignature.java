package lifeboat.journal.seal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/**
 * A signature as {@code ssh-keygen -Y sign} makes it; it brings the public key along.
 *
 * @param value base64 of its binary form: what stands between the lines of a {@code .sig} file, in one line
 * @param key whose it says it is
 */
public record SshSignature(String value, SshKey key) {
    /** What the signature is good for; one for another purpose does not count. */
    public static final String NAMESPACE = "lifeboat-audit@v1";

    private static final byte[] MAGIC = Wire.bytes("SSHSIG");
    private static final byte[] VERSION = {0, 0, 0, 1};
    private static final String SHA512 = "sha512";

    /** Reads a signature: base64 in one line, or the lines of a {@code .sig} file. */
    public static SshSignature parse(String text) throws SealException {
        String bare = text.replaceAll("-----(BEGIN|END) SSH SIGNATURE-----", "").replaceAll("\\s", "");
        try {
            Wire wire = Wire.of(Base64.getDecoder().decode(bare));
            boolean ours = Arrays.equals(wire.raw(MAGIC.length), MAGIC) && Arrays.equals(wire.raw(4), VERSION);
            if (ours) {
                return new SshSignature(bare, SshKey.of(wire.string()));
            }
        } catch (IllegalArgumentException e) {
            throw new SealException("a signature is not base64", "It was cut or changed.", e);
        }
        throw new SealException("what should be a signature of OpenSSH is none", "It was cut or changed.");
    }

    /** Signs with an Ed25519 key of Java's. */
    public static SshSignature sign(PrivateKey secret, SshKey key, byte[] message) throws SealException {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(signed(NAMESPACE, SHA512, message));
            ByteArrayOutputStream blob = new ByteArrayOutputStream();
            blob.writeBytes(MAGIC);
            blob.writeBytes(VERSION);
            blob.writeBytes(Wire.strings(
                    key.bytes(),
                    Wire.bytes(NAMESPACE),
                    new byte[0],
                    Wire.bytes(SHA512),
                    Wire.strings(Wire.bytes("ssh-ed25519"), signature.sign())));
            return new SshSignature(Base64.getEncoder().encodeToString(blob.toByteArray()), key);
        } catch (GeneralSecurityException e) {
            throw new SealException("could not sign with an Ed25519 key", "This Java cannot do it.", e);
        }
    }

    /**
     * Whether it is its key's, over that message, and in our namespace.
     *
     * @throws SealException if it cannot be read, or is of a kind that cannot be checked here
     */
    public boolean verifies(byte[] message) throws SealException {
        Wire wire = Wire.of(Base64.getDecoder().decode(value));
        wire.raw(MAGIC.length + VERSION.length);
        byte[] publicKey = wire.string();
        String namespace = wire.text();
        wire.string();
        String hash = wire.text();
        byte[] signature = wire.string();
        return wire.isAtEnd()
                && namespace.equals(NAMESPACE)
                && (hash.equals(SHA512) || hash.equals("sha256"))
                && SshKey.of(publicKey).verifies(signed(namespace, hash, message), signature);
    }

    /** The lines of a {@code .sig} file. */
    public String armored() {
        StringBuilder lines = new StringBuilder("-----BEGIN SSH SIGNATURE-----\n");
        for (int from = 0; from < value.length(); from += 70) {
            lines.append(value, from, Math.min(value.length(), from + 70)).append('\n');
        }
        return lines.append("-----END SSH SIGNATURE-----\n").toString();
    }

    private static byte[] signed(String namespace, String hash, byte[] message) {
        try {
            MessageDigest digest = MessageDigest.getInstance(hash.equals(SHA512) ? "SHA-512" : "SHA-256");
            byte[] rest = Wire.strings(
                    namespace.getBytes(StandardCharsets.UTF_8), new byte[0], Wire.bytes(hash), digest.digest(message));
            return ByteBuffer.allocate(MAGIC.length + rest.length)
                    .put(MAGIC)
                    .put(rest)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + hash, e);
        }
    }
}
