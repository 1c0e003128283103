package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What controllers say about objects, for {@code kubectl describe}; the oldest are forgotten. */
final class Events {
    private static final Logger LOG = Logger.getLogger(Events.class.getName());
    private static final int KEPT = 2_000;

    private final Registry registry;
    private final LabTime time;
    private final ArrayDeque<Key> kept = new ArrayDeque<>();
    private long last;

    Events(Registry registry, LabTime time) {
        this.registry = registry;
        this.time = time;
    }

    void say(Kind kind, JsonNode object, String from, String reason, String message) {
        String name = Meta.name(object) + "." + String.format("%016x", ++last);
        ObjectNode event = World.named(name);
        Json.under(event, "involvedObject")
                .put("kind", kind.title)
                .put("namespace", Meta.namespace(object))
                .put("name", Meta.name(object))
                .put("uid", Meta.uid(object))
                .put("apiVersion", kind.apiVersion())
                .put("resourceVersion", Meta.version(object));
        Json.under(event, "source").put("component", from);
        event.put("reason", reason)
                .put("message", message)
                .put("type", "Normal")
                .put("count", 1)
                .put("firstTimestamp", time.stamp())
                .put("lastTimestamp", time.stamp())
                .put("reportingComponent", from)
                .put("reportingInstance", "");
        Key key = new Key(Kind.EVENT, Meta.namespace(object), name);
        try {
            registry.create(Kind.EVENT, key.namespace(), event);
            kept.addLast(key);
            if (kept.size() > KEPT) {
                registry.delete(kept.removeFirst(), Registry.Deletion.AT_ONCE, false);
            }
        } catch (ApiFailure e) {
            // Events are for people: one that its namespace no longer takes, or that a client deleted, is not missed.
            LOG.log(Level.FINE, "an event was not kept", e);
        }
    }
}
