package lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import lifeboat.cluster.RunLease;
import lifeboat.fault.Fault;
import lifeboat.perform.Wish;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators at two machines, and one cluster. */
@Fault("F20")
class TwoOperatorsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        bench = new Bench(folder);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private static TakeOver typing(String answer) {
        return theirs -> Optional.of(answer);
    }

    @Test
    void theSecondOneReadsWhoHasTheLockWhereAtWhichStepAndTheLastBeat() throws Exception {
        try (Aboard ann = bench.operator("ann", "bastion1").open(TakeOver.NEVER)) {
            ann.yes("down");
            ann.asksFor("console");
            List<RunLease> asked = new ArrayList<>();
            Bench.Operator bob = bench.operator("bob", "laptop");

            Complaint refused = catchThrowableOfType(
                    Complaint.class,
                    () -> bob.open(theirs -> {
                        asked.add(theirs);
                        return Optional.of("some-other-run");
                    }));

            assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
            assertThat(refused.reason())
                    .contains(
                            "ann@bastion1/" + ann.id(),
                            "at step ",
                            "last heard of " + Instant.now().toString().substring(0, 11));
            assertThat(refused.hint()).contains("lifeboat resume " + ann.id());
            assertThat(asked).singleElement().satisfies(theirs -> assertThat(theirs.run())
                    .isEqualTo(ann.id()));
            assertThat(bob.wiring.state().runs(bob.wiring.holder("x"))).isEmpty();
            Run end = ann.yes("console", "console-up", "up").over();
            assertThat(end.result()).contains("done");
        }
    }

    @Test
    void whoseLockWasTakenOverChangesNothingMoreParksAndSaysSoAndBothAuditsHaveIt() throws Exception {
        Bench.Operator annAtHerMachine = bench.operator("ann", "bastion1");
        String annsRun;
        try (Aboard ann = annAtHerMachine.open(TakeOver.NEVER)) {
            annsRun = ann.id();
            ann.yes("down");
            ann.asksFor("console");
            int before = bench.changes(annsRun).size();
            try (Aboard bob = bench.operator("bob", "laptop").open(typing(annsRun))) {
                RunEvent.LockTaken taken = bob.told(RunEvent.LockTaken.class).stream()
                        .filter(event -> event.name().startsWith("lease "))
                        .findFirst()
                        .orElseThrow();
                assertThat(taken.from()).contains(annsRun);

                ann.wish(new Wish.Confirm(new StepId("console"), false, "yes"));
                Run parked = ann.over();

                assertThat(bench.changes(annsRun)).hasSize(before);
                assertThat(parked.phase()).isEqualTo(Run.Phase.LEFT);
                assertThat(parked.holds()).hasSize(1);
                assertThat(ann.told(RunEvent.LockLost.class)).singleElement().satisfies(lost -> {
                    assertThat(lost.name()).isEqualTo(taken.name());
                    assertThat(lost.reason()).contains("taken over by bob@laptop/" + bob.id());
                });
                assertThat(ann.refusals()).anyMatch(reason -> reason.contains("bob@laptop"));
                ann.close();

                Complaint refused =
                        catchThrowableOfType(Complaint.class, () -> annAtHerMachine.resume(annsRun, TakeOver.NEVER));
                assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
                assertThat(refused.reason()).contains("bob@laptop/" + bob.id());
                assertThat(bench.changes(annsRun)).hasSize(before);
                bob.leave();
            }
        }
        try (Aboard again = annAtHerMachine.resume(annsRun, theirs -> Optional.of(theirs.run()))) {
            assertThat(again.session().run().lost()).isEmpty();
            assertThat(again.failed("console")).contains("taken over by bob@laptop");
            again.wish(new Wish.Retry(new StepId("console")));
            Run end = again.yes("console", "console-up", "up").over();
            assertThat(end.result()).contains("done");
            assertThat(end.holds()).isEmpty();
            assertThat(again.told(RunEvent.LockLost.class)).hasSize(1);
        }
    }

    @Test
    @Fault("F14")
    void aRunThatSleptLooksAtItsLockBeforeItsNextChangeWhicheverClockTells() throws Exception {
        AtomicReference<Duration> slept = new AtomicReference<>(Duration.ZERO);
        InstantSource clock = () -> Instant.now().plus(slept.get());
        try (Aboard ann = bench.new Operator("ann", "bastion1", clock).open(TakeOver.NEVER)) {
            ann.asksFor("down");
            // From here on what ann's machine believes is old: nothing looks at the lease but what has to.
            try (Aboard bob = bench.operator("bob", "laptop").open(typing(ann.id()))) {
                ClusterLease lease = ann.session().lease().orElseThrow();
                assertThat(lease.lost(ann.session().run(), false)).isEmpty();
                slept.set(Duration.ofMinutes(5));
                assertThat(lease.lost(ann.session().run(), false)).isPresent();
                Run parked = ann.over();
                assertThat(parked.phase()).isEqualTo(Run.Phase.LEFT);
                assertThat(bench.changes(ann.id())).isEmpty();
                assertThat(ann.told(RunEvent.LockLost.class)).hasSize(1);
                bob.leave();
            }
        }
    }

    @Test
    @Fault("F14")
    void aMachineWhoseClockStoodStillWhileItSleptIsToldByItsOtherClock() throws Exception {
        AtomicLong nanos = new AtomicLong();
        try (Aboard ann = bench.operator("ann", "bastion1").open(TakeOver.NEVER)) {
            Run run = ann.session().run();
            RunLease held = ann.session()
                    .world()
                    .cluster(run, "cluster")
                    .lease("small/pach")
                    .orElseThrow();
            ClusterLease lease = new ClusterLease(
                    ann.session().world(), "cluster", held, InstantSource.fixed(Instant.EPOCH), nanos::get);
            try (Aboard bob = bench.operator("bob", "laptop").open(typing(ann.id()))) {
                nanos.set(Duration.ofSeconds(29).toNanos());
                assertThat(lease.lost(run, false)).isEmpty();
                nanos.set(Duration.ofSeconds(31).toNanos());
                assertThat(lease.lost(run, false)).isPresent();
                bob.leave();
            }
            ann.leave();
        }
    }

    @Test
    void aLeaseThatWasDeletedIsLostAndTheNextOneRisesAboveEveryFenceThereIs() throws Exception {
        Bench.Operator annAtHerMachine = bench.operator("ann", "bastion1");
        try (Aboard ann = annAtHerMachine.open(TakeOver.NEVER)) {
            ann.yes("down");
            ann.asksFor("console");
            bench.deleteLease(ann.session()
                    .world()
                    .cluster(ann.session().run(), "cluster")
                    .lease("small/pach")
                    .orElseThrow()
                    .leaseName());

            ann.wish(new Wish.Confirm(new StepId("console"), false, "yes"));

            assertThat(ann.over().phase()).isEqualTo(Run.Phase.LEFT);
            assertThat(ann.told(RunEvent.LockLost.class)).singleElement().satisfies(lost -> assertThat(lost.reason())
                    .contains("deleted"));
            ann.close();
            try (Aboard again = annAtHerMachine.resume(ann.id(), TakeOver.NEVER)) {
                assertThat(again.failed("console")).contains("deleted");
                again.wish(new Wish.Retry(new StepId("console")));
                assertThat(again.yes("console", "console-up", "up").over().result())
                        .contains("done");
            }
        }
    }
}
