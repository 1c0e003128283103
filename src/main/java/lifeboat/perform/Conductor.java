package lifeboat.perform;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.run.Run;
import lifeboat.run.RunRecord;

/**
 * The run thread: decides, is the journal's only writer, hands orders to the workers, and never waits for a screen.
 *
 * <p>Steps that only read go by themselves; for any other it has the preview made and then waits for the operator. What
 * it waits for is {@link Snapshot#question()}.
 */
public final class Conductor implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Conductor.class.getName());

    private final Workers workers;
    private final Outlet outlet = new Outlet();
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final AtomicLong tickets = new AtomicLong();
    private final Proceeding proceeding;
    private final Thread thread;

    /**
     * A conductor that has not begun.
     *
     * @param run as replayed, with {@code run.opened} or {@code run.resumed} already in it
     * @param secretDigest what stands in the journal for a secret
     * @param onChange hears the new value of a parameter, secrets in clear, before it is used
     */
    public Conductor(
            Run run,
            RunRecord record,
            Performer performer,
            UnaryOperator<String> secretDigest,
            BiConsumer<String, String> onChange) {
        this(run, record, performer, secretDigest, onChange, System::nanoTime);
    }

    /** The same with another clock to tell how long ago something was shown. */
    Conductor(
            Run run,
            RunRecord record,
            Performer performer,
            UnaryOperator<String> secretDigest,
            BiConsumer<String, String> onChange,
            LongSupplier nanoTime) {
        this.workers = new Workers(performer, messages::add, outlet);
        this.proceeding = new Proceeding(run, record, workers, outlet, secretDigest, onChange, nanoTime);
        this.thread = new Thread(this::loop, "run");
    }

    /** Begins; to be called once. */
    public void begin() {
        outlet.publish(proceeding.snapshot(0));
        thread.start();
    }

    /** Puts a wish before the run thread. Its number is in a snapshot's {@code ticket} once it was dealt with. */
    public long wish(Wish wish) {
        long number = tickets.incrementAndGet();
        messages.add(new Message.Asked(number, wish));
        return number;
    }

    /** Tells that a lock of the run was lost: what is under way goes on to its end, nothing new begins, and the run parks. */
    public void lost(String lock, String reason) {
        messages.add(new Message.LockLost(lock, reason));
    }

    /** Where whoever shows the run finds what to show. */
    public Outlet outlet() {
        return outlet;
    }

    /** Waits until the run was left or closed. */
    public void await() throws InterruptedException {
        thread.join();
    }

    /** Waits so long for the end; false if it did not come. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        thread.join(unit.toMillis(time));
        return !thread.isAlive();
    }

    @Override
    public void close() {
        workers.close();
    }

    private void loop() {
        try {
            proceeding.begin();
            proceeding.advance();
            publish();
            while (!proceeding.isOver()) {
                proceeding.take(messages.take());
                for (Message more = messages.poll(); more != null; more = messages.poll()) {
                    proceeding.take(more);
                }
                proceeding.advance();
                publish();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RunRecord.RecordException lost) {
            // Nothing may be done on the strength of what is not on disk: the run ends here, to be resumed.
            outlet.offer(new Item.Refused(lost.reason(), lost.hint()));
        } catch (RuntimeException fault) {
            LOG.log(Level.SEVERE, "fault in the run thread", fault);
            outlet.offer(new Item.Refused(
                    "an internal fault: " + fault,
                    "The journal is whole; resume the run, or look into the debug log."));
        } finally {
            proceeding.end();
            publish();
            workers.close();
        }
    }

    private void publish() {
        outlet.publish(proceeding.snapshot(outlet.latest().version() + 1));
    }
}
