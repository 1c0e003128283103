package lifeboat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.RunLease;
import lifeboat.journal.Head;
import lifeboat.perform.Fencing;
import lifeboat.perform.Identities;
import lifeboat.perform.PerformException;
import lifeboat.perform.World;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import lifeboat.runbook.Target;

/**
 * The lock of a run where other machines can see it: a Lease in its namespace, with the step and the last beat. Whoever notices
 * first that it was lost, the beat or a change that is about to be made, tells the run.
 */
final class ClusterLease implements Fencing {
    private static final long BEAT_SECONDS = 10;
    /** After so long without a sight of the lease it is looked at again before the next change. */
    private static final Duration TRUSTED = Duration.ofSeconds(3 * BEAT_SECONDS);

    private static final String GONE = "the lease was deleted by somebody";

    private final World world;
    private final String target;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final long fence;
    private RunLease held;
    private Instant seen;
    private long seenNanos;
    private Optional<String> loss = Optional.empty();
    private Optional<Consumer<String>> hears = Optional.empty();
    private Optional<Thread> beat = Optional.empty();

    /** A lock that was just taken, or seen to be held. */
    ClusterLease(World world, String target, RunLease held, InstantSource clock, LongSupplier nanos) {
        this.world = world;
        this.target = target;
        this.held = held;
        this.fence = held.fence();
        this.clock = clock;
        this.nanos = nanos;
        this.seen = clock.instant();
        this.seenNanos = nanos.getAsLong();
    }

