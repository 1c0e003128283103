package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every object, and the last changes. The version rises by one with each change of anything. Objects that were stored
 * or handed out are never changed; whoever changes one copies it first.
 */
final class Store {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Kind, TreeMap<String, ObjectNode>> objects = new EnumMap<>(Kind.class);
    private final Map<String, Set<Key>> dependents = new HashMap<>();
    private final ArrayDeque<Change> history = new ArrayDeque<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final int capacity;
    private long version;
    private long cut;

    /**
     * @param first the version before the first change
     * @param capacity how many changes are remembered for watches that begin in the past
     */
    Store(long first, int capacity) {
        this.version = first;
        this.cut = first;
        this.capacity = capacity;
        for (Kind kind : Kind.values()) {
            objects.put(kind, new TreeMap<>());
        }
    }

    /** Runs something that must see, or make, several things at once. */
    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Hears every change, in order, while the store is locked: it must be quick and must not wait. */
    void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<Change> listener) {
        listeners.remove(listener);
    }

    long version() {
        return locked(() -> version);
    }

    @Nullable
    ObjectNode get(Key key) {
        lock.lock();
        try {
            return of(key.kind()).get(key.path());
        } finally {
            lock.unlock();
        }
    }

    /** All objects of a kind, sorted by namespace and name; of one namespace unless that is empty. */
    List<ObjectNode> list(Kind kind, String namespace) {
        return locked(() -> {
            TreeMap<String, ObjectNode> all = of(kind);
            return namespace.isEmpty()
                    ? List.copyOf(all.values())
                    : List.copyOf(all.subMap(namespace + "/", namespace + "0").values());
        });
    }

    /** What names this uid among its owners. */
    List<Key> dependents(String uid) {
        return locked(() -> List.copyOf(dependents.getOrDefault(uid, Set.of())));
    }

    ObjectNode put(Key key, ObjectNode object) {
        return locked(() -> {
            version++;
            Json.under(object, "metadata").put("resourceVersion", Long.toString(version));
            ObjectNode previous = of(key.kind()).put(key.path(), object);
            if (previous != null) {
                index(key, previous, false);
            }
            index(key, object, true);
            Change.Type type = previous == null ? Change.Type.ADDED : Change.Type.MODIFIED;
            publish(new Change(type, version, key, object, previous));
            return object;
        });
    }

    /** Removes an object and gives its last state, which carries the version of its removal; null if it is not there. */
    @Nullable
    ObjectNode remove(Key key) {
        lock.lock();
        try {
            ObjectNode previous = of(key.kind()).remove(key.path());
            if (previous == null) {
                return null;
            }
            index(key, previous, false);
            version++;
            ObjectNode last = previous.deepCopy();
            Json.under(last, "metadata").put("resourceVersion", Long.toString(version));
            publish(new Change(Change.Type.DELETED, version, key, last, previous));
            return last;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The changes after a version, oldest first.
     *
     * @throws ApiFailure 410 if some of them are no longer remembered
     */
    List<Change> since(long from) {
        return locked(() -> {
            if (from < cut) {
                throw ApiFailure.expired("too old resource version: " + from + " (" + cut + ")");
            }
            List<Change> later = new ArrayList<>();
            for (Change change : history) {
                if (change.version() > from) {
                    later.add(change);
                }
            }
            return later;
        });
    }

    /** Forgets all changes so far, so that a watch from any earlier version is answered with 410. */
    void cutHistory() {
        locked(() -> {
            history.clear();
            cut = version;
            return cut;
        });
    }

    private void publish(Change change) {
        history.addLast(change);
        while (history.size() > capacity) {
            cut = history.removeFirst().version();
        }
        listeners.forEach(listener -> listener.accept(change));
    }

    private TreeMap<String, ObjectNode> of(Kind kind) {
        TreeMap<String, ObjectNode> all = objects.get(kind);
        if (all == null) {
            throw new IllegalStateException("a kind without a table: " + kind);
        }
        return all;
    }

    private void index(Key key, ObjectNode object, boolean present) {
        Json.at(object, "metadata", "ownerReferences").forEach(owner -> {
            String uid = owner.path("uid").asText();
            if (present) {
                dependents.computeIfAbsent(uid, any -> new LinkedHashSet<>()).add(key);
            } else {
                dependents.computeIfPresent(uid, (any, keys) -> {
                    keys.remove(key);
                    return keys.isEmpty() ? null : keys;
                });
            }
        });
    }
}
