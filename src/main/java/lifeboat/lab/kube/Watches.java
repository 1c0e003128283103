package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The watches that are open: told over WebSockets or in a chunked answer, as the client asked. */
final class Watches {
    private static final long BOOKMARK_MILLIS = 5_000;
    private static final long LONGEST_SECONDS = 3_600;

    private final Vertx vertx;
    private final Store store;
    private final Answers answers;
    private final Faults faults;
    private final Map<Watch, HttpConnection> open = new ConcurrentHashMap<>();

    Watches(Vertx vertx, Store store, Answers answers, Faults faults) {
        this.vertx = vertx;
        this.store = store;
        this.answers = answers;
        this.faults = faults;
    }

    void open(HttpServerRequest request, Call call) {
        Watch.Request wanted = wanted(call);
        if ("websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            HttpConnection connection = request.connection();
            request.toWebSocket().onSuccess(socket -> {
                Watch watch = start(call, wanted, connection, new SocketSink(vertx.getOrCreateContext(), socket));
                socket.closeHandler(closed -> forget(watch));
            });
            return;
        }
        HttpServerResponse response = request.response()
                .setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader("Cache-Control", "no-cache, private");
        // An empty write sends the head, so that a client knows at once that its watch is open.
        response.write(Buffer.buffer());
        Watch watch = start(call, wanted, request.connection(), new ChunkSink(vertx.getOrCreateContext(), response));
        response.closeHandler(closed -> forget(watch));
    }

    private Watch.Request wanted(Call call) {
        String version = call.parameter("resourceVersion");
        if (!version.matches("\\d{0,18}")) {
            throw ApiFailure.badRequest("Invalid value: \"" + version + "\": strconv.ParseUint: invalid syntax");
        }
        boolean initial = call.parameter("sendInitialEvents").equals("true");
        boolean fromNow = version.isEmpty() || version.equals("0") || initial;
        return new Watch.Request(
                call.target().kind(),
                call.target().namespace(),
                call.wanted(),
                fromNow ? -1 : Long.parseLong(version),
                call.parameter("allowWatchBookmarks").equals("true"),
                initial,
                object -> answers.watched(call, object));
    }

    private Watch start(Call call, Watch.Request wanted, HttpConnection connection, Watch.Sink sink) {
        Watch watch =
                new Watch(store, wanted, sink, () -> faults.holds(Fault.Effect.FREEZE_WATCHES, wanted.kind(), "*"));
        open.put(watch, connection);
        watch.open();
        String asked = call.parameter("timeoutSeconds");
        long seconds = asked.matches("\\d{1,9}") ? Long.parseLong(asked) : LONGEST_SECONDS;
        long end = vertx.setTimer(Math.max(1, Math.min(seconds, LONGEST_SECONDS)) * 1_000, timer -> {
            watch.bookmark();
            watch.end();
        });
        vertx.setPeriodic(BOOKMARK_MILLIS, timer -> {
            if (open.containsKey(watch)) {
                watch.bookmark();
            } else {
                vertx.cancelTimer(timer);
                vertx.cancelTimer(end);
            }
        });
        return watch;
    }

    private void forget(Watch watch) {
        watch.release();
        open.remove(watch);
    }

    /** Closes the connections of the watches that a fault meets. */
    void cut(Fault fault) {
        open.forEach((watch, connection) -> {
            if (fault.meets(watch.kind())) {
                connection.close();
            }
        });
    }

    int count() {
        return open.size();
    }

    private record SocketSink(Context context, ServerWebSocket socket) implements Watch.Sink {
        @Override
        public void send(ObjectNode event) {
            if (!socket.isClosed()) {
                socket.writeFinalTextFrame(event.toString());
            }
        }

        @Override
        public void close() {
            if (!socket.isClosed()) {
                socket.close();
            }
        }

        @Override
        public void run(Runnable work) {
            context.runOnContext(any -> work.run());
        }
    }

    private record ChunkSink(Context context, HttpServerResponse response) implements Watch.Sink {
        @Override
        public void send(ObjectNode event) {
            if (!response.closed()) {
                response.write(Buffer.buffer(Json.bytes(event)).appendByte((byte) '\n'));
            }
        }

        @Override
        public void close() {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        }

        @Override
        public void run(Runnable work) {
            context.runOnContext(any -> work.run());
        }
    }
}
