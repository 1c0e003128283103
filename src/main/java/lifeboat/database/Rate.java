package lifeboat.database;

import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes a second over the last few seconds. For one thread. */
final class Rate {
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private record Point(long nanos, long bytes) {}

    private final Deque<Point> points = new ArrayDeque<>();

    /** Notes how much there is now, and tells the rate; 0 until two moments are known. */
    long at(long nanos, long bytes) {
        points.addLast(new Point(nanos, bytes));
        while (points.size() > 2 && nanos - points.getFirst().nanos() > WINDOW_NANOS) {
            points.removeFirst();
        }
        Point first = points.getFirst();
        long span = nanos - first.nanos();
        return span <= 0 ? 0 : Math.max(0, Math.round((bytes - first.bytes()) * 1e9 / span));
    }
}
