package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lifeboat.Bench;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.MutationCounter.Mutation;
import org.junit.jupiter.api.Test;

/** Real processes, on one machine and on two, and one cluster. */
class TwoAtOneTargetTest {
    /** Longer than a lease is trusted without being seen. */
    private static final long STOPPED_SECONDS = Long.getLong("lifeboat.stopped.seconds", 31);

    private static final String BOOK =
            Path.of("src", "test", "resources", "world", "small.yaml").toString();
    private static final String LEAVE = "leave] >";
    private static final String WHICH = "run to take over, Enter for none >";

    @Test
    @Fault({"F14", "F20"})
    void oneWinsTheOtherReadsWhoHasItAndWhoStoodStillTooLongChangesNothingMore(Tally tally) throws Exception {
        try (ApiServer server = Bench.server(7);
                Desk here = new Desk();
                Desk there = new Desk()) {
            Path kubeconfig = here.directory().resolve("kubeconfig");
            server.writeKubeconfig(kubeconfig, "lab", "pach");
            String[] arguments = {"run", BOOK, "--line", "--parameter", "kubeconfig=" + kubeconfig};

            Program first = here.lifeboat(arguments);
            first.awaitQuestion(LEAVE);
            first.type("yes");
            first.awaitQuestion(LEAVE);
            String run = here.journal().get(0).at("/trace/id").asText();
            assertThat(here.steps("step.confirmed")).containsExactly("down");

            tally.injected();
            isToldWhoWorksThere(here.run(arguments), first, run);
            isToldWhoWorksThere(there.run(arguments), run);
            assertThat(here.runFolder()).isPresent();
            assertThat(there.runFolder()).isEmpty();
            tally.survived();

            tally.injected();
            signal("STOP", first);
            long stopped = System.nanoTime();
            int before = changes(server, run).size();
            Program second = there.lifeboat(arguments);
            second.awaitQuestion(WHICH);
            second.type(run);
            second.awaitQuestion(LEAVE);
            // It stands in the terminal's queue: the first thing that is read when the process goes on.
            first.type("yes");
            Program.await(
                    "the end of the lease",
                    () -> System.nanoTime() - stopped > TimeUnit.SECONDS.toNanos(STOPPED_SECONDS));
            signal("CONT", first);
            Program.Ended parked = first.ended();

            assertThat(parked.code()).as(parked.all()).isEqualTo(3);
            assertThat(parked.all()).contains("taken over by");
            assertThat(changes(server, run)).hasSize(before);
            assertThat(here.steps("lock.lost")).hasSize(1);
            assertThat(here.steps("run.left")).hasSize(1);
            second.type("leave");
            assertThat(second.ended().code()).isEqualTo(3);
            tally.survived();
        }
    }

    private static void isToldWhoWorksThere(Program.Ended refused, String run) {
        assertThat(refused.code()).as(refused.all()).isEqualTo(4);
        assertThat(refused.all().replaceAll("\\s+", " "))
                .contains("somebody else works on small/pach", "@", "/" + run, "at step ", "last heard of ");
    }

    private static void isToldWhoWorksThere(Program.Ended refused, Program first, String run) {
        assertThat(refused.code()).as(refused.all()).isEqualTo(4);
        assertThat(refused.all().replaceAll("\\s+", " "))
                .contains(
                        " on ", "process " + first.pid() + ", run " + run, "at step console", "lifeboat watch " + run);
    }

    private static List<Mutation> changes(ApiServer server, String run) {
        return server.mutations().all().stream()
                .filter(mutation ->
                        mutation.userAgent().contains(run) && !mutation.kind().equals("Lease"))
                .toList();
    }

    private static void signal(String name, Program program) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(program.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
