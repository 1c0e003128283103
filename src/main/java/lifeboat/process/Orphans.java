package lifeboat.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Programs that an earlier process of ours started and left behind. Their exit status is lost: that one has ended says nothing
 * about how. Safe for any thread.
 */
public final class Orphans {
    /** What is known about a program of an earlier process. */
    public enum State {
        /** It still runs, or something that it started in its session does. */
        RUNNING,
        /** It has ended, whatever has its pid now. */
        GONE,
        /** Something has its pid, and it cannot be told whether that is the program. */
        UNKNOWN
    }

    private final ProcessTable table;
    private final SessionStop signals;

    /** Orphans of this machine. */
    public Orphans() {
        this(new ProcessTable(Path.of("/proc")));
    }

    Orphans(ProcessTable table) {
        this.table = table;
        this.signals = new SessionStop(table);
    }

    /** Whether the program that had this pid and these {@link Running#startTicks()} still runs. */
    public State state(long pid, String startTicks) {
        Optional<ProcessTable.Entry> entry = table.find(pid);
        if (startTicks.isEmpty()) {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() ? State.UNKNOWN : State.GONE;
        }
        if (entry.isPresent() && !entry.get().startTicks().equals(startTicks)) {
            return State.GONE;
        }
        if (entry.isPresent() && !entry.get().ended()) {
            return State.RUNNING;
        }
        // Its own process is over; the kernel keeps the number while anything else is left in the session.
        return table.session(pid).isEmpty() ? State.GONE : State.RUNNING;
    }

    /** Whether that very program still runs, for certain. */
    public boolean alive(long pid, String startTicks) {
        return state(pid, startTicks) == State.RUNNING;
    }

    /** Waits for its end; false when the time is up first. */
    public boolean await(long pid, String startTicks, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (state(pid, startTicks) != State.GONE) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return true;
    }

    /**
     * Stops it and its session: TERM, then KILL when the grace is over. True when it is gone; false when it is not, or when it
     * is not certain that it is the program: then nothing is touched.
     */
    public boolean stop(long pid, String startTicks, Duration grace) throws InterruptedException {
        State state = state(pid, startTicks);
        if (state != State.RUNNING) {
            return state == State.GONE;
        }
        boolean ownSession = table.find(pid).map(e -> e.session() == pid).orElse(true);
        signals.ask(pid, ownSession);
        if (await(pid, startTicks, grace)) {
            return true;
        }
        signals.end(pid, ownSession);
        return await(pid, startTicks, Duration.ofSeconds(5));
    }
}
