package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One client's watch: what it asked to hear, in order, from the version that it named. */
final class Watch implements Consumer<Change> {
    /**
     * What a client asked to watch.
     *
     * @param from the version after which changes are told; negative to be told first what is there
     * @param render what becomes of an object before it is sent
     */
    record Request(
            Kind kind,
            String namespace,
            Predicate<JsonNode> wanted,
            long from,
            boolean bookmarks,
            boolean initialEvents,
            UnaryOperator<ObjectNode> render) {}

    /** Where events go: a chunked answer or a WebSocket. */
    interface Sink {
        void send(ObjectNode event);

        void close();

        /** Runs something on the connection's own thread. */
        void run(Runnable work);
    }

    private final Store store;
    private final Request request;
    private final Sink sink;
    private final BooleanSupplier frozen;
    private final Queue<ObjectNode> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean closed;

    Watch(Store store, Request request, Sink sink, BooleanSupplier frozen) {
        this.store = store;
        this.request = request;
        this.sink = sink;
        this.frozen = frozen;
    }

    Kind kind() {
        return request.kind;
    }

    void open() {
        store.locked(() -> {
            try {
                if (request.from < 0) {
                    store.list(request.kind, request.namespace).stream()
                            .filter(request.wanted)
                            .forEach(object -> tell("ADDED", object));
                } else {
                    store.since(request.from).forEach(this);
                }
                if (request.initialEvents) {
                    bookmark(true);
                }
                store.listen(this);
            } catch (ApiFailure e) {
                waiting.add(event("ERROR", e.status()));
                schedule(this::close);
            }
            return true;
        });
    }

    @Override
    public void accept(Change change) {
        boolean concerned = change.key().kind() == request.kind
                && (request.namespace.isEmpty()
                        || request.namespace.equals(change.key().namespace()));
        if (!concerned || closed || frozen.getAsBoolean()) {
            return;
        }
        boolean was = change.previous() != null && request.wanted.test(change.previous());
        boolean is = change.type() != Change.Type.DELETED && request.wanted.test(change.object());
        String type = is ? (was ? "MODIFIED" : "ADDED") : was ? "DELETED" : null;
        if (type != null) {
            tell(type, change.object());
        }
    }

    /** Tells the client which version it has seen, if it asked for that. */
    void bookmark() {
        if (request.bookmarks && !frozen.getAsBoolean()) {
            store.locked(() -> {
                bookmark(false);
                return true;
            });
        }
    }

    private void bookmark(boolean initialEventsEnd) {
        ObjectNode object = Json.object().put("kind", request.kind.title).put("apiVersion", request.kind.apiVersion());
        ObjectNode meta = object.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
        if (initialEventsEnd) {
            meta.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        waiting.add(event("BOOKMARK", object));
        schedule(null);
    }

    private void tell(String type, ObjectNode object) {
        waiting.add(event(type, request.render.apply(object)));
        schedule(null);
    }

    private static ObjectNode event(String type, ObjectNode object) {
        ObjectNode event = Json.object().put("type", type);
        event.set("object", object);
        return event;
    }

    private void schedule(@Nullable Runnable after) {
        if (after != null || scheduled.compareAndSet(false, true)) {
            sink.run(() -> {
                drain();
                if (after != null) {
                    after.run();
                }
            });
        }
    }

    private void drain() {
        scheduled.set(false);
        for (ObjectNode next = waiting.poll(); next != null; next = waiting.poll()) {
            if (!closed) {
                sink.send(next);
            }
        }
    }

    /** Ends the watch after what is waiting was sent. */
    void end() {
        schedule(this::close);
    }

    private void close() {
        if (!closed) {
            release();
            sink.close();
        }
    }

    /** The connection is gone. */
    void release() {
        closed = true;
        store.forget(this);
    }
}
