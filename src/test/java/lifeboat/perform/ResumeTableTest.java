package lifeboat.perform;

import static lifeboat.perform.Theatre.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lifeboat.cluster.Marks;
import lifeboat.cluster.ObjectKind;
import lifeboat.cluster.Workload;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.run.Attempt;
import lifeboat.run.Mode;
import lifeboat.run.Preview;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.StepState.Status;
import lifeboat.run.Verdict;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The resume table, cell by cell: what an action of each class that was cut off comes to when the world is found so. The first
 * column is the class, the second what is found; then what the product makes of it, whether it asks, and what comes next.
 */
class ResumeTableTest {
    private static final Map<String, String> STEPS = Map.of(
            "READ", "look",
            "SET", "down",
            "RESUMABLE", "copy",
            "ARTIFACT", "dump",
            "ONCE", "halt",
            "DESTRUCTIVE", "clean",
            "SAFETY", "up");

    private static final Surroundings NOWHERE = new Surroundings(
            "0",
            "R1",
            "mira",
            Map.of("PATH", "/nowhere"),
            Path.of("/nowhere"),
            Path.of("/nowhere"),
            InstantSource.system(),
            Optional.empty());

    /** A deployment as it is found; asked for so many, with the marks of that step if it is ours. */
    private static Workload pachd(int replicas, Optional<String> ours) {
        Map<String, String> marks =
                ours.map(step -> new Marks("R1", step, 1).annotations()).orElseGet(Map::of);
        return new Workload(
                ObjectKind.DEPLOYMENT,
                "default",
                "pachd",
                "u1",
                replicas,
                replicas,
                replicas,
                replicas,
                replicas,
                1,
                1,
                Map.of(),
                marks,
                "7",
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static Performer.Finding scaled(String step, String found) {
        int wanted = step.equals("up") ? 3 : 0;
        int before = step.equals("up") ? 0 : 3;
        List<String> recorded = step.equals("up") ? List.of() : List.of("deployment/pachd=3", "deployment/other=3");
        List<Workload> workloads =
                switch (found) {
                    case "NOT_DONE" -> List.of(pachd(before, Optional.empty()));
                    case "DONE_BY_US" -> List.of(pachd(wanted, Optional.of(step)));
                    case "DONE_BY_OTHER" -> List.of(pachd(wanted, Optional.empty()));
                    case "MOVED_BY_OTHER" -> List.of(pachd(7, Optional.empty()));
                    default -> List.of(pachd(wanted, Optional.of(step)), pachd(before, Optional.empty()));
                };
        return ScaleDoing.found(workloads, wanted, "R1", step, recorded);
    }

    /** What the product says, which finds nothing and nobody where the world should be unless it is told what is there. */
    private static Performer.Finding finding(String step, String found) {
        if ((step.equals("down") || step.equals("up")) && !found.equals("UNREACHABLE")) {
            return scaled(step, found);
        }
        Run run = Run.fresh(Classes.book(), "R1");
        try (World world = new World(NOWHERE, new Secrets(Map.of()))) {
            return new LivePerformer(world, id -> List.of(), () -> new RunFacts.AuditHead(1, "00"))
                    .probe(run, run.step(id(step)), new Attempt(id(step), "", false, 1), Optional.empty());
        }
    }

    /** The step has begun, and nobody knows more. */
    private static List<Recorded> cutOff(String step) {
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.RunOpened("classes", "00", "Classes", Mode.RUN, "0", Optional.empty()));
        for (Step one : Classes.book().steps()) {
            if (one.id().value().equals(step)) {
                break;
            }
            if (one.id().value().equals("down")) {
                Attempt down = new Attempt(one.id(), "", false, 1);
                events.add(new RunEvent.ActionBegun(down, Map.of("replicas", List.of("3"))));
                events.add(new RunEvent.ActionEnded(down, new lifeboat.run.Outcome.Succeeded(Map.of(), "")));
                events.add(new RunEvent.HoldOpened("down", one.id()));
            } else {
                events.add(new RunEvent.StepSkipped(one.id(), "before", false));
            }
        }
        Step cut = Classes.book().step(id(step)).orElseThrow();
        if (Run.effect(cut) != Effect.READ) {
            events.add(new RunEvent.PreviewShown(cut.id(), false, Preview.ofDetails(List.of("it"))));
            String answer = step.equals("clean") ? "everything" : "yes";
            events.add(new RunEvent.StepConfirmed(cut.id(), false, answer));
        }
        events.add(new RunEvent.ActionBegun(new Attempt(cut.id(), "", false, 1), Map.of()));
        List<Recorded> recorded = new ArrayList<>();
        for (RunEvent event : events) {
            recorded.add(new Recorded(recorded.size() + 1L, Instant.EPOCH, event));
        }
        return recorded;
    }

    @ParameterizedTest
    @Fault("F03")
    @CsvSource({
        "READ,        NOT_DONE,       DID_NOT,      itself, again",
        "READ,        DONE_BY_US,     DID_NOT,      itself, again",
        "READ,        DONE_BY_OTHER,  DID_NOT,      itself, again",
        "READ,        PARTIAL,        DID_NOT,      itself, again",
        "READ,        UNREACHABLE,    DID_NOT,      itself, again",
        "SET,         NOT_DONE,       DID_NOT,      itself, confirm",
        "SET,         DONE_BY_US,     TOOK_EFFECT,  itself, done",
        "SET,         DONE_BY_OTHER,  TOOK_EFFECT,  asks,   operator",
        "SET,         MOVED_BY_OTHER, DID_NOT,      asks,   operator",
        "SET,         PARTIAL,        PARTLY,       asks,   operator",
        "SET,         UNREACHABLE,    ,             asks,   operator",
        "RESUMABLE,   NOT_DONE,       PARTLY,       itself, confirm",
        "RESUMABLE,   DONE_BY_US,     PARTLY,       itself, confirm",
        "RESUMABLE,   DONE_BY_OTHER,  PARTLY,       itself, confirm",
        "RESUMABLE,   PARTIAL,        PARTLY,       itself, confirm",
        "RESUMABLE,   UNREACHABLE,    PARTLY,       itself, confirm",
        "ARTIFACT,    NOT_DONE,       DID_NOT,      itself, again",
        "ARTIFACT,    DONE_BY_US,     DID_NOT,      itself, again",
        "ARTIFACT,    DONE_BY_OTHER,  DID_NOT,      itself, again",
        "ARTIFACT,    PARTIAL,        DID_NOT,      itself, again",
        "ARTIFACT,    UNREACHABLE,    DID_NOT,      itself, again",
        "ONCE,        NOT_DONE,       ,             asks,   operator",
        "ONCE,        DONE_BY_US,     ,             asks,   operator",
        "ONCE,        DONE_BY_OTHER,  ,             asks,   operator",
        "ONCE,        PARTIAL,        ,             asks,   operator",
        "ONCE,        UNREACHABLE,    ,             asks,   operator",
        "DESTRUCTIVE, NOT_DONE,       ,             asks,   operator",
        "DESTRUCTIVE, DONE_BY_US,     ,             asks,   operator",
        "DESTRUCTIVE, DONE_BY_OTHER,  ,             asks,   operator",
        "DESTRUCTIVE, PARTIAL,        ,             asks,   operator",
        "DESTRUCTIVE, UNREACHABLE,    ,             asks,   operator",
        "SAFETY,      NOT_DONE,       DID_NOT,      itself, confirm",
        "SAFETY,      DONE_BY_US,     TOOK_EFFECT,  itself, done",
        "SAFETY,      DONE_BY_OTHER,  TOOK_EFFECT,  itself, done",
        "SAFETY,      PARTIAL,        PARTLY,       asks,   operator",
        "SAFETY,      UNREACHABLE,    ,             asks,   operator"
    })
    void aStepThatWasCutOff(String ofClass, String found, String verdict, String who, String next, Tally tally)
            throws Exception {
        tally.injected();
        String step = Objects.requireNonNull(STEPS.get(ofClass));
        Performer.Finding finding = finding(step, found);
        assertThat(finding.verdict().map(Verdict::name)).isEqualTo(Optional.ofNullable(verdict));
        assertThat(finding.automatic()).isEqualTo(who.equals("itself"));
        try (Theatre theatre = Theatre.resumed(Classes.TEXT, cutOff(step), finding)) {
            theatre.world.replicas = step.equals("down") ? 3 : 0;
            theatre.begin();
            Snapshot asked = theatre.until(now -> !(now.question() instanceof Question.Busy));
            boolean before = Classes.book().steps().stream()
                    .takeWhile(one -> !one.id().value().equals(step))
                    .anyMatch(one -> one.id().value().equals("down"));
            switch (next) {
                case "again" -> {
                    assertThat(theatre.world.acts).containsExactly(step);
                    assertThat(asked.run().state(id(step)).status()).isEqualTo(Status.DONE);
                }
                case "confirm" -> {
                    assertThat(theatre.world.acts).isEmpty();
                    assertThat(asked.question())
                            .isInstanceOfSatisfying(Question.Confirm.class, confirm -> assertThat(confirm.step())
                                    .isEqualTo(id(step)));
                    assertThat(asked.run().isHeld("down")).as("held").isEqualTo(before);
                }
                case "done" -> {
                    assertThat(theatre.world.acts).doesNotContain(step);
                    assertThat(asked.run().state(id(step)).status()).isEqualTo(Status.DONE);
                    assertThat(asked.run().isHeld("down")).isEqualTo(step.equals("down"));
                }
                default -> {
                    assertThat(theatre.world.acts).isEmpty();
                    assertThat(asked.question()).isInstanceOf(Question.Doubt.class);
                    assertThat(asked.run().state(id(step)).status()).isEqualTo(Status.IN_DOUBT);
                    assertThat(asked.run().isHeld("down")).as("held").isEqualTo(before);
                    theatre.wish(new Wish.Confirm(id(step), false, "yes"));
                    theatre.wish(new Wish.Close("enough"));
                    assertThat(theatre.refusals()).hasSize(2);
                    assertThat(theatre.world.acts).isEmpty();
                }
            }
        }
        tally.survived();
    }

    @Test
    void onceIsAsked() {
        Performer.Finding found = finding("halt", "NOT_DONE");
        assertThat(found.verdict()).isEmpty();
        assertThat(found.automatic()).isFalse();
    }

    @Test
    @Fault("F03")
    void whatDestroysAndDidNotIsDoneAgainOnlyWithItsNameTypedAnew() throws Exception {
        Performer.Finding found = finding("clean", "NOT_DONE");
        try (Theatre theatre = Theatre.resumed(Classes.TEXT, cutOff("clean"), found)) {
            theatre.begin().until(now -> now.question() instanceof Question.Doubt);
            theatre.wish(new Wish.Settle(new Attempt(id("clean"), "", false, 1), Verdict.DID_NOT, "I counted"));
            theatre.asksFor("clean");
            theatre.wish(new Wish.Confirm(id("clean"), false, "yes"));
            assertThat(theatre.refusals()).containsExactly("what was typed is not the name of what would be destroyed");
            assertThat(theatre.world.acts).isEmpty();
            theatre.wish(new Wish.Confirm(id("clean"), false, "everything"));
            theatre.asksFor("up");
            assertThat(theatre.world.acts).containsExactly("clean");
        }
    }

    @Test
    @Fault("F03")
    void whatDestroysAndDidIsNeverDoneAgain() throws Exception {
        try (Theatre theatre = Theatre.resumed(Classes.TEXT, cutOff("clean"), finding("clean", "DONE_BY_US"))) {
            theatre.begin().until(now -> now.question() instanceof Question.Doubt);
            theatre.wish(new Wish.Settle(new Attempt(id("clean"), "", false, 1), Verdict.TOOK_EFFECT, "I counted"));
            theatre.asksFor("up");
            assertThat(theatre.world.acts).isEmpty();
        }
    }
}
