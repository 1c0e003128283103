package lifeboat.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import lifeboat.journal.seal.SealException;
import lifeboat.journal.seal.Signer;
import lifeboat.journal.seal.SshKey;
import lifeboat.journal.seal.SshSignature;

/**
 * An Ed25519 key of this installation, for whoever signs with none of their own. Whoever can read it can sign with it: it shows
 * who changed a journal only as long as the head is kept elsewhere too.
 */
final class LocalKey implements Signer {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey secret;
    private final SshKey key;

    private LocalKey(PrivateKey secret, SshKey key) {
        this.secret = secret;
        this.key = key;
    }

    /** The key in that file, which is made when it is not there: two lines, PKCS#8 in base64 and the public key. */
    static LocalKey at(Path file) throws JournalException {
        try {
            String[] lines =
                    new String(KeyFile.readOrMake(file, LocalKey::fresh), StandardCharsets.UTF_8).split("\n", -1);
            String[] words = lines.length > 1 ? lines[1].split(" ", -1) : new String[0];
            if (words.length >= 2) {
                PrivateKey secret = KeyFactory.getInstance(ALGORITHM)
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines[0])));
                LocalKey made = new LocalKey(secret, new SshKey(words[0], words[1]));
                if (made.sign(file.toString().getBytes(StandardCharsets.UTF_8))
                        .verifies(file.toString().getBytes(StandardCharsets.UTF_8))) {
                    return made;
                }
            }
        } catch (IOException e) {
            throw new JournalException(
                    "could not read or make the key " + file + ": " + e.getMessage(),
                    "Look at the permissions there.",
                    e);
        } catch (GeneralSecurityException | SealException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
        throw unusable(file, new IllegalStateException("it does not hold a pair of keys"));
    }

    private static JournalException unusable(Path file, Exception cause) {
        return new JournalException(
                "the key " + file + " cannot be used: " + cause.getMessage(),
                "Put it back from a backup, or move it away: a new one is made, and whoever checks audits has to be told.",
                cause);
    }

    private static byte[] fresh() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            String text = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n"
                    + SshKey.ed25519(pair.getPublic()).line() + " lifeboat\n";
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /** What goes into a file of allowed signers. */
    SshKey key() {
        return key;
    }

    @Override
    public SshSignature sign(byte[] message) throws SealException {
        return SshSignature.sign(secret, key, message);
    }
}
