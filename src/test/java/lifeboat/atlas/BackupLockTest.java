package lifeboat.atlas;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.atlas.AtlasException.Kind;
import lifeboat.fault.Fault;
import lifeboat.fault.FaultProxy;
import lifeboat.fault.Tally;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The client of the lock against a server that answers what it is told to, in the words of AtlasDB's sources: no product that
 * serves the real endpoint was ever asked.
 */
@SuppressWarnings("NullAway.Init")
class BackupLockTest {
    private static final String ID = "0b7a29d4-6b12-4c5e-9f7e-1d2c3b4a5f60";
    private static final BackupLock.Limits QUICK =
            new BackupLock.Limits(Duration.ofSeconds(2), 3, Duration.ofMillis(1));

    private record Answer(int status, String body) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
                Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
                byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private BackupLock lock(VersionLine line) {
        return new BackupLock(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/product"), line, QUICK);
    }

    private static String conflict(String reason) {
        return "{\"exceptionClass\":\"com.palantir.atlasdb.keyvalue.api.CheckAndSetException\",\"message\":\"held by"
                + " LockEntry{lockName=BackupLock, instanceId=" + ID + ", reason=" + reason + "}\",\"code\":409}";
    }

    @Test
    void from_0_35_on_an_id_is_given_and_goes_back_in_quotes() throws Exception {
        answers.add(new Answer(200, "\"" + ID + "\""));
        answers.add(new Answer(204, ""));
        BackupLock lock = lock(VersionLine.LOCK_BY_ID);
        BackupLock.Held held = lock.acquire("lifeboat run 1", () -> false);
        assertThat(held).isEqualTo(new BackupLock.Held(ID, false));
        lock.release(held.token());
        assertThat(asked)
                .containsExactly(
                        "POST /product/persistent-lock/acquire-backup-lock?reason=lifeboat%20run%201 ",
                        "POST /product/persistent-lock/release-backup-lock \"" + ID + "\"");
    }

    @Test
    void before_an_entry_is_given_and_goes_back_as_it_came() throws Exception {
        String entry = "{\"lockName\":\"BackupLock\",\"instanceId\":\"" + ID + "\",\"reason\":\"x\"}";
        answers.add(new Answer(200, entry + "\n"));
        BackupLock lock = lock(VersionLine.LOCK_BY_ENTRY);
        String token = lock.acquire("x", () -> false).token();
        lock.release(token);
        assertThat(asked.get(1)).isEqualTo("POST /product/persistent-lock/release " + entry);
    }

    @Test
    void a_lock_that_sweep_has_for_a_moment_is_asked_for_again() throws Exception {
        answers.add(new Answer(409, conflict("sweep")));
        answers.add(new Answer(409, conflict("sweep")));
        answers.add(new Answer(200, "\"" + ID + "\""));
        assertThat(lock(VersionLine.SOUND).acquire("ours", () -> false).token()).isEqualTo(ID);
        assertThat(asked).hasSize(3);
    }

    @Test
    void a_lock_that_stays_held_is_given_up_after_the_limit_with_the_holders_reason() {
        answers.add(new Answer(409, conflict("backup of Tuesday")));
        assertThatThrownBy(() -> lock(VersionLine.SOUND).acquire("ours", () -> false))
                .isInstanceOfSatisfying(
                        AtlasException.class, e -> assertThat(e.kind()).isEqualTo(Kind.HELD))
                .hasMessageContaining("backup of Tuesday")
                .hasMessageContaining("3 times");
        assertThat(asked).hasSize(3);
    }

    @Test
    void asking_stops_when_the_operator_wants_it() {
        answers.add(new Answer(409, conflict("sweep")));
        assertThatThrownBy(() -> lock(VersionLine.SOUND).acquire("ours", () -> true))
                .isInstanceOf(AtlasException.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_lock_that_this_very_run_has_already_is_found_again() throws Exception {
        answers.add(new Answer(409, conflict("ours")));
        assertThat(lock(VersionLine.SOUND).acquire("ours", () -> false)).isEqualTo(new BackupLock.Held(ID, true));
    }

    @Test
    @Fault("F22")
    void an_answer_that_is_lost_is_asked_for_once_and_the_next_attempt_tells_what_became_of_it(Tally tally)
            throws Exception {
        answers.add(new Answer(409, conflict("sweep")));
        answers.add(new Answer(200, "\"" + ID + "\""));
        answers.add(new Answer(409, conflict("ours")));
        answers.add(new Answer(204, ""));
        answers.add(new Answer(409, conflict("nobody")));
        try (FaultProxy proxy = new FaultProxy(server.getAddress().getPort())) {
            BackupLock lock =
                    new BackupLock(URI.create("http://127.0.0.1:" + proxy.port()), VersionLine.LOCK_BY_ID, QUICK);
            tally.injected();
            // The second one goes through a connection that is there already, which clients like to ask again.
            AtomicInteger requests = new AtomicInteger();
            proxy.loseAnswers(1, request -> requests.incrementAndGet() == 2);
            assertThat(kind(() -> lock.acquire("ours", () -> false))).isEqualTo(Kind.FAILED);
            assertThat(asked).hasSize(2);
            assertThat(lock.acquire("ours", () -> false)).isEqualTo(new BackupLock.Held(ID, true));
            assertThat(asked).hasSize(3);
            tally.survived();

            tally.injected();
            proxy.loseAnswers(1, FaultProxy.ANY);
            assertThat(kind(() -> lock.release(ID))).isEqualTo(Kind.FAILED);
            assertThat(asked).hasSize(4);
            assertThat(kind(() -> lock.release(ID))).isEqualTo(Kind.NOT_HELD);
            assertThat(proxy.lost()).isEqualTo(2);
            tally.survived();
        }
    }

    private static Kind kind(ThrowingCallable call) {
        return catchThrowableOfType(AtlasException.class, call).kind();
    }

    @Test
    void a_lock_that_somebody_else_released_is_told_apart_from_a_failure() {
        answers.add(new Answer(409, "{\"message\":\"expected other\"}"));
        assertThatThrownBy(() -> lock(VersionLine.SOUND).release(ID))
                .isInstanceOfSatisfying(
                        AtlasException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_HELD));
        answers.clear();
        answers.add(new Answer(500, "no"));
        assertThatThrownBy(() -> lock(VersionLine.SOUND).release(ID))
                .isInstanceOfSatisfying(
                        AtlasException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAILED));
    }

    @Test
    void a_store_without_check_and_set_has_no_such_endpoint() {
        answers.add(new Answer(404, "HTTP 404 Not Found"));
        assertThatThrownBy(() -> lock(VersionLine.SOUND).acquire("ours", () -> false))
                .isInstanceOfSatisfying(
                        AtlasException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_LOCK));
    }

