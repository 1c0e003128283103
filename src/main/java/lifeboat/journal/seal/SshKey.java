package lifeboat.journal.seal;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key as OpenSSH has it. Ed25519, Ed25519 on a security key, ECDSA and RSA can be checked here.
 *
 * @param blob base64 of its binary form: the middle column of a {@code .pub} file
 */
public record SshKey(String type, String blob) {
    private static final String ED25519 = "ssh-ed25519";
    private static final String SECURITY_KEY = "sk-ssh-ed25519@openssh.com";
    private static final byte[] ED25519_X509 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_BYTES = 32;

    /** The key of that binary form. */
    static SshKey of(byte[] bytes) throws SealException {
        return new SshKey(Wire.of(bytes).text(), Base64.getEncoder().encodeToString(bytes));
    }

    /** An Ed25519 key of Java's. */
    public static SshKey ed25519(PublicKey key) {
        byte[] x509 = key.getEncoded();
        byte[] raw = Arrays.copyOfRange(x509, x509.length - ED25519_BYTES, x509.length);
        return new SshKey(ED25519, Base64.getEncoder().encodeToString(Wire.strings(Wire.bytes(ED25519), raw)));
    }

    /** {@code SHA256:} and the digest, as {@code ssh-keygen -l} prints it. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** The first two columns of a {@code .pub} file. */
    public String line() {
        return type + " " + blob;
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(blob);
    }

    /**
     * Whether the signature is of this key over that data.
     *
     * @param signature the format, the signature, and what a security key adds
     * @throws SealException if that cannot be judged here
     */
    boolean verifies(byte[] data, byte[] signature) throws SealException {
        Wire key = Wire.of(bytes());
        key.text();
        Wire given = Wire.of(signature);
        String format = given.text();
        byte[] value = given.string();
        try {
            if (type.equals(ED25519) && format.equals(ED25519)) {
                return check("Ed25519", ed25519(key), data, value);
            }
            if (type.equals(SECURITY_KEY) && format.equals(SECURITY_KEY)) {
                return check("Ed25519", ed25519(key), ofSecurityKey(key, given, data), value);
            }
            if (type.equals("ssh-rsa") && format.startsWith("rsa-sha2-")) {
                BigInteger exponent = new BigInteger(key.string());
                PublicKey rsa = KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(new BigInteger(key.string()), exponent));
                return check(format.equals("rsa-sha2-512") ? "SHA512withRSA" : "SHA256withRSA", rsa, data, value);
            }
            if (type.startsWith("ecdsa-sha2-nistp") && format.equals(type)) {
                return ecdsa(key, data, value);
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // What does not even decode does not fit.
            return false;
        }
        throw new SealException(
                "a signature of the kind " + format + " cannot be checked here",
                "Check it with ssh-keygen -Y verify -n " + SshSignature.NAMESPACE + ".");
    }

    private static PublicKey ed25519(Wire key) throws SealException, GeneralSecurityException {
        byte[] raw = key.string();
        byte[] x509 = Arrays.copyOf(ED25519_X509, ED25519_X509.length + raw.length);
        System.arraycopy(raw, 0, x509, ED25519_X509.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
    }

    /** A security key signs the digests of its application and of the data, with its flags and counter between. */
    private static byte[] ofSecurityKey(Wire key, Wire given, byte[] data)
            throws SealException, GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] application = sha256.digest(key.string());
        byte[] flagsAndCounter = given.raw(1 + Integer.BYTES);
        return ByteBuffer.allocate(application.length + flagsAndCounter.length + sha256.getDigestLength())
                .put(application)
                .put(flagsAndCounter)
                .put(sha256.digest(data))
                .array();
    }

    private static boolean ecdsa(Wire key, byte[] data, byte[] value) throws SealException, GeneralSecurityException {
        int bits = Integer.parseInt(key.text().substring("nistp".length()));
        int length = (bits + 7) / 8;
        byte[] point = key.string();
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp" + bits + "r1"));
        ECPoint at = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + length)),
                new BigInteger(1, Arrays.copyOfRange(point, 1 + length, point.length)));
        PublicKey ec = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(at, curve.getParameterSpec(ECParameterSpec.class)));
        Wire numbers = Wire.of(value);
        byte[] both = new byte[2 * length];
        put(new BigInteger(numbers.string()), both, 0, length);
        put(new BigInteger(numbers.string()), both, length, length);
        String hash = bits == 256 ? "SHA256" : bits == 384 ? "SHA384" : "SHA512";
        return check(hash + "withECDSAinP1363Format", ec, data, both);
    }

    private static void put(BigInteger number, byte[] into, int offset, int length) {
        byte[] bytes = number.toByteArray();
        int taken = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - taken, into, offset + length - taken, taken);
    }

    private static boolean check(String algorithm, PublicKey key, byte[] data, byte[] value)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initVerify(key);
        signature.update(data);
        return signature.verify(value);
    }
}
