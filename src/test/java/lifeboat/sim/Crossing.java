package lifeboat.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import lifeboat.journal.Envelope;
import lifeboat.journal.FailpointStore;
import lifeboat.journal.Journal;
import lifeboat.journal.JournalException;
import lifeboat.journal.Keeping;
import lifeboat.perform.Conductor;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.perform.Wish;
import lifeboat.run.Mode;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookException;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** One process of a run with a step of every class, on real files: opened or taken up again, and brought to its end. */
final class Crossing {
    static final String RUN = "20261121-020000-bcdfgh";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: crossing
            title: A step of every class
            summary: For failpoints.
            parameters:
              namespace: {type: string, default: default}
            targets:
              cluster:
                cluster: {kubeconfig: "", context: "", namespace: "{{ namespace }}"}
              database:
                database: {host: db, port: "5432", user: u, password: "", sslmode: disable, root_certificate: ""}
              from:
                bucket: {name: data, endpoint: "", region: "", access_key: "", secret_key: ""}
              to:
                bucket: {name: copy, endpoint: "", region: "", access_key: "", secret_key: ""}
              atlas:
                atlas: {program: a, config: /a, config_root: "", version: "", service: "http://s", store: other}
            identity: [cluster]
            lock: crossing/{{ namespace }}
            holds:
              down: {means: It is down., by_hand: Scale it up.}
            steps:
              - {id: look, title: Look, preflight: {checks: [tools], app: app}}
              - id: down
                title: Down
                scale: {deployment: app, replicas: 0}
                register: had
                holds: down
              - {id: halt, title: Halt, run: {argv: [halt]}}
              - {id: copy, title: Copy, clone: {from: from, to: to}}
              - {id: clean, title: Clean, clean_transactions: {target: atlas, backup: /b, while: down}, confirm: all}
              - id: up
                title: Up
                scale: {deployment: app, replicas: "{{ had.replicas }}"}
                releases: down
                verify: {ready: {deployment: app}}
            """;

    private final Path directory;
    private final Consumer<String> point;
    private final FailpointStore store;
    private Optional<Function<StepId, Wish>> atFailure = Optional.empty();
    final FileWorld world;

    Crossing(Path directory, Consumer<String> point) throws JournalException {
        this.directory = directory;
        this.point = point;
        store = new FailpointStore(directory.resolve("state"), RUN, point);
        world = new FileWorld(directory.resolve("effects"), point);
    }

    static Runbook book() {
        try {
            return RunbookLoader.load("crossing.yaml", BOOK.getBytes(StandardCharsets.UTF_8));
        } catch (RunbookException e) {
            throw new IllegalStateException(String.valueOf(e.problems()), e);
        }
    }

    /** What whoever is at the keyboard does when a step fails; unless this is said, none may. */
    Crossing atFailure(Function<StepId, Wish> wish) {
        atFailure = Optional.of(wish);
        return this;
    }

    FailpointStore store() {
        return store;
    }

    /** The heads that were acknowledged, as they were noted outside. */
    static Path acknowledged(Path directory) {
        return directory.resolve("acknowledged");
    }

    /** Opens the run, or takes it up again if it has a beginning; brings it to its end. */
    Run sail() throws Exception {
        Runbook book = book();
        Envelope envelope = new Envelope(
                RUN, Mode.RUN, book.id(), book.sha256(), "mira", "ops1", 1, Optional.empty(), Envelope.labels(book));
        Keeping keeping = Keeping.unsigned(InstantSource.system());
        boolean fresh = store.read().isEmpty();
        try (Journal journal = fresh ? store.create(envelope, keeping) : store.open(envelope, keeping)) {
            RunRecord record = events -> {
                List<Recorded> kept = journal.append(events);
                note(journal.head().text());
                return kept;
            };
            Run run = Run.replay(book, RUN, journal.replayed());
            List<RunEvent> first = new ArrayList<>();
            first.add(
                    fresh
                            ? new RunEvent.RunOpened(
                                    book.id(), book.sha256(), book.title(), Mode.RUN, "0", Optional.empty())
                            : new RunEvent.RunResumed("0"));
            if (fresh) {
                first.add(new RunEvent.ParameterGiven("namespace", "default", false, "default"));
            }
            for (Recorded recorded : record.append(first)) {
                run = run.evolve(recorded);
            }
            Run end = run.phase() == Run.Phase.CLOSED ? run : conduct(run, record);
            journal.seal();
            point.accept("at the end");
            return end;
        }
    }

    private void note(String head) {
        try {
            Files.writeString(
                    acknowledged(directory), head + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Run conduct(Run run, RunRecord record) throws InterruptedException {
        try (Conductor conductor = new Conductor(run, record, world, secret -> "", (name, value) -> {})) {
            conductor.begin();
            long ticket = 0;
            long deadline = System.nanoTime() + PATIENCE;
            while (System.nanoTime() < deadline) {
                Snapshot now = conductor.outlet().latest();
                if (now.question() instanceof Question.Over) {
                    conductor.await();
                    return conductor.outlet().latest().run();
                } else if (now.question() instanceof Question.Busy || now.ticket() < ticket) {
                    conductor.outlet().drain();
                    conductor.outlet().await(now.version(), 1, TimeUnit.SECONDS);
                } else {
                    ticket = conductor.wish(answer(now.run(), now.question()));
                }
            }
            throw new IllegalStateException(
                    "it comes to no end: " + conductor.outlet().latest().question());
        }
    }

    private Wish answer(Run run, Question question) {
        if (question instanceof Question.Confirm confirm) {
            Step step = run.step(confirm.step());
            String typed = run.wantsName(step, confirm.undo()) ? run.confirmation(step, confirm.undo()) : "yes";
            return new Wish.Confirm(confirm.step(), confirm.undo(), typed);
        } else if (question instanceof Question.Doubt doubt) {
            return new Wish.Settle(doubt.attempt(), world.truth(doubt.attempt()), "I looked");
        } else if (question instanceof Question.Failed failed && atFailure.isPresent()) {
            return atFailure.get().apply(failed.step());
        }
        throw new IllegalStateException("asked " + question + " after "
                + run.steps().values().stream().map(state -> state.reason()).toList());
    }
}
