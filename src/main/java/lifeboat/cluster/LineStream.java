package lifeboat.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lifeboat.cluster.ClusterException.Kind;
import org.jspecify.annotations.Nullable;

/** An endless answer, line by line. One thread reads it. */
final class LineStream implements AutoCloseable {
    private static final int LONGEST_LINE = 8 << 20;
    private static final long OPEN_SECONDS = 10;

    private final LinkedBlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private @Nullable AsyncBody body;
    private boolean ended;

    private LineStream() {}

    static LineStream open(Api api, String path, Map<String, String> query)
            throws ClusterException, InterruptedException {
        LineStream stream = new LineStream();
        CompletableFuture<HttpResponse<AsyncBody>> sent =
                api.streams().consumeBytes(api.stream(path, query), stream::take);
        HttpResponse<AsyncBody> response;
        try {
            response = sent.get(OPEN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            sent.whenComplete((late, error) -> {
                if (late != null) {
                    late.body().cancel();
                }
            });
            throw new ClusterException(Kind.UNREACHABLE, "watch pods: the watch could not be opened", e);
        }
        stream.body = response.body();
        if (!response.isSuccessful()) {
            response.body().cancel();
            throw new ClusterException(
                    Failures.kind(response.code()), "watch pods: the API server answered " + response.code());
        }
        response.body().done().whenComplete((done, error) -> stream.lines.add(Optional.empty()));
        response.body().consume();
        return stream;
    }

    /** Called by the client's thread, a piece at a time. */
    private void take(List<ByteBuffer> pieces, AsyncBody source) {
        for (ByteBuffer piece : pieces) {
            while (piece.hasRemaining()) {
                byte b = piece.get();
                if (b == '\n') {
                    lines.add(Optional.of(partial.toString(StandardCharsets.UTF_8)));
                    partial.reset();
                } else {
                    partial.write(b);
                }
            }
        }
        if (partial.size() > LONGEST_LINE) {
            source.cancel();
            lines.add(Optional.empty());
            return;
        }
        source.consume();
    }

    /** The next line; empty when none came in time or when the stream has ended. */
    Optional<String> next(long nanos) throws InterruptedException {
        if (ended) {
            return Optional.empty();
        }
        Optional<String> line = lines.poll(nanos, TimeUnit.NANOSECONDS);
        if (line == null) {
            return Optional.empty();
        }
        ended = line.isEmpty();
        return line;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        if (body != null) {
            body.cancel();
        }
    }
}