    /**
     * Takes it and sets the world's fence; nothing if the runbook has no cluster, or leases may not be used there.
     *
     * @throws HeldElsewhere if somebody else has it, and the operator does not take it over
     */
    static Optional<ClusterLease> take(
            Wiring wiring, World world, Run run, String lockName, List<RunEvent> events, TakeOver takeOver)
            throws PerformException, Complaint, HeldElsewhere {
        Optional<String> target = run.book().targets().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Target.Cluster)
                .map(Map.Entry::getKey)
                .findFirst();
        if (target.isEmpty()) {
            return Optional.empty();
        }
        String holder = wiring.machine().who() + "/" + run.id();
        Cluster cluster = world.cluster(run, target.get());
        RunLease.Answer answer;
        Optional<String> from = Optional.empty();
        try {
            answer = ask(cluster, lockName, holder, run, from);
            if (answer instanceof RunLease.Answer.Theirs theirs) {
                from = takeOver.ask(theirs.lease()).filter(theirs.lease().run()::equals);
                if (from.isPresent()) {
                    answer = ask(cluster, lockName, holder, run, from);
                }
            }
        } catch (ClusterException e) {
            throw Complaint.refused("the lock in the cluster cannot be taken: " + e.getMessage(), e.hint());
        }
        if (answer instanceof RunLease.Answer.Theirs theirs) {
            throw new HeldElsewhere(lockName, theirs.lease());
        }
        if (answer instanceof RunLease.Answer.Ours ours) {
            ClusterLease lease = new ClusterLease(
                    world, target.get(), ours.lease(), wiring.machine().clock(), System::nanoTime);
            world.fence(lease);
            events.add(new RunEvent.LockTaken("lease " + ours.lease().leaseName(), holder, from));
            if (from.isPresent()) {
                String deposed = from.get();
                cluster.claim(ours.lease().fence())
                        .forEach(line -> events.add(new RunEvent.NoteAdded(
                                "run " + deposed + " may still change what could not be claimed: " + line)));
            }
            return Optional.of(lease);
        }
        world.fence(Fencing.of(1));
        return Optional.empty();
    }

    private static RunLease.Answer ask(
            Cluster cluster, String lockName, String holder, Run run, Optional<String> takeOverFrom)
            throws ClusterException {
        // Where the lease was deleted, the objects still tell how high fences have come.
        long least = cluster.lease(lockName).isPresent() ? 1 : cluster.highestFence() + 1;
        return cluster.acquireLease(new RunLease.Request(lockName, holder, run.id(), step(run), least, takeOverFrom));
    }

    /** Where a run is, for others. */
    static String step(Run run) {
        return run.current().map(Step::id).map(StepId::value).orElse("the end");
    }

    @Override
    public long value() {
        return fence;
    }

    @Override
    public synchronized Optional<String> lost(Run run, boolean afresh) {
        if (loss.isPresent() || !(afresh || isLate())) {
            return loss;
        }
        try {
            Optional<RunLease> now = world.cluster(run, target).lease(held.lockKey());
            if (now.filter(this::isOurs).isPresent()) {
                saw();
                return Optional.empty();
            }
            return miss(run, now.map(ClusterLease::takenBy).orElse(GONE));
        } catch (ClusterException | PerformException e) {
            if (e instanceof ClusterException unseen && unseen.kind() == ClusterException.Kind.FORBIDDEN) {
                // The fence on the objects is still tested by every change.
                return Optional.empty();
            }
            return Optional.of("whether this run still has its lock cannot be seen since "
                    + seen.truncatedTo(ChronoUnit.SECONDS) + ": " + e.getMessage());
        }
    }

    private boolean isOurs(RunLease now) {
        return now.held() && now.run().equals(held.run()) && now.fence() == fence;
    }

    private static String takenBy(RunLease now) {
        return now.held()
                ? "it was taken over by " + String.join(", ", TakeOver.told(now))
                : "it was taken over by run " + now.run() + ", which has given it back";
    }

    /** A machine that slept, or whose clock was moved, is late by one clock and not by the other. */
    private boolean isLate() {
        boolean byNanos = nanos.getAsLong() - seenNanos > TRUSTED.toNanos();
        Duration wall = Duration.between(seen, clock.instant());
        return byNanos || wall.isNegative() || wall.compareTo(TRUSTED) > 0;
    }

    /** Lost, unless it was looked for at another cluster: what is not there tells nothing. */
    private Optional<String> miss(Run run, String reason) throws PerformException {
        Optional<String> elsewhere = Identities.another(world, run, target);
        if (elsewhere.isEmpty()) {
            lose(reason);
        }
        return elsewhere.or(() -> loss);
    }

    private void saw() {
        seen = clock.instant();
        seenNanos = nanos.getAsLong();
    }

    private void lose(String reason) {
        loss = Optional.of(reason);
        hears.ifPresent(ear -> ear.accept(reason));
    }

    /** Says from now on, until it is told to end, that the run lives and where it is, and what the head of its audit is. */
    synchronized void beat(Supplier<Run> now, Supplier<Head> audit, Consumer<String> onLoss) {
        hears = Optional.of(onLoss);
        loss.ifPresent(onLoss);
        Thread thread = new Thread(
                () -> {
                    try {
                        while (!isLost()) {
                            TimeUnit.SECONDS.sleep(BEAT_SECONDS);
                            renew(now.get(), audit.get());
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "lease");
        thread.setDaemon(true);
        thread.start();
        beat = Optional.of(thread);
    }

    /** What a journal calls it. */
    synchronized String name() {
        return "lease " + held.leaseName();
    }

    private synchronized boolean isLost() {
        return loss.isPresent();
    }

    /** No beat any more; the lease stays what it is. */
    synchronized void endBeating() {
        beat.ifPresent(Thread::interrupt);
    }

    /** One beat; a cluster that cannot be reached misses it, and the steps say so themselves. */
    synchronized void renew(Run run, Head audit) {
        if (loss.isPresent()) {
            return;
        }
        try {
            beatOnce(run, audit);
        } catch (ClusterException | PerformException unseen) {
            return;
        }
    }

    private void beatOnce(Run run, Head audit) throws ClusterException, PerformException {
        try {
            // Connections are made anew when a parameter changes, so none is kept here.
            RunLease.Answer answer = world.cluster(run, target).renewLease(held, step(run), audit.text());
            if (answer instanceof RunLease.Answer.Ours ours) {
                held = ours.lease();
                saw();
            } else if (answer instanceof RunLease.Answer.Theirs theirs) {
                miss(run, takenBy(theirs.lease()));
            }
        } catch (ClusterException e) {
            if (e.kind() != ClusterException.Kind.NOT_FOUND) {
                throw e;
            }
            miss(run, GONE);
        }
    }

    /** Gives it back, if it still is this run's. */
    synchronized Optional<RunEvent> release(Run run) throws ClusterException, PerformException {
        if (loss.isPresent()) {
            return Optional.empty();
        }
        world.cluster(run, target).releaseLease(held);
        return Optional.of(new RunEvent.LockReleased(name()));
    }
}
