package lifeboat.perform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import lifeboat.run.Intent;
import lifeboat.run.Run;
import lifeboat.run.RunRecord;

/**
 * The run thread and its workers without threads: the real {@link Proceeding} and {@link Workers}, turned by hand, so that a
 * simulation decides what comes after what, and the same dice give the same run.
 *
 * <p>What a worker does happens inside {@link #work}; it may turn the engine again from there, as other threads would
 * meanwhile. A message is dealt with as {@link Conductor} does it.
 */
public final class SimEngine {
    private final Deque<Message> mail = new ArrayDeque<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private final Outlet outlet = new Outlet();
    private final Proceeding proceeding;
    private final Workers workers;
    private long tickets;
    private boolean ended;
    private boolean lost;
    private Optional<RuntimeException> fault = Optional.empty();

    /** Thrown where a process that is no more would have gone on. */
    public static final class Gone extends Error {
        private static final long serialVersionUID = 1L;

        /** Without a trace, as there is nobody to read it. */
        public Gone() {
            super("the process is gone", null, false, false);
        }
    }

    /**
     * An engine that has not begun; see {@link Conductor}.
     *
     * @param nanos a clock that never goes back, for what the operator was shown too long ago
     */
    public SimEngine(Run run, RunRecord record, Performer performer, LongSupplier nanos) {
        workers = new Workers(performer, this::post, outlet, new Queue());
        proceeding = new Proceeding(
                run, record, workers, outlet, secret -> "hmac-sha256:" + "0".repeat(64), (n, v) -> {}, nanos);
    }

    /** Does first what a crash left owed. */
    public void begin() {
        outlet.publish(proceeding.snapshot(0));
        turning(() -> {
            proceeding.begin();
            proceeding.advance();
        });
    }

    /** Whether a message waits for the run thread. */
    public boolean hasMail() {
        return !ended && !mail.isEmpty();
    }

    /** How many tasks wait for a worker. */
    public int tasks() {
        return ended ? 0 : tasks.size();
    }

    /** The run thread takes so many of the messages that wait, at most, and then does what needs no operator. */
    public void turn(int most) {
        turning(() -> {
            for (int i = 0; i < most && !mail.isEmpty() && !proceeding.isOver(); i++) {
                proceeding.take(mail.remove());
            }
            proceeding.advance();
        });
    }

    /** A worker carries out one of the tasks that wait, from its beginning to its end. */
    public void work(int which) {
        tasks.remove(which).run();
    }

    /** Puts a wish before the run thread. */
    public long wish(Wish wish) {
        mail.add(new Message.Asked(++tickets, wish));
        return tickets;
    }

    /** What the operator sees. */
    public Snapshot latest() {
        return outlet.latest();
    }

    /** What happened since the operator looked last. */
    public List<Item> items() {
        return outlet.drain();
    }

    /** The process is killed: nothing of it goes on. */
    public void kill() {
        ended = true;
        mail.clear();
        tasks.clear();
    }

    /** What the run thread threw, if it did: the power loss of a disk in memory, or a fault of ours. */
    public Optional<RuntimeException> fault() {
        return fault;
    }

    /** Whether the run thread has come to its end. */
    public boolean isOver() {
        return ended;
    }

    /** Whether it ended because its record could not be kept. */
    public boolean isLost() {
        return lost;
    }

    @FunctionalInterface
    private interface Turning {
        void turn() throws RunRecord.RecordException;
    }

    private void turning(Turning turning) {
        try {
            turning.turn();
            ended |= proceeding.isOver();
        } catch (RunRecord.RecordException cannotKeep) {
            outlet.offer(new Item.Refused(cannotKeep.reason(), cannotKeep.hint()));
            proceeding.end();
            ended = true;
            lost = true;
        } catch (RuntimeException thrown) {
            fault = Optional.of(thrown);
            kill();
            return;
        }
        outlet.publish(proceeding.snapshot(outlet.latest().version() + 1));
        if (ended) {
            workers.close();
        }
    }

    private void post(Message message) {
        if (ended) {
            return;
        }
        mail.add(message);
        if (message instanceof Message.Told told && told.intent() instanceof Intent.Started) {
            // The worker waits until that is on disk.
            while (!ended && mail.contains(message)) {
                turn(1);
            }
            if (ended) {
                throw new Gone();
            }
        }
    }

    /** Keeps the tasks until somebody carries them out. */
    private final class Queue extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void shutdown() {
            tasks.clear();
        }

        @Override
        public List<Runnable> shutdownNow() {
            tasks.clear();
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return ended;
        }

        @Override
        public boolean isTerminated() {
            return ended;
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) {
            return ended;
        }
    }
}
