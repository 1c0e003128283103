package lifeboat.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookException;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.StepId;

/** {@code given(events).when(intent).then(events)} on a small runbook. */
final class Story {
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: small
            title: A small procedure
            summary: For tests.
            parameters:
              who: {type: string, default: anna}
              route: {type: choice, choices: [scale, pause], default: scale}
              namespace: {type: string, default: default}
            targets:
              cluster:
                cluster: {kubeconfig: "", context: "", namespace: "{{ namespace }}"}
            identity: [cluster]
            lock: small/{{ cluster.uid }}
            holds:
              told: {means: People wait., by_hand: Tell them.}
              down: {means: It is down., by_hand: Scale it up.}
            steps:
              - id: look
                title: Look
                why: It only reads.
                drain: {app: pachd}
              - id: tell
                title: Tell
                why: People want to know.
                announce: {message: "hello {{ who }}"}
                holds: told
              - id: down
                title: Scale down
                why: It must be down.
                when: route == scale
                scale: {deployment: pachd, replicas: 0}
                register: recorded.pachd
                holds: down
                downtime: begin
                undo: {scale: {deployment: pachd, replicas: "{{ recorded.pachd.replicas }}"}}
                required: true
              - id: dump
                title: Dump
                why: For each.
                foreach: "{{ who }}"
                parallel: 2
                run: {argv: [dump, "{{ item }}"]}
                effect: read
              - id: up
                title: Scale up
                why: It must come back.
                when: route == scale
                scale: {deployment: pachd, replicas: "{{ recorded.pachd.replicas }}"}
                releases: down
                verify: {ready: {deployment: pachd}}
                downtime: end
                required: true
              - id: tell-again
                title: Tell again
                why: It is over.
                announce: {message: over}
                releases: told
            finally: [up, tell-again]
            """;

    private static final Instant START = Instant.parse("2026-11-21T02:00:00Z");
    private final Run run;
    private final List<Recorded> recorded;

    private Story(Run run, List<Recorded> recorded) {
        this.run = run;
        this.recorded = recorded;
    }

    static Runbook book() {
        return book(BOOK);
    }

    static Runbook book(String text) {
        try {
            return RunbookLoader.load("small.yaml", text.getBytes(StandardCharsets.UTF_8));
        } catch (RunbookException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    /** A run that was opened and has these parameters, with nothing done. */
    static Story opened(String who, String route) {
        return new Story(Run.fresh(book(), "R1"), List.of())
                .and(
                        new RunEvent.RunOpened(
                                "small", "00", "A small procedure", Mode.RUN, "0.1.0", java.util.Optional.empty()),
                        new RunEvent.ParameterGiven("who", who, false, "option"),
                        new RunEvent.ParameterGiven("route", route, false, "default"),
                        new RunEvent.ParameterGiven("namespace", "default", false, "default"));
    }

    /** A run of that book that was opened, with nothing done. */
    static Story opened(Runbook book) {
        return new Story(Run.fresh(book, "R1"), List.of())
                .and(new RunEvent.RunOpened(
                        book.id(), "00", book.title(), Mode.RUN, "0.1.0", java.util.Optional.empty()));
    }

    Story and(RunEvent... events) {
        Run now = run;
        List<Recorded> all = new ArrayList<>(recorded);
        for (RunEvent event : events) {
            Recorded next = new Recorded(all.size() + 1L, START.plusSeconds(60L * all.size()), event);
            all.add(next);
            now = now.evolve(next);
        }
        return new Story(now, List.copyOf(all));
    }

    /** Everything up to there went well. */
    Story through(String... steps) {
        Story story = this;
        for (String step : steps) {
            story = story.done(step);
        }
        return story;
    }

    private Story done(String step) {
        StepId id = new StepId(step);
        Story story = this;
        if (Run.effect(run.step(id)) != lifeboat.runbook.Effect.READ) {
            story = story.take(new Intent.Show(id, false, Preview.ofDetails(List.of("x"))));
        }
        Decision.Accepted begun = story.accept(new Intent.Begin(id, false, "yes", recordedFor(id)));
        story = story.and(begun.events().toArray(RunEvent[]::new));
        for (Order order : begun.orders()) {
            story = story.take(new Intent.Ended(order.attempt(), new Outcome.Succeeded(Map.of(), "")));
        }
        while (!story.run.ready(story.run.step(id)).isEmpty()
                && story.run.status(story.run.step(id)) == StepState.Status.RUNNING) {
            Decision.Accepted more = story.accept(new Intent.Continue(id, Map.of()));
            story = story.and(more.events().toArray(RunEvent[]::new));
            for (Order order : more.orders()) {
                story = story.take(new Intent.Ended(order.attempt(), new Outcome.Succeeded(Map.of(), "")));
            }
        }
        if (story.run.status(story.run.step(id)) == StepState.Status.CHECKING) {
            story = story.take(new Intent.Checked(id, "ready", Severity.PASS, "3 of 3", true));
        }
        return story;
    }

    private static Map<Unit, Map<String, List<String>>> recordedFor(StepId id) {
        return Map.of(new Unit(id, ""), Map.of("replicas", List.of("3"), "workloads", List.of("deployment/pachd=3")));
    }

    /** The intent is accepted, and what it leads to has happened. */
    Story take(Intent intent) {
        return and(accept(intent).events().toArray(RunEvent[]::new));
    }

    private Decision.Accepted accept(Intent intent) {
        Decision decision = run.decide(intent);
        assertThat(decision).as("decision on %s", intent).isInstanceOf(Decision.Accepted.class);
        return (Decision.Accepted) decision;
    }

    /** What the intent leads to. */
    Then when(Intent intent) {
        return new Then(run, run.decide(intent));
    }

    Run run() {
        return run;
    }

    List<Recorded> recorded() {
        return recorded;
    }

    /** What came of an intent. */
    record Then(Run run, Decision decision) {
        Then thenActions(String... actions) {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            assertThat(((Decision.Accepted) decision)
                            .events().stream().map(RunEvent::action).toList())
                    .containsExactly(actions);
            return this;
        }

        Then thenOrders(String... orders) {
            assertThat(((Decision.Accepted) decision)
                            .orders().stream()
                                    .map(order -> order.kind() + " " + order.attempt())
                                    .toList())
                    .containsExactly(orders);
            return this;
        }

        void thenRefused(String words) {
            assertThat(decision).isInstanceOf(Decision.Refused.class);
            assertThat(((Decision.Refused) decision).reason()).contains(words);
        }
    }
}
