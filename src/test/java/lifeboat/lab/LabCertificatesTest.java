package lifeboat.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabCertificatesTest {
    private static final char[] PASSWORD = "lab".toCharArray();
    private static final Instant NOW = Instant.now();

    private final LabCertificates certificates = LabCertificates.create(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aClientThatTrustsTheAuthorityReachesTheServerByItsAddress() throws Exception {
        assertThat(handshake(certificates, "127.0.0.1")).isEqualTo("CN=api server, O=Lifeboat lab");
        assertThat(handshake(certificates, "localhost")).isEqualTo("CN=api server, O=Lifeboat lab");
    }

    @Test
    void anotherLabsAuthorityIsNotTrusted() {
        LabCertificates other = LabCertificates.create(Clock.fixed(NOW, ZoneOffset.UTC));
        assertThatThrownBy(() -> handshake(other, "127.0.0.1")).isInstanceOf(SSLException.class);
    }

    @Test
    void everyLoopbackNameIsOnTheCertificateAndNothingElse() throws Exception {
        List<Object> names = certificates.server("api server").chain().get(0).getSubjectAlternativeNames().stream()
                .<Object>map(name -> name.get(1))
                .toList();
        assertThat(names).containsExactlyInAnyOrder("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void validFromYesterdayForAYear() throws Exception {
        var certificate = certificates.server("api server").chain().get(0);
        certificate.checkValidity(java.util.Date.from(NOW.minus(Duration.ofHours(23))));
        certificate.checkValidity(java.util.Date.from(NOW.plus(Duration.ofDays(364))));
        certificate.verify(certificates.authority().getPublicKey());
    }

    @Test
    void theKeyFileIsForItsOwnerOnly(@TempDir Path directory) throws Exception {
        ServerCertificate.PemFiles files = certificates.server("postgres").write(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(files.key())).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(Files.readString(files.certificate())).endsWith(certificates.authorityPem());
    }

    @Test
    void theKeyIsNotInItsText() {
        ServerCertificate server = certificates.server("postgres");
        assertThat(server.toString()).isEqualTo("ServerCertificate[CN=postgres, O=Lifeboat lab]");
    }

    private String handshake(LabCertificates trusted, String host) throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(new ByteArrayInputStream(certificates.server("api server").pkcs12(PASSWORD)), PASSWORD);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(keys.getKeyManagers(), null, null);

        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("lab", trusted.authority());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);

        try (SSLServerSocket listening = (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(listening));
            answering.start();
            try (SSLSocket socket =
                    (SSLSocket) client.getSocketFactory().createSocket(host, listening.getLocalPort())) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return socket.getSession().getPeerPrincipal().getName().replace(",O=", ", O=");
            } finally {
                answering.join(5_000);
            }
        }
    }

    private static void answer(SSLServerSocket listening) {
        try (SSLSocket socket = (SSLSocket) listening.accept()) {
            socket.startHandshake();
        } catch (java.io.IOException e) {
            // The client judges the handshake; a refused one ends here too.
            return;
        }
    }
}
