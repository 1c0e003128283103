package lifeboat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.RunLease;
import lifeboat.journal.Head;
import lifeboat.perform.PerformException;
import lifeboat.perform.World;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import lifeboat.runbook.Target;

/** The lock of a run where other machines can see it: a Lease in its namespace, with the step and the last beat. */
final class ClusterLease {
    private static final long BEAT_SECONDS = 10;

    private final World world;
    private final String target;
    private RunLease held;
    private Optional<Thread> beat = Optional.empty();

    private ClusterLease(World world, String target, RunLease held) {
        this.world = world;
        this.target = target;
        this.held = held;
    }

    /**
     * Takes it and sets the world's fence; nothing if the runbook has no cluster, or leases may not be used there.
     *
     * @throws Complaint if somebody else has it
     */
    static Optional<ClusterLease> take(Wiring wiring, World world, Run run, String lockName, List<RunEvent> events)
            throws PerformException, Complaint {
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
        try {
            answer = cluster.acquireLease(
                    new RunLease.Request(lockName, holder, run.id(), step(run), 1, Optional.empty()));
        } catch (ClusterException e) {
            throw Complaint.refused("the lock in the cluster cannot be taken: " + e.getMessage(), e.hint());
        }
        if (answer instanceof RunLease.Answer.Theirs theirs) {
            RunLease other = theirs.lease();
            throw Complaint.refused(
                    "somebody else works on " + lockName + ": " + other.holder() + ", at step " + other.step()
                            + ", last heard of "
                            + other.lastBeat().map(Instant::toString).orElse("never"),
                    "Ask them. If that run was left or is dead, finish it on its machine: `lifeboat resume "
                            + other.run() + "`.");
        }
        if (answer instanceof RunLease.Answer.Ours ours) {
            world.fence(ours.lease().fence());
            events.add(new RunEvent.LockTaken("lease " + ours.lease().leaseName(), holder));
            return Optional.of(new ClusterLease(world, target.get(), ours.lease()));
        }
        world.fence(1);
        return Optional.empty();
    }

    private static String step(Run run) {
        return run.current().map(Step::id).map(StepId::value).orElse("the end");
    }

    /** Says from now on, until it is told to end, that the run lives and where it is, and what the head of its audit is. */
    synchronized void beat(Supplier<Run> now, Supplier<Head> audit) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
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

    /** No beat any more; the lease stays what it is. */
    synchronized void endBeating() {
        beat.ifPresent(Thread::interrupt);
    }

    /** One beat; a cluster that cannot be reached misses it, and the steps say so themselves. */
    synchronized void renew(Run run, Head audit) {
        try {
            // Connections are made anew when a parameter changes, so none is kept here.
            if (world.cluster(run, target).renewLease(held, step(run), audit.text())
                    instanceof RunLease.Answer.Ours ours) {
                held = ours.lease();
            }
        } catch (ClusterException | PerformException unseen) {
            return;
        }
    }

    /** Gives it back. */
    synchronized RunEvent release(Run run) throws ClusterException, PerformException {
        world.cluster(run, target).releaseLease(held);
        return new RunEvent.LockReleased("lease " + held.leaseName());
    }
}
