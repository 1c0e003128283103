package lifeboat.perform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What there is to show: the newest snapshot, and what happened since somebody looked. The run thread never waits here:
 * when nobody looks, output lines are dropped, oldest first; events are kept.
 */
public final class Outlet {
    private static final int MOST = 10_000;

    private final Deque<Item> items = new ArrayDeque<>();
    private int outputs;
    private @Nullable Snapshot latest;
    private Runnable listener = () -> {};

    /**
     * From now on tells whenever there is something newer, on whatever thread it happens; replaces the listener before.
     *
     * @param changed must not block, and must not call back
     */
    public synchronized void onChange(Runnable changed) {
        listener = changed;
    }

    synchronized void offer(Item item) {
        items.add(item);
        if (!(item instanceof Item.Happened) && ++outputs > MOST) {
            dropOldestOutput();
        }
        notifyAll();
        listener.run();
    }

    private void dropOldestOutput() {
        for (Item item : items) {
            if (!(item instanceof Item.Happened)) {
                items.remove(item);
                outputs--;
                return;
            }
        }
    }

    synchronized void publish(Snapshot snapshot) {
        latest = snapshot;
        notifyAll();
        listener.run();
    }

    /** The newest snapshot. */
    public synchronized Snapshot latest() {
        if (latest == null) {
            throw new IllegalStateException("the conductor has not begun");
        }
        return latest;
    }

    /** All that happened since this was called last, in order. */
    public synchronized List<Item> drain() {
        List<Item> all = new ArrayList<>(items);
        items.clear();
        outputs = 0;
        return all;
    }

    /** Waits until something happened or a newer snapshot than that version is there, but not longer than this. */
    public synchronized void await(long version, long time, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(time);
        while (items.isEmpty() && latest().version() <= version) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
