package lifeboat.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A notice is posted once, and what is said about it never holds the webhook's secret. */
class NoticeTest {
    private static final String SECRET = "T0K3N-of-the-webhook";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final Notice notice = new Notice("lifeboat/test");
    private HttpServer server = serve();

    private static HttpServer serve() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Answers with this status; with 0 it hangs up after it has read everything. */
    private void answer(int status) {
        server.createContext("/", exchange -> {
            posted.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (status > 0) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, -1);
            }
            exchange.close();
        });
    }

    private URI address(int port) {
        return URI.create("http://localhost:" + port + "/services/" + SECRET + "?key=" + SECRET);
    }

    private NoticeException refused(int port) {
        NoticeException refused =
                catchThrowableOfType(NoticeException.class, () -> notice.post(address(port), "down at noon", PATIENCE));
        for (Throwable seen = refused; seen != null; seen = seen.getCause()) {
            assertThat(seen.toString()).doesNotContain(SECRET).doesNotContain("services");
        }
        assertThat(refused.reason() + refused.hint()).contains("localhost").doesNotContain(SECRET);
        return refused;
    }

    @Test
    void aNoticeIsPostedOnceAsJson() throws Exception {
        answer(204);
        notice.post(address(server.getAddress().getPort()), "pachd \"down\"\nat noon \u00fc", PATIENCE);
        assertThat(posted)
                .containsExactly(
                        "POST application/json; charset=utf-8 {\"text\":\"pachd \\\"down\\\"\\nat noon \u00fc\"}");
    }

    @Test
    void anErrorIsNotTriedAgain() {
        answer(500);
        NoticeException refused = refused(server.getAddress().getPort());
        assertThat(refused.reason()).contains("answered 500");
        assertThat(refused.mayHaveArrived()).isFalse();
        assertThat(posted).hasSize(1);
    }

    @Test
    void aRedirectionIsNotFollowed() {
        answer(302);
        assertThat(refused(server.getAddress().getPort()).reason()).contains("answered 302");
        assertThat(posted).hasSize(1);
    }

    @Test
    void whatCannotBeReachedWasSurelyNotPosted() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        NoticeException refused = refused(port);
        assertThat(refused.reason()).contains("cannot be reached");
        assertThat(refused.mayHaveArrived()).isFalse();
    }

    @Test
    void aLostAnswerMayHaveArrivedAndIsNotPostedAgain() {
        answer(0);
        NoticeException lost = refused(server.getAddress().getPort());
        assertThat(lost.mayHaveArrived()).isTrue();
        assertThat(posted).hasSize(1);
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithoutSayingIt() {
        for (String address : List.of("ftp://localhost/" + SECRET, "file:///" + SECRET, "/" + SECRET)) {
            assertThatThrownBy(() -> notice.post(URI.create(address), "x", PATIENCE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(SECRET);
        }
    }
}
