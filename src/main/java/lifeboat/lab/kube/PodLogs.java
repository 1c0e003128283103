package lifeboat.lab.kube;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the programs in pods have said, for {@code kubectl logs}; the oldest lines are forgotten, and a pod's go with it. */
final class PodLogs {
    private static final int KEPT = 200;

    private final Map<String, Deque<String>> lines = new ConcurrentHashMap<>();

    void say(String uid, String line) {
        Deque<String> said = lines.computeIfAbsent(uid, any -> new ArrayDeque<>());
        synchronized (said) {
            said.addLast(line);
            if (said.size() > KEPT) {
                said.removeFirst();
            }
        }
    }

    void forget(String uid) {
        lines.remove(uid);
    }

    /** Every line with its end. */
    String text(String uid) {
        Deque<String> said = lines.getOrDefault(uid, new ArrayDeque<>());
        synchronized (said) {
            return said.isEmpty() ? "" : String.join("\n", said) + "\n";
        }
    }
}
