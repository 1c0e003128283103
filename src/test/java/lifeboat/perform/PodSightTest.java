package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.cluster.PodDetail;
import lifeboat.cluster.PodEvent;
import lifeboat.cluster.PodRow;
import lifeboat.cluster.PodTable;
import lifeboat.perform.PodFeed.Sight;
import org.junit.jupiter.api.Test;

class PodSightTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static PodRow row(String name, String uid, String reason, int restarts, String kind) {
        return new PodRow(
                name,
                uid,
                "Running",
                reason,
                1,
                1,
                restarts,
                NOON.minusSeconds(3600),
                Optional.of("node-1"),
                Optional.of(kind),
                Optional.of("of-" + name.charAt(0)),
                Map.of("app", "x"),
                Optional.empty());
    }

    private static PodRow row(String name) {
        return row(name, "uid-" + name, "Running", 0, "StatefulSet");
    }

    private static PodTable at(int second, PodRow... rows) {
        return new PodTable(List.of(rows), NOON.plusSeconds(second), Optional.empty(), "");
    }

    private static PodTable stale(int second) {
        return new PodTable(List.of(), NOON.plusSeconds(second), Optional.of(NOON), "cut off");
    }

    private static PodFeed.Life life(PodSight sight, String name) {
        return Optional.ofNullable(sight.pods().get(name)).orElseThrow().life();
    }

    @Test
    void whatIsThereAtTheFirstLookIsNotNewAndWhatComesLaterIs() {
        PodSight sight = PodSight.awaited("").after(at(0, row("a"))).after(at(5, row("a"), row("b")));
        assertThat(life(sight, "a")).isEqualTo(PodFeed.Life.STEADY);
        assertThat(life(sight, "b").came()).contains(NOON.plusSeconds(5));
    }

    @Test
    void aPodThatWentIsRememberedForAMinute() {
        PodSight sight = PodSight.awaited("").after(at(0, row("a"), row("b"))).after(at(5, row("b")));
        assertThat(life(sight, "a").gone()).contains(NOON.plusSeconds(5));
        assertThat(sight.selection().count()).isEqualTo(1);
        assertThat(sight.after(at(65, row("b"))).pods()).containsKey("a");
        assertThat(sight.after(at(66, row("b"))).pods()).containsOnlyKeys("b");
    }

    @Test
    void anotherPodOfTheSameNameIsNew() {
        PodSight sight = PodSight.awaited("")
                .after(at(0, row("a")))
                .after(at(5, row("a", "another", "Running", 0, "StatefulSet")));
        assertThat(sight.pods()).hasSize(1);
        assertThat(life(sight, "a").came()).contains(NOON.plusSeconds(5));
    }

    @Test
    void nothingGoesBecauseItIsNotSeen() {
        PodSight live = PodSight.awaited("").after(at(0, row("a")));
        PodSight stale = live.after(stale(5));
        assertThat(stale.pods()).isEqualTo(live.pods());
        assertThat(stale.selection().sight()).isEqualTo(Sight.STALE);
        assertThat(stale.after(stale(9))).isEqualTo(stale);
        assertThat(stale.after(at(9, row("a")))).isEqualTo(live);
    }

    @Test
    void whatWasNeverSeenIsUnseenAndNotStale() {
        PodSight unseen = PodSight.awaited("").after(stale(1));
        assertThat(unseen.selection().sight()).isEqualTo(Sight.UNSEEN);
        PodSight live = unseen.after(at(2, row("a")));
        assertThat(life(live, "a").came()).isEmpty();
    }

    @Test
    void aWorkloadIsEmptyOnlyAfterItsPodsWereSeenAndAJobNever() {
        PodRow job = row("j", "j", "Completed", 0, "Job");
        PodSight sight = PodSight.awaited("").after(at(0, row("a"), job)).after(at(5));
        assertThat(sight.emptied()).containsExactly(Map.entry("StatefulSet/of-a", NOON.plusSeconds(5)));
        assertThat(sight.after(at(500)).emptied()).hasSize(1);
        assertThat(sight.after(at(9, row("a"))).emptied()).isEmpty();
    }

    @Test
    void aTableThatTellsNothingThatIsShownChangesNothing() {
        PodSight sight = PodSight.awaited("").after(at(0, row("a")));
        assertThat(sight.after(at(30, row("a")))).isEqualTo(sight);
        PodRow relabelled = new PodRow(
                "a",
                "uid-a",
                "Failed",
                "Running",
                1,
                1,
                0,
                NOON.minusSeconds(3600),
                Optional.of("node-1"),
                Optional.of("StatefulSet"),
                Optional.of("of-a"),
                Map.of("app", "y"),
                Optional.empty());
        assertThat(sight.after(at(30, relabelled))).isEqualTo(sight);
    }

    @Test
    void aNamespaceThatCrashesTellsNoMoreThanItsPodsDo() {
        // Ten pods that crash at once, every table told three times, as bookmarks and fresh lists do.
        PodSight sight = PodSight.awaited("");
        int changes = 0;
        for (int round = 0; round < 100; round++) {
            int restarts = round;
            String state = round % 2 == 0 ? "Error" : "CrashLoopBackOff";
            PodRow[] rows = Stream.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")
                    .map(name -> row(name, name, state, restarts, "Deployment"))
                    .toArray(PodRow[]::new);
            for (int again = 0; again < 3; again++) {
                PodSight next = sight.after(at(round, rows));
                changes += next.equals(sight) ? 0 : 1;
                sight = next;
            }
        }
        assertThat(changes).isEqualTo(100);
        assertThat(sight.pods()).hasSize(10);
    }

    @Test
    void detailsSayWhyAContainerDoesNotRunAndHowItEndedBefore() {
        PodDetail.Container crashing = new PodDetail.Container(
                "pachd",
                "pachyderm/pachd:2.8.4",
                "waiting",
                "CrashLoopBackOff",
                "back-off 5m0s\nHEADING",
                Optional.empty(),
                17,
                false,
                Optional.of(new PodDetail.Ended("OOMKilled", 137, Optional.of(NOON.minusSeconds(150)))));
        PodDetail.Container done = new PodDetail.Container(
                "init", "busybox", "terminated", "Completed", "", Optional.of(0), 0, true, Optional.empty());
        PodDetail detail = new PodDetail(
                row("a"),
                List.of(
                        new PodDetail.Condition("PodScheduled", "True", "", "", Optional.empty()),
                        new PodDetail.Condition(
                                "Ready",
                                "False",
                                "ContainersNotReady",
                                "containers with unready status: [pachd]",
                                Optional.of(NOON)),
                        new PodDetail.Condition("DisruptionTarget", "False", "", "", Optional.empty())),
                List.of(done, crashing));
        List<PodEvent> events = List.of(
                new PodEvent("Normal", "Pulled", "Pulled it", 1, NOON.minusSeconds(172_800)),
                new PodEvent("Warning", "BackOff", "Back-off restarting", 14, NOON.minusSeconds(12)));
        assertThat(PodDetails.lines(Optional.of(detail), events, NOON))
                .containsExactly(
                        "status      Running, ready 1/1, restarts 0, as of 12:00:00Z",
                        "created     1 h 0 min ago (11:00:00Z)",
                        "owner       StatefulSet/of-a",
                        "node        node-1",
                        "",
                        "CONTAINERS",
                        "✓ init: terminated, Completed, exit code 0, restarts 0",
                        "    busybox",
                        "✗ pachd: waiting, CrashLoopBackOff, not ready, restarts 17",
                        "    pachyderm/pachd:2.8.4",
                        "    back-off 5m0s",
                        "    HEADING",
                        "    before: OOMKilled, exit code 137, 3 min ago (11:57:30Z)",
                        "",
                        "CONDITIONS",
                        "✓ PodScheduled: True",
                        "! Ready: False, ContainersNotReady, since 0 s ago (12:00:00Z)",
                        "    containers with unready status: [pachd]",
                        "✓ DisruptionTarget: False",
                        "",
                        "LABELS",
                        "  app=x",
                        "",
                        "EVENTS, newest first",
                        "! 12 s ago (11:59:48Z), BackOff ×14",
                        "    Back-off restarting",
                        "  2 days ago (2026-11-19T12:00:00Z), Pulled",
                        "    Pulled it");
    }
}
