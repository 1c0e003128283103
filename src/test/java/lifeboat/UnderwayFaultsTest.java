package lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lifeboat.cluster.Cluster;
import lifeboat.fault.Fault;
import lifeboat.fault.FaultProxy;
import lifeboat.fault.Tally;
import lifeboat.fault.Trouble;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.Fault.Effect;
import lifeboat.perform.Wish;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a run when its cluster is not what it was: gone for a while, another one, or no longer letting it in. */
class UnderwayFaultsTest {
    private static final List<String> STEPS = List.of("down", "console", "console-up", "up");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @SuppressWarnings("NullAway.Init")
    private Bench.Operator ann;

    @BeforeEach
    void start() throws Exception {
        bench = new Bench(folder);
        ann = bench.operator("ann", "bastion1");
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    /** A kubeconfig of its own for each operator, so that it can be rewritten. */
    private Path own(String name) throws Exception {
        Path own = folder.resolve(name);
        bench.server.writeKubeconfig(own, "lab", "pach");
        return own;
    }

    private static void confirm(Aboard run, String step) throws InterruptedException {
        run.wish(new Wish.Confirm(new StepId(step), false, "yes"));
    }

    private static void retry(Aboard run, String step) throws InterruptedException {
        run.wish(new Wish.Retry(new StepId(step)));
    }

    @Test
    @Fault("F29")
    void aContextThatIsSwitchedBetweenAnyTwoStepsIsRefusedAndRecordedBeforeTheChange(Tally tally) throws Exception {
        Path mine = own("mine");
        String right = Files.readString(mine);
        String switched = right.replace("\"name\" : \"lab\"", "\"name\" : \"other\"")
                .replace("\"current-context\" : \"lab\"", "\"current-context\" : \"other\"");
        assertThat(switched).isNotEqualTo(right);
        try (Aboard run = ann.open(TakeOver.NEVER, mine)) {
            for (String step : STEPS) {
                run.asksFor(step);
                int before = bench.changes(run.id()).size();
                tally.injected();
                Files.writeString(mine, switched);
                confirm(run, step);

                assertThat(run.failed(step)).contains("current context is now other");
                assertThat(bench.changes(run.id())).hasSize(before);
                assertThat(run.told(RunEvent.StepRefused.class))
                        .anyMatch(refused -> refused.stepId().value().equals(step));
                tally.survived();

                Files.writeString(mine, right);
                retry(run, step);
                run.asksFor(step);
                confirm(run, step);
            }
            assertThat(run.over().result()).contains("done");
        }
    }

    @Test
    @Fault("F29")
    void aServerThatIsExchangedBehindTheSameAddressIsRefusedAndRecordedBeforeTheChange(Tally tally) throws Exception {
        try (ApiServer other = Bench.server(8);
                FaultProxy address = new FaultProxy(bench.server.url().getPort())) {
            Path mine = own("mine");
            Files.writeString(
                    mine,
                    Files.readString(mine).replace(":" + bench.server.url().getPort(), ":" + address.port()));
            try (Aboard run = ann.open(TakeOver.NEVER, mine)) {
                for (String step : STEPS) {
                    run.asksFor(step);
                    int before = bench.changes(run.id()).size();
                    tally.injected();
                    address.leadTo(other.url().getPort());
                    confirm(run, step);

                    assertThat(run.failed(step)).contains("is not the one", "uid was");
                    assertThat(bench.changes(run.id())).hasSize(before);
                    assertThat(other.mutations().total()).isZero();
                    assertThat(run.told(RunEvent.StepRefused.class))
                            .anyMatch(refused -> refused.stepId().value().equals(step));
                    tally.survived();

                    address.leadTo(bench.server.url().getPort());
                    retry(run, step);
                    run.asksFor(step);
                    confirm(run, step);
                }
                assertThat(run.over().result()).contains("done");
            }
        }
    }

    /** Nobody listens, everybody is thrown out, nobody is answered to the end, or the server has lost its own store. */
    private void goAway(FaultProxy proxy, int way) throws IOException {
        if (way == 0) {
            proxy.down();
        } else if (way == 3) {
            bench.server.faults().add(lifeboat.lab.kube.Fault.of(Effect.STATUS).withCode(503));
        } else {
            proxy.always(way == 1 ? Trouble.reset() : Trouble.cutAfter(0));
            proxy.cut();
        }
    }

    private void comeBack(FaultProxy proxy, int way) throws IOException {
        if (way == 0) {
            proxy.up();
        }
        proxy.always(Trouble.none());
        proxy.cut();
        bench.server.faults().clear();
    }

    @Test
    @Fault("F21")
    void aClusterThatIsGoneForAWhileEndsNothingAndTheStepIsTriedAgainByAKey(Tally tally) throws Exception {
        try (FaultProxy proxy = new FaultProxy(bench.server.url().getPort())) {
            Path mine = own("mine");
            Files.writeString(
                    mine,
                    Files.readString(mine).replace(":" + bench.server.url().getPort(), ":" + proxy.port()));
            try (Aboard run = ann.open(TakeOver.NEVER, mine)) {
                for (String step : STEPS) {
                    run.asksFor(step);
                    int before = bench.changes(run.id()).size();
                    int way = STEPS.indexOf(step);
                    tally.injected();
                    goAway(proxy, way);
                    confirm(run, step);

                    assertThat(run.failed(step)).contains("cannot be");
                    assertThat(bench.changes(run.id())).hasSize(before);
                    tally.survived();

                    comeBack(proxy, way);
                    retry(run, step);
                    run.asksFor(step);
                    confirm(run, step);
                }
                assertThat(run.over().result()).contains("done");
            }
        }
    }

    @Test
    @Fault("F22")
    void anAnswerThatIsLostLeavesAStepInDoubtAndTryingItAgainChangesNothingASecondTime(Tally tally) throws Exception {
        try (Aboard run = ann.open(TakeOver.NEVER)) {
            run.asksFor("down");
            Map<String, Integer> replicas = replicas(run);
            int changes = 0;
            for (String step : STEPS) {
                run.asksFor(step);
                tally.injected();
                bench.server
                        .faults()
                        .add(lifeboat.lab.kube.Fault.of(Effect.DROP)
                                .onVerb("patch")
                                .times(1));
                confirm(run, step);

                assertThat(run.failed(step)).contains("it is not known whether");
                retry(run, step);
                run.asksFor(step);
                confirm(run, step);
                tally.survived();
                changes++;
            }
            assertThat(run.over().result()).contains("done");
            assertThat(bench.changes(run.id())).hasSize(changes);
            assertThat(replicas(run)).isEqualTo(replicas);
        }
    }

    private static Map<String, Integer> replicas(Aboard run) throws Exception {
        Map<String, Integer> replicas = new TreeMap<>();
        Cluster cluster = run.session().world().cluster(run.session().run(), "cluster");
        for (String name : List.of("pachd", "console")) {
            replicas.put(name, cluster.deployment(name).orElseThrow().wanted());
        }
        return replicas;
    }

    @Test
    @Fault("F24")
    void aCredentialThatExpiresIsRenewedInAnotherShellAndTheStepTriedAgainByAKey(Tally tally) throws Exception {
        Path mine = own("mine");
        try (Aboard run = ann.open(TakeOver.NEVER, mine)) {
            for (String step : STEPS) {
                run.asksFor(step);
                int before = bench.changes(run.id()).size();
                tally.injected();
                String renewed = Bench.TOKEN + "-" + step;
                bench.server.access().accept(renewed);
                confirm(run, step);

                assertThat(run.failed(step)).contains("401");
                assertThat(bench.changes(run.id())).hasSize(before);

                // In another shell.
                Files.writeString(mine, Files.readString(mine).replaceAll("(\"token\" : \")[^\"]*", "$1" + renewed));
                retry(run, step);
                run.asksFor(step);
                confirm(run, step);
                tally.survived();
            }
            Run end = run.over();
            assertThat(end.result()).contains("done");
        }
    }

    @Test
    @Fault("F25")
    void everyPermissionIsAskedForBeforeAnythingIsChangedAndNoneThatIsNeededIsForgotten(Tally tally) throws Exception {
        Set<String> needed = new TreeSet<>();
        try (Aboard run = ann.open(TakeOver.NEVER)) {
            assertThat(run.yes(STEPS.toArray(String[]::new)).over().result()).contains("done");
            needed.addAll(bench.server.access().needed());
        }
        // What tells one cluster from another may be left unseen, and the lock has other layers.
        needed.removeIf(need -> need.endsWith(" leases")
                || need.endsWith(" namespaces")
                || need.endsWith(" horizontalpodautoscalers")
                || need.startsWith("list ") && !need.endsWith(" pods"));
        assertThat(needed).contains("patch deployments", "get deployments");
        for (String need : needed) {
            String[] words = need.split(" ", -1);
            bench.server.access().deny(words[0], words[1], "pach");
            tally.injected();
            try (Aboard run = ann.open(TakeOver.NEVER)) {
                run.failed("look");
                assertThat(run.told(RunEvent.CheckObserved.class))
                        .anyMatch(row ->
                                row.name().equals("permissions") && row.detail().contains(words[0] + " " + words[1]));
                assertThat(bench.changes(run.id())).isEmpty();
                run.wish(new Wish.Close("refused"));
                assertThat(run.over().result()).contains("refused");
            }
            bench.server.access().allowAll();
            tally.survived();
        }
    }

    @Test
    @Fault("F25")
    void aPermissionThatIsTakenAwayInMidRunStopsTheRunAtThatStep() throws Exception {
        try (Aboard run = ann.open(TakeOver.NEVER)) {
            run.yes("down");
            run.asksFor("console");
            bench.server.access().deny("patch", "deployments", "pach");
            int before = bench.changes(run.id()).size();
            confirm(run, "console");

            assertThat(run.failed("console")).contains("403");
            assertThat(bench.changes(run.id())).hasSize(before);
            Run parked = run.leave();
            assertThat(parked.status(parked.step(new StepId("console-up")))).isEqualTo(Status.WAITING);
            assertThat(parked.holds()).hasSize(1);
        }
    }
}
