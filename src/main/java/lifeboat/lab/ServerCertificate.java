package lifeboat.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A server's private key and its certificate chain, in the forms that the lab's servers read.
 *
 * @param key the private key, on the curve P-256
 * @param chain the server's certificate first, the authority's last
 */
public record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {
    public ServerCertificate {
        chain = List.copyOf(chain);
    }

    /** The private key as unencrypted PKCS#8 PEM. */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** The chain as PEM, the server's certificate first. */
    public String certificatePem() {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            text.append(pem("CERTIFICATE", encoded(certificate)));
        }
        return text.toString();
    }

    /** Key and chain as a PKCS#12 key store whose one entry is called {@code server}. */
    public byte[] pkcs12(char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, password, chain.toArray(X509Certificate[]::new));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a PKCS#12 store in memory", e);
        }
    }

    /**
     * Writes {@code server.crt} (the chain) and {@code server.key} (mode 0600, as PostgreSQL insists) into a directory.
     *
     * @throws IOException if either exists already or cannot be written
     */
    public PemFiles write(Path directory) throws IOException {
        Path certificate = directory.resolve("server.crt");
        Path privateKey = directory.resolve("server.key");
        Files.writeString(certificate, certificatePem(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.createFile(
                privateKey, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(privateKey, keyPem().getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
        return new PemFiles(certificate, privateKey);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "ServerCertificate[" + chain.get(0).getSubjectX500Principal() + "]";
    }

    static String pem(String label, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read has no encoding", e);
        }
    }

    /** Where a server finds its certificate chain and its private key. */
    public record PemFiles(Path certificate, Path key) {}
}
