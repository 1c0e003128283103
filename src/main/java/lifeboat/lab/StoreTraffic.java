package lifeboat.lab;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the lab's S3 server was asked to do since its buckets were filled, and the failures it still has to show. */
public final class StoreTraffic {
    private final Map<String, Long> operations = new TreeMap<>();
    private final Map<String, Long> written = new TreeMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());

    /** One failure with what is left of it. */
    private static final class Pending {
        private final StoreFault fault;
        private long after;
        private long times;

        private Pending(StoreFault fault) {
            this.fault = fault;
            this.after = fault.after();
            this.times = fault.times();
        }
    }

    /** Adds a failure to those that are to come. */
    public synchronized void fail(StoreFault fault) {
        pending.add(new Pending(fault));
    }

    /** Forgets the failures that have not come yet. */
    public synchronized void heal() {
        pending.clear();
    }

    /** How often each operation succeeded, by the names of {@link StoreFault#operation()}. */
    public synchronized Map<String, Long> operations() {
        return new TreeMap<>(operations);
    }

    /**
     * How often each object was written: put, copied onto, or completed from parts. The key is bucket, slash, key; a
     * value above 1 means that work was done twice.
     */
    public synchronized Map<String, Long> written() {
        return new TreeMap<>(written);
    }

    /** For how long nobody has asked for anything, in nanoseconds. */
    long idleNanos() {
        return System.nanoTime() - lastNanos.get();
    }

    synchronized Optional<StoreFault.Kind> next(String operation) {
        lastNanos.set(System.nanoTime());
        for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
            Pending candidate = each.next();
            String wanted = candidate.fault.operation();
            if (!wanted.equals("any") && !wanted.equals(operation)) {
                continue;
            }
            if (candidate.after > 0) {
                candidate.after--;
                continue;
            }
            candidate.times--;
            if (candidate.times == 0) {
                each.remove();
            }
            return Optional.of(candidate.fault.kind());
        }
        return Optional.empty();
    }

    synchronized void done(String operation) {
        operations.merge(operation, 1L, Long::sum);
    }

    synchronized void wrote(String bucket, String key) {
        written.merge(bucket + "/" + key, 1L, Long::sum);
    }
}
