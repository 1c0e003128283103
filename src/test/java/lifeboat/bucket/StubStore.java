package lifeboat.bucket;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import lifeboat.bucket.s3.CopyLimits;
import lifeboat.bucket.s3.RetryPolicy;
import lifeboat.bucket.s3.S3Stores;

/** An S3 server that answers what a test tells it to, and remembers what it was asked. */
final class StubStore implements AutoCloseable {
    static final String ETAG = "0cc175b9c0f1b6a831c399e269772661";
    static final String OTHER_ETAG = "92eb5ffee6ae2fec3ad71c777531578f";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Function<Request, Reply> script;

    record Request(String method, String path, String query, Map<String, List<String>> headers) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }

        boolean isCopy() {
            return method.equals("PUT") && !header("X-amz-copy-source").isEmpty();
        }
    }

    record Reply(int status, Map<String, String> headers, byte[] body, long promised) {
        static Reply xml(int status, String body) {
            return of(status, Map.of("Content-Type", "application/xml"), body);
        }

        static Reply of(int status, Map<String, String> headers, String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return new Reply(status, headers, bytes, bytes.length);
        }

        static Reply error(int status, String code) {
            return xml(
                    status,
                    "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>told to</Message></Error>");
        }

        static Reply copied(String etag) {
            return xml(
                    200,
                    "<?xml version=\"1.0\"?><CopyObjectResult><LastModified>2026-01-01T00:00:00.000Z</LastModified>"
                            + "<ETag>\"" + etag + "\"</ETag></CopyObjectResult>");
        }

        static Reply content(String etag, String body) {
            return of(200, Map.of("ETag", '"' + etag + '"'), body);
        }

        /** A body that ends before its promised length. */
        Reply cutAt(int length) {
            return new Reply(status, headers, Arrays.copyOf(body, length), body.length);
        }
    }

    StubStore(Function<Request, Reply> script) throws IOException {
        this.script = script;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    ObjectStore open(String bucket) throws BucketException {
        return open(bucket, 10);
    }

    ObjectStore open(String bucket, int tries) throws BucketException {
        return open(bucket, tries, CopyLimits.standard());
    }

    ObjectStore open(String bucket, int tries, CopyLimits limits) throws BucketException {
        BucketLocation location = new BucketLocation(
                bucket,
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                Optional.empty(),
                Optional.of(new BucketLocation.Credentials("me", "secret")));
        RetryPolicy policy = new RetryPolicy(tries, Duration.ofMillis(1), Duration.ofMillis(5));
        return new S3Stores(policy, limits, "lifeboat-run/01ABC").open(location);
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            URI uri = exchange.getRequestURI();
            String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
            Request request = new Request(
                    exchange.getRequestMethod(), uri.getRawPath(), query, Map.copyOf(exchange.getRequestHeaders()));
            requests.add(request);
            Reply reply = script.apply(request);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            if (request.method().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(reply.promised()));
                exchange.sendResponseHeaders(reply.status(), -1);
                return;
            }
            exchange.sendResponseHeaders(reply.status(), reply.promised() == 0 ? -1 : reply.promised());
            exchange.getResponseBody().write(reply.body());
        }
    }
}
