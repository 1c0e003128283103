package lifeboat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lifeboat.cluster.RunLease.Answer;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.MutationCounter.Mutation;
import lifeboat.lab.kube.PachydermFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators want the same lock at the same moment; one gets it, and the other takes it over while that one works. */
class OperatorRacesTest {
    private static final LabCertificates CERTIFICATES = LabCertificates.create(Clock.systemUTC());
    private static final int RACES =
            Integer.getInteger("lifeboat.races", Boolean.getBoolean("lifeboat.soak") ? 1000 : 30);
    private static final String LOCK = "pachyderm/u/pach";

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ApiServer server;

    /** One of both: a connection of its own, and what the server saw of it. */
    private record Operator(String name, Cluster cluster) {
        RunLease.Request wants(int race, Optional<String> from) {
            return new RunLease.Request(LOCK, name + "@host/" + run(race), run(race), "s", 1, from);
        }

        String run(int race) {
            return name + "-" + race;
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = ApiServer.start(ApiServer.Config.of(CERTIFICATES, "lab-token", 7, Clock.systemUTC())
                .withPace(0));
        PachydermFixture.install(
                server,
                new PachydermFixture.Setting(
                        "pach", "source", "http://127.0.0.1:9000", "key", "secret", "127.0.0.1", 5433, "password"));
        server.writeKubeconfig(folder.resolve("kubeconfig"), "lab", "pach");
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.close();
    }

    private Operator operator(String name) throws ClusterException {
        return new Operator(
                name,
                KubernetesCluster.open(
                        new ClusterLocation(Optional.of(folder.resolve("kubeconfig")), Optional.empty(), "pach"),
                        ClusterOptions.standard("lifeboat/test run/" + name, Map.of(), InstantSource.system())
                                .withTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(10))));
    }

    @Test
    @Fault("F20")
    void oneOfTwoWinsAndWhoeverIsDeposedChangesNothingFromThatMomentOn(Tally tally) throws Exception {
        Operator ann = operator("ann");
        Operator bob = operator("bob");
        try (Cluster one = ann.cluster();
                Cluster other = bob.cluster()) {
            assertThat(one).isNotSameAs(other);
            long fence = 0;
            for (int race = 0; race < RACES; race++) {
                tally.injected();
                CyclicBarrier start = new CyclicBarrier(2);
                int number = race;
                Future<Answer> first = threads.submit(() -> asks(ann, number, start));
                Future<Answer> second = threads.submit(() -> asks(bob, number, start));
                List<Answer> answers = List.of(first.get(60, TimeUnit.SECONDS), second.get(60, TimeUnit.SECONDS));
                assertThat(answers).filteredOn(Answer.Ours.class::isInstance).hasSize(1);
                assertThat(answers).filteredOn(Answer.Theirs.class::isInstance).hasSize(1);

                boolean annWon = answers.get(0) instanceof Answer.Ours;
                Operator winner = annWon ? ann : bob;
                Operator loser = annWon ? bob : ann;
                RunLease won = ((Answer.Ours) answers.get(annWon ? 0 : 1)).lease();
                RunLease told = ((Answer.Theirs) answers.get(annWon ? 1 : 0)).lease();
                assertThat(told.run()).isEqualTo(winner.run(race));
                assertThat(won.fence()).isGreaterThan(fence);

                Future<Change> works = threads.submit(() -> scalesUntilItIsRefused(winner, number, won.fence()));
                RunLease taken = ((Answer.Ours)
                                loser.cluster().acquireLease(loser.wants(race, Optional.of(winner.run(race)))))
                        .lease();
                assertThat(loser.cluster().claim(taken.fence())).isEmpty();
                int claimed = server.mutations().total();

                assertThat(works.get(60, TimeUnit.SECONDS))
                        .isInstanceOfSatisfying(
                                Change.PreconditionFailed.class,
                                refused -> assertThat(refused.differences()).anyMatch(line -> line.contains("fence")));
                assertThat(winner.cluster().renewLease(won, "later")).isInstanceOf(Answer.Theirs.class);
                assertThat(server.mutations()
                                .all()
                                .subList(claimed, server.mutations().total()))
                        .as("effects of the deposed run")
                        .extracting(Mutation::userAgent)
                        .noneMatch(agent -> agent.contains(winner.name()));
                loser.cluster().releaseLease(taken);
                fence = taken.fence();
                tally.survived();
            }
        }
    }

    private static Answer asks(Operator operator, int race, CyclicBarrier start) throws Exception {
        start.await(60, TimeUnit.SECONDS);
        return operator.cluster().acquireLease(operator.wants(race, Optional.empty()));
    }

    /** Works as fast as it can; a version that moved is looked at again, as a run does. */
    private static Change scalesUntilItIsRefused(Operator operator, int race, long fence) throws ClusterException {
        for (int number = 0; number < 10_000; number++) {
            Workload console = operator.cluster().deployment("console").orElseThrow();
            Change change =
                    operator.cluster().scale(console, 1 + number % 2, new Marks(operator.run(race), "scale", fence));
            boolean again = change instanceof Change.Applied
                    || change instanceof Change.PreconditionFailed failed && failed.onlyVersionMoved();
            if (!again) {
                return change;
            }
        }
        throw new AssertionError("never refused");
    }
}
