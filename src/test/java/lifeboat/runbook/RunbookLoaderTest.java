package lifeboat.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunbookLoaderTest {
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: little
            title: A little book
            requires: {tools: {pg_dump: ">=13"}}
            parameters:
              namespace: {type: namespace, default: default}
              password: {type: secret, from: "env:PGPASSWORD"}
            targets:
              cluster: {cluster: {namespace: "{{ namespace }}"}}
              database: {database: {host: db, user: me, password: "{{ password }}"}}
            identity: [cluster, database]
            lock: pachyderm/{{ cluster.uid }}/{{ namespace }}
            watch: [{pods: suite=pachyderm}]
            holds:
              pachd-down: {means: Nobody can work., by_hand: "kubectl scale"}
            steps:
              - id: look
                title: Look
                preflight: {checks: [tools, cluster], databases: [pachyderm, dex]}
                register: preflight
              - id: scale-down-pachd
                title: Scale pachd to zero
                why: Nothing may write.
                scale: {deployment: pachd, replicas: 0}
                effect: mutate
                register: recorded.pachd
                holds: pachd-down
                cuts_off: Everybody.
                downtime: begin
                probe: {replicas: {deployment: pachd, equals: 0}}
                undo: {scale: {deployment: pachd, replicas: "{{ recorded.pachd.replicas }}"}}
                timeout: 5m
              - id: resume-pachd
                title: Scale it up
                scale: {deployment: pachd, replicas: "{{ recorded.pachd.replicas }}"}
                releases: [pachd-down]
                verify:
                  - ready: {deployment: pachd}
                  - back: {workloads: "{{ recorded.pachd.workloads }}", observed: true}
                downtime: end
                required: true
            finally: [resume-pachd]
            """;

    @Test
    void readsEveryPartOfABook() throws RunbookException {
        Runbook book = RunbookLoader.load("little.yaml", BOOK.getBytes(StandardCharsets.UTF_8));

        assertThat(book.id()).isEqualTo("little");
        assertThat(book.source()).isEqualTo(BOOK);
        assertThat(book.sha256()).matches("[0-9a-f]{64}");
        assertThat(book.tools()).isEqualTo(Map.of("pg_dump", ">=13"));
        assertThat(book.parameters())
                .extracting(Parameter::name, Parameter::type)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("namespace", Parameter.Type.NAMESPACE),
                        org.assertj.core.groups.Tuple.tuple("password", Parameter.Type.SECRET));
        assertThat(book.parameter("password").orElseThrow().environment()).contains("PGPASSWORD");
        assertThat(book.targets().keySet()).containsExactly("cluster", "database");
        assertThat(book.targets().get("database"))
                .isEqualTo(new Target.Database(
                        new Template("db"),
                        new Template("5432"),
                        new Template("me"),
                        new Template("{{ password }}"),
                        new Template("verify-full"),
                        new Template("")));
        assertThat(book.identity()).containsExactly("cluster", "database");
        assertThat(book.watch()).containsExactly(new Template("suite=pachyderm"));
        assertThat(book.hold("pachd-down").orElseThrow().byHand()).contains(new Template("kubectl scale"));
        assertThat(book.finallySteps()).containsExactly(new StepId("resume-pachd"));

        Step scale = book.step(new StepId("scale-down-pachd")).orElseThrow();
        assertThat(scale.action())
                .isEqualTo(new Action.Scale(
                        Action.Scale.Kind.DEPLOYMENT, new Template("pachd"), new Template("0"), false));
        assertThat(scale.effect()).isEqualTo(Effect.MUTATE);
        assertThat(scale.register()).contains("recorded.pachd");
        assertThat(scale.holds()).containsExactly("pachd-down");
        assertThat(scale.cutsOff()).containsExactly(new Template("Everybody."));
        assertThat(scale.downtime()).isEqualTo(Step.Downtime.BEGIN);
        assertThat(scale.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(scale.parallel()).isEqualTo(1);
        assertThat(scale.line()).isEqualTo(21);
        assertThat(scale.probe().map(Check::key)).isEqualTo(Optional.of("replicas"));
        assertThat(book.step(new StepId("resume-pachd")).orElseThrow().verify())
                .isEqualTo(List.of(
                        new Check.Ready(new Template("pachd")),
                        new Check.Back(List.of(new Template("{{ recorded.pachd.workloads }}")), true)));
    }
}
