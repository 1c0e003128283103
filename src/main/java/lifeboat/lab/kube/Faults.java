package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The faults in force. */
public final class Faults {
    private final Map<Integer, Fault> active = new LinkedHashMap<>();
    private final Map<Integer, Integer> left = new LinkedHashMap<>();
    private final List<Consumer<Fault>> listeners = new CopyOnWriteArrayList<>();
    private int last;

    Faults() {}

    /** Puts a fault into force and gives the number by which it can be taken back. */
    public int add(Fault fault) {
        int id;
        synchronized (this) {
            id = ++last;
            boolean once = fault.effect() == Fault.Effect.CUT_WATCHES || fault.effect() == Fault.Effect.EXPIRE_HISTORY;
            if (!once) {
                active.put(id, fault);
                left.put(id, fault.count());
            }
        }
        listeners.forEach(listener -> listener.accept(fault));
        return id;
    }

    /** Takes a fault back; says nothing if it is over. */
    public synchronized void remove(int id) {
        active.remove(id);
        left.remove(id);
    }

    /** Takes all faults back. Permissions that were taken away stay so; see {@link AccessRules#allowAll()}. */
    public synchronized void clear() {
        active.clear();
        left.clear();
    }

    /** The faults in force, oldest first. */
    public synchronized List<Fault> active() {
        return List.copyOf(active.values());
    }

    void listen(Consumer<Fault> listener) {
        listeners.add(listener);
    }

    /** The faults that meet a request or an object; each has happened once more. */
    synchronized List<Fault> take(Set<Fault.Effect> effects, String verb, Kind kind, String name) {
        List<Fault> met = new ArrayList<>();
        for (Map.Entry<Integer, Fault> entry : List.copyOf(active.entrySet())) {
            Fault fault = entry.getValue();
            if (!effects.contains(fault.effect()) || !fault.meets(verb, kind, name)) {
                continue;
            }
            met.add(fault);
            int times = left.getOrDefault(entry.getKey(), 0);
            if (times == 1) {
                remove(entry.getKey());
            } else if (times > 1) {
                left.put(entry.getKey(), times - 1);
            }
        }
        return met;
    }

    /** Whether a fault that does not wear out meets an object. */
    synchronized boolean holds(Fault.Effect effect, Kind kind, String name) {
        return active.values().stream()
                .anyMatch(fault -> fault.effect() == effect && fault.meets(fault.verb(), kind, name));
    }

    synchronized ObjectNode json() {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("faults");
        active.forEach((id, fault) -> list.add(fault.json().put("id", id).put("left", left.getOrDefault(id, 0))));
        return answer;
    }
}
