package lifeboat.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            done.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] answer = "0123456789".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        proxy = new FaultProxy(server.getAddress().getPort());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        server.stop(0);
    }

    /** Without a client that might ask again by itself. */
    private String ask(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.setSoTimeout(1500);
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (!answer.endsWith("0123456789")) {
                throw new IOException("not the whole answer: " + answer);
            }
            return "0123456789";
        }
    }

    private void breaks(String path) {
        assertThatThrownBy(() -> ask(path)).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNotPlannedGoesThrough() throws Exception {
        assertThat(ask("/a")).isEqualTo("0123456789");
        assertThat(done).containsExactly("POST /a");
        assertThat(proxy.connections()).isEqualTo(1);
    }

    @Test
    void aRequestNeverArrivesThroughAResetABlackHoleOrAClosedPort() throws Exception {
        proxy.plan(Trouble.reset(), Trouble.blackHole());
        breaks("/reset");
        breaks("/hole");
        proxy.down();
        breaks("/down");
        assertThat(done).isEmpty();
        proxy.up();
        assertThat(ask("/up")).isEqualTo("0123456789");
    }

    @Test
    void anAnswerComesLateCutOrChanged() throws Exception {
        proxy.always(Trouble.slow(Duration.ofSeconds(3)));
        breaks("/slow");
        proxy.always(Trouble.cutAfter(20));
        breaks("/cut");
        String whole = "HTTP/1.1 200 OK";
        proxy.always(Trouble.corruptAt(whole.length() - 1));
        assertThat(ask("/corrupt")).isEqualTo("0123456789");
        assertThat(done).contains("POST /slow", "POST /cut", "POST /corrupt");
    }

    @Test
    void anAnswerIsTakenAwayAfterTheRequestHasTakenEffect() throws Exception {
        proxy.loseAnswers(1, request -> request.contains("/change"));
        assertThat(ask("/look")).isEqualTo("0123456789");
        breaks("/change");
        assertThat(ask("/change")).isEqualTo("0123456789");
        assertThat(done).containsExactly("POST /look", "POST /change", "POST /change");
        assertThat(proxy.lost()).isEqualTo(1);
    }
}