    @Test
    void an_answer_in_the_form_of_another_version_is_not_taken_for_a_lock() {
        answers.add(new Answer(200, "{\"lockName\":\"BackupLock\"}"));
        assertThatThrownBy(() -> lock(VersionLine.LOCK_BY_ID).acquire("x", () -> false))
                .hasMessageContaining("something else than an id");
        answers.clear();
        answers.add(new Answer(200, "\"" + ID + "\""));
        assertThatThrownBy(() -> lock(VersionLine.LOCK_BY_ENTRY).acquire("x", () -> false))
                .hasMessageContaining("something else than an entry");
    }

    @Test
    void a_service_that_is_away_is_not_waited_for() throws Exception {
        BackupLock lock = lock(VersionLine.SOUND);
        server.stop(0);
        assertThatThrownBy(() -> lock.acquire("x", () -> false))
                .isInstanceOfSatisfying(
                        AtlasException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
        assertThat(ServicePort.isOpen(lock.releaseUrl(), Duration.ofSeconds(2))).isFalse();
    }

    @Test
    void a_service_that_does_not_answer_is_not_waited_for_for_ever_and_asked_only_once() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            BackupLock lock = new BackupLock(
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                    VersionLine.SOUND,
                    new BackupLock.Limits(Duration.ofMillis(300), 3, Duration.ofMillis(1)));
            long before = System.nanoTime();
            assertThatThrownBy(() -> lock.acquire("x", () -> false))
                    .isInstanceOfSatisfying(AtlasException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.FAILED);
                        assertThat(e.hint()).contains("Trying again is safe");
                    })
                    .hasMessageContaining("did not answer within");
            assertThatThrownBy(() -> lock.release(ID)).hasMessageContaining("did not answer within");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void a_connection_that_breaks_is_told_apart_from_a_service_that_is_away() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread hangsUp = new Thread(() -> {
                try {
                    while (true) {
                        rude.accept().close();
                    }
                } catch (java.io.IOException closed) {
                    // The test is over.
                    return;
                }
            });
            hangsUp.setDaemon(true);
            hangsUp.start();
            BackupLock lock =
                    new BackupLock(URI.create("http://127.0.0.1:" + rude.getLocalPort()), VersionLine.SOUND, QUICK);
            assertThatThrownBy(() -> lock.acquire("x", () -> false))
                    .isInstanceOfSatisfying(
                            AtlasException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAILED))
                    .hasMessageContaining("broke");
        }
    }

    @Test
    void a_listening_service_is_seen_by_its_port() throws Exception {
        assertThat(ServicePort.isOpen(lock(VersionLine.SOUND).releaseUrl(), Duration.ofSeconds(2)))
                .isTrue();
    }

    @Test
    void versions_without_the_endpoint_have_no_client() {
        assertThatThrownBy(() -> lock(VersionLine.LOCK_REMOVED)).hasMessageContaining("removed in 0.422.0");
        assertThatThrownBy(() -> lock(VersionLine.WITHOUT_LOCK)).hasMessageContaining("no backup lock before 0.32.0");
    }
}
