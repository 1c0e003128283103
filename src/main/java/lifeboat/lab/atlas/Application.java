package lifeboat.lab.atlas;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The application above the store: it commits transactions, and keeps some open for a while, so that at every moment one has
 * begun and not committed. What it committed it remembers, whatever becomes of the store. For one thread.
 */
final class Application {
    private static final int ROWS = 40;
    private static final int SLOW_EVERY = 3;
    private static final int OPEN = 2;

    /** A transaction that was committed, with the one value that it wrote. */
    record Committed(long start, long commit, String row, String value) {}

    /** One that is under way. */
    private record Slow(long start, String row, String value) {}

    private final List<Committed> ledger;
    private final Deque<Slow> slow = new ArrayDeque<>();
    private long count;

    Application(List<Committed> ledger) {
        this.ledger = ledger;
        this.count = ledger.size();
    }

    /** Does a little work: commits one transaction, now and then begins a long one, and commits one that was begun before. */
    void work(AtlasTables tables, Timestamps timestamps) throws SQLException {
        count++;
        if (count % SLOW_EVERY == 0) {
            long start = timestamps.fresh();
            Slow one = new Slow(start, "slow/" + count, "slow-" + count);
            tables.put(one.row(), start, one.value());
            slow.add(one);
        }
        if (slow.size() > OPEN) {
            Slow one = slow.remove();
            commit(tables, timestamps, one.start(), one.row(), one.value());
        }
        long start = timestamps.fresh();
        String row = "order/" + count % ROWS;
        String value = "v" + count;
        tables.put(row, start, value);
        commit(tables, timestamps, start, row, value);
    }

    private void commit(AtlasTables tables, Timestamps timestamps, long start, String row, String value)
            throws SQLException {
        long commit = timestamps.fresh();
        tables.commit(start, commit);
        synchronized (ledger) {
            ledger.add(new Committed(start, commit, row, value));
        }
    }

    /** A transaction that was given up is marked as such. */
    void giveUp(AtlasTables tables) throws SQLException {
        for (Slow one = slow.poll(); one != null; one = slow.poll()) {
            tables.commit(one.start(), -1);
        }
    }

    static List<Committed> copy(List<Committed> ledger) {
        synchronized (ledger) {
            return new ArrayList<>(ledger);
        }
    }
}
