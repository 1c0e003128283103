package lifeboat.perform;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookException;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.Step;

/** A runbook with one step of each class of the resume table. */
final class Classes {
    static final String TEXT =
            """
            schema: lifeboat/v1
            id: classes
            title: One step of each class
            summary: For tests.
            targets:
              cluster:
                cluster: {kubeconfig: /nowhere/kubeconfig, context: "", namespace: default}
              database:
                database: {host: db, port: "5432", user: u, password: "", sslmode: disable, root_certificate: ""}
              from:
                bucket: {name: data, endpoint: "", region: "", access_key: "", secret_key: ""}
              to:
                bucket: {name: copy, endpoint: "", region: "", access_key: "", secret_key: ""}
              atlas:
                atlas: {program: a, config: /a, config_root: "", version: "", service: "http://s", store: other}
            identity: [cluster]
            lock: classes
            holds:
              down: {means: It is down., by_hand: Scale it up.}
            steps:
              - {id: look, title: Look, preflight: {checks: [tools], app: pachd}}
              - id: down
                title: Down
                scale: {deployment: pachd, replicas: 0}
                register: had
                holds: down
              - {id: copy, title: Copy, clone: {from: from, to: to}}
              - {id: dump, title: Dump, dump_globals: {target: database}}
              - {id: halt, title: Halt, run: {argv: [halt]}}
              - id: clean
                title: Clean
                clean_transactions: {target: atlas, backup: /b, while: down}
                confirm: everything
              - {id: up, title: Up, scale: {deployment: pachd, replicas: 3}, releases: down}
              - {id: last, title: Last, announce: {message: over}}
            """;

    private Classes() {}

    static Runbook book() {
        try {
            return RunbookLoader.load("classes.yaml", TEXT.getBytes(StandardCharsets.UTF_8));
        } catch (RunbookException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    /** The run with everything before that step left out. */
    static Run before(Run run, String step) {
        Run now = run;
        for (Step one : run.book().steps()) {
            if (one.id().value().equals(step)) {
                return now;
            }
            now = now.evolve(new Recorded(0, Instant.EPOCH, new RunEvent.StepSkipped(one.id(), "before", false)));
        }
        throw new IllegalArgumentException(step);
    }
}
