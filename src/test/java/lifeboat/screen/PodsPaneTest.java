package lifeboat.screen;

import static lifeboat.screen.PodWall.NOON;
import static lifeboat.screen.PodWall.came;
import static lifeboat.screen.PodWall.gone;
import static lifeboat.screen.PodWall.live;
import static lifeboat.screen.PodWall.pod;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lifeboat.perform.PodFeed.Emptied;
import lifeboat.perform.PodFeed.Life;
import lifeboat.perform.PodFeed.Pod;
import lifeboat.perform.PodFeed.Pods;
import lifeboat.perform.PodFeed.Selection;
import lifeboat.perform.PodFeed.Sight;
import org.junit.jupiter.api.Test;

class PodsPaneTest {
    private static final String SUITE = "suite=pachyderm";

    private static Pod[] namespace() {
        return new Pod[] {
            pod("etcd-0", "Running"),
            pod("pachd-7d9f8b6c5d-2xkqp", "Running", 1, 2, Duration.ofHours(3), Life.STEADY),
            pod("pachd-7d9f8b6c5d-c4hzt", "CrashLoopBackOff", 0, 17, Duration.ofHours(3), Life.STEADY),
            pod("pachd-7d9f8b6c5d-m8wvl", "Terminating", 1, 0, Duration.ofHours(3), Life.STEADY),
            pod("pg-bouncer-6f4d9", "Running", 0, 1, Duration.ofDays(900), Life.STEADY),
            pod("pipeline-edges-v1-x7k2p", "Running", 1, 0, Duration.ofMinutes(12), gone(NOON.minusSeconds(4))),
            pod(
                    "pipeline-montage-v3-9fqlt",
                    "ContainerCreating",
                    0,
                    0,
                    Duration.ofSeconds(9),
                    came(NOON.minusSeconds(9))),
            pod("pipeline-sweep-v1-ab12c", "Completed", 0, 0, Duration.ofDays(1), Life.STEADY),
        };
    }

    private static List<String> names(Keys keys) {
        return keys.text()
                .lines()
                .filter(line -> line.contains("Running") || line.contains("gone") || line.contains("Error"))
                .map(line -> line.substring(2).strip().split(" ")[0])
                .toList();
    }

    @Test
    void the_pods_are_shown_as_kubectl_names_them() {
        PodWall.both("pods", PodWall.of(live(SUITE, namespace())));
    }

    @Test
    void beside_the_steps_there_is_room_for_name_and_state() {
        PodWall wall = PodWall.of(live(SUITE, namespace()));
        Shot.of(canvas -> wall.pane().draw(canvas, wall.view(), false), 26, 6).matches("pods");
        Shot.of(canvas -> wall.pane().draw(canvas, wall.view(), true), 44, 9).matches("pods");
    }

    @Test
    void no_width_and_height_is_too_small() {
        PodWall wall = PodWall.of(live(SUITE, namespace()));
        for (int columns = 0; columns < 200; columns++) {
            for (int rows = 0; rows < 6; rows++) {
                Shot.of(canvas -> wall.pane().draw(canvas, wall.view(), true), Math.max(1, columns), Math.max(1, rows));
            }
        }
    }

    @Test
    void a_pod_that_goes_is_seen_to_go_and_the_others_keep_their_place() {
        Keys keys = new Keys(PodWall.of(live(SUITE, pod("a", "Running"), pod("b", "Running"), pod("c", "Running"))));
        String before = keys.text();
        keys.tell(new Message.Tick(NOON.plusSeconds(1)));
        keys.tell(new Message.Saw(live(
                SUITE,
                pod("a", "Running"),
                pod("b", "Running", 1, 0, Duration.ofDays(40), gone(NOON.plusSeconds(1))),
                pod("c", "Running"))));
        assertThat(keys.text())
                .contains("PODS 2 of suite=pachyderm")
                .contains("-b ")
                .contains("gone");
        assertThat(rowOf(keys.text(), "c ")).isEqualTo(rowOf(before, "c "));
        keys.tell(new Message.Tick(NOON.plusSeconds(10)));
        assertThat(names(keys)).containsExactly("a", "-b", "c");
        keys.tell(new Message.Tick(NOON.plusSeconds(11)));
        assertThat(names(keys)).containsExactly("a", "c");
    }

    private static int rowOf(String text, String what) {
        return text.lines()
                .toList()
                .indexOf(text.lines()
                        .filter(line -> line.contains(what))
                        .findFirst()
                        .orElse(""));
    }

    @Test
    void that_none_is_left_is_said_as_success_only_of_pods_that_were_seen() {
        Emptied pachd = new Emptied("Deployment/pachd", NOON.minusSeconds(75));
        Pods drained = PodWall.table(Sight.LIVE, Optional.empty(), "", "app=pachd", List.of(pachd));
        PodWall.both("pods-drained", PodWall.of(drained));
        assertThat(new Keys(PodWall.of(live("app=pachd"))).text())
                .contains("PODS none of app=pachd")
                .contains("No pod matches app=pachd.")
                .doesNotContain("left");
    }

    @Test
    void each_selection_is_counted_for_itself() {
        Pods pods = new Pods(
                List.of(pod("etcd-0", "Running"), pod("etcd-1", "Running")),
                List.of(
                        new Selection("app=pachd", 0, Sight.LIVE, Optional.empty(), ""),
                        new Selection("app=etcd", 2, Sight.LIVE, Optional.empty(), "")),
                List.of(new Emptied("Deployment/pachd", NOON.minusSeconds(5))));
        assertThat(new Keys(PodWall.of(pods)).text())
                .contains("PODS none of app=pachd, 2 of app=etcd")
                .contains("all gone: Deployment/pachd (5s ago)");
    }

    @Test
    void a_stale_table_does_not_look_live() {
        Instant since = NOON.minusSeconds(47);
        PodWall.both(
                "pods-stale",
                PodWall.of(PodWall.table(
                        Sight.STALE,
                        Optional.of(since),
                        "list pods: the API server answered 503: lab fault",
                        SUITE,
                        List.of(),
                        namespace())));
    }

    @Test
    void pods_that_cannot_be_seen_are_not_an_empty_list() {
        PodWall.both(
                "pods-unseen",
                PodWall.of(PodWall.table(
                        Sight.UNSEEN,
                        Optional.empty(),
                        "the kubeconfig /home/mira/.kube/config cannot be read: permission denied",
                        SUITE,
                        List.of())));
    }

    @Test
    void before_the_first_answer_and_without_a_watch_nothing_is_claimed() {
        Pods awaited = PodWall.table(Sight.AWAITED, Optional.empty(), "", SUITE, List.of());
        assertThat(new Keys(PodWall.of(awaited)).text())
                .contains("PODS looking… suite=pachyderm")
                .doesNotContain("none");
        assertThat(new Keys(PodWall.of(Pods.NONE)).text()).contains("looking…");
        assertThat(new Keys(PodWall.unwatched()).text()).contains("This runbook watches no pods.");
    }

    @Test
    void the_filter_works_while_it_is_typed_and_escape_takes_it_away() {
        Keys keys = new Keys(PodWall.of(live(SUITE, namespace()))).press("/").type("pACHd");
        PodWall.both("pods-filter", keys.scene());
        assertThat(keys.text()).contains("pachd-7d9f8b6c5d-2xkqp").doesNotContain("etcd-0");
        keys.press("Enter");
        assertThat(keys.text()).contains("/pACHd 3").doesNotContain("etcd-0");
        keys.press("Esc");
        assertThat(keys.text()).contains("etcd-0").doesNotContain("/pACHd");
    }

    @Test
    void a_filter_that_begins_with_an_exclamation_mark_takes_the_others() {
        Keys keys = new Keys(PodWall.of(live(SUITE, namespace()))).press("/").type("!running");
        assertThat(keys.text()).contains("CrashLoopBackOff").doesNotContain("etcd-0");
        keys.press("Esc", "/").type("zzz");
        assertThat(keys.text()).contains("None of the pods has \"zzz\".");
    }

    @Test
    void a_paste_goes_into_the_filter_only_while_it_is_typed() {
        Keys keys = new Keys(PodWall.of(live(SUITE, namespace()))).paste("etcd");
        assertThat(keys.text()).contains("pachd-7d9f8b6c5d-2xkqp");
        keys.press("/").paste("etcd\n").press("Enter");
        assertThat(keys.text()).contains("etcd-0").doesNotContain("pachd-7d9f8b6c5d-2xkqp");
    }

    @Test
    void one_key_goes_through_the_columns() {
        Keys keys = new Keys(PodWall.of(live(SUITE, namespace())));
        assertThat(keys.text()).contains("NAME↑");
        assertThat(keys.press("s").text()).contains("STATUS↑").contains("by status↑");
        assertThat(keys.text().lines().toList().get(2)).contains("CrashLoopBackOff");
        assertThat(keys.press("s").text()).contains("RESTARTS↓");
        assertThat(keys.text().lines().toList().get(2)).contains("17");
        assertThat(keys.press("s").text()).contains("AGE↑");
        assertThat(keys.text().lines().toList().get(2)).contains("9fqlt").contains("9s");
        assertThat(keys.press("s").text()).contains("NODE↑");
        assertThat(keys.press("s").text()).contains("NAME↑");
    }

    @Test
    void the_selection_stays_on_its_pod_while_others_flap() {
        List<Pod> flapping = new ArrayList<>(List.of(pod("m", "Running")));
        Keys keys = new Keys(PodWall.of(live(SUITE, pod("b", "Running"), pod("m", "Running")))).press("j");
        for (int round = 0; round < 100; round++) {
            flapping.add(0, pod("a" + round, "Running"));
            flapping.add(pod("z" + round, "Error"));
            Stream<Pod> some = round % 2 == 0
                    ? flapping.stream()
                    : flapping.stream().filter(p -> !p.name().startsWith("a"));
            keys.tell(new Message.Saw(live(SUITE, some.toArray(Pod[]::new))));
            assertThat(keys.text()).contains(" m ");
        }
        keys.press("Enter");
        assertThat(keys.commands()).containsExactly(new Command.LookAt("m"));
    }

    @Test
    void a_selected_pod_that_is_gone_gives_its_place_to_its_neighbour() {
        Keys keys = new Keys(PodWall.of(live(SUITE, pod("a", "Running"), pod("b", "Running"), pod("c", "Running"))))
                .press("j")
                .tell(new Message.Saw(live(SUITE, pod("a", "Running"), pod("c", "Running"))))
                .press("Enter");
        assertThat(keys.commands()).containsExactly(new Command.LookAt("c"));
    }

    @Test
    void five_hundred_pods_are_paged_through() {
        Pod[] many = IntStream.range(0, 500)
                .mapToObj(number -> pod(String.format("pipeline-%03d", number), "Running"))
                .toArray(Pod[]::new);
        Keys keys = new Keys(PodWall.of(live(SUITE, many)));
        assertThat(keys.text()).contains("PODS 500 of suite=pachyderm").contains("pipeline-000");
        assertThat(keys.press("G").text()).contains("pipeline-499");
        assertThat(keys.press("PgUp", "PgUp").text()).doesNotContain("pipeline-499");
        assertThat(keys.press("g").text()).contains("pipeline-000");
        assertThat(keys.press("/").type("-07").text().lines().filter(line -> line.contains("pipeline-07")))
                .hasSize(10);
    }

    @Test
    void hostile_names_neither_steer_the_terminal_nor_break_the_table() {
        String escape = "\u001b[2J\u001b]0;owned\u0007evil";
        Pod hostile = new Pod(
                escape, "u", "Run\u202ening\r\n", 1, 1, 0, NOON, "Deployment/\u0000", "n\u009b31mode", Life.STEADY);
        String endless = "pachd-" + "x".repeat(241) + "-tail1";
        PodWall wall =
                PodWall.of(live("suite=\u001b[31m", hostile, pod(endless, "Running"), pod("日本語-pod-名前", "Running")));
        PodWall.both("pods-hostile", wall);
        assertThat(String.join("\n", wall.pane().lines(wall.view()))).contains(endless);
    }

    @Test
    void a_pod_that_does_not_end_when_it_should_is_late() {
        Life deadline = new Life(Optional.empty(), Optional.of(NOON.minusSeconds(31)), Optional.empty());
        Pod stuck = pod("pachd-0", "Terminating", 1, 0, Duration.ofDays(1), deadline);
        assertThat(new Keys(PodWall.of(live(SUITE, stuck))).text()).contains("Terminating late");
        assertThat(PodState.of(stuck, NOON)).isEqualTo(new PodState("Terminating late", Role.DANGER));
        assertThat(PodState.of(stuck, NOON.minusSeconds(20))).isEqualTo(new PodState("Terminating", Role.WARNING));
    }

    @Test
    void states_strike_the_eye_as_much_as_they_should() {
        List.of("CrashLoopBackOff", "Error", "Init:Error", "OOMKilled", "ImagePullBackOff", "ErrImagePull", "Evicted")
                .forEach(state -> assertThat(role(state, 0)).as(state).isEqualTo(Role.DANGER));
        List.of("Pending", "ContainerCreating", "PodInitializing", "Init:0/2", "NotReady")
                .forEach(state -> assertThat(role(state, 0)).as(state).isEqualTo(Role.WARNING));
        assertThat(role("Running", 1)).isEqualTo(Role.OK);
        assertThat(role("Running", 0)).isEqualTo(Role.WARNING);
        assertThat(role("Completed", 0)).isEqualTo(Role.MUTED);
    }

    private static Role role(String state, int ready) {
        return PodState.of(pod("a", state, ready, 0, Duration.ofDays(1), Life.STEADY), NOON)
                .role();
    }

    @Test
    void all_of_it_can_be_copied_as_text() {
        PodWall wall = PodWall.of(live(SUITE, namespace()));
        assertThat(wall.pane().lines(wall.view()))
                .startsWith("PODS 7 of suite=pachyderm")
                .anyMatch(line ->
                        line.matches("pachd-7d9f8b6c5d-c4hzt +CrashLoopBackOff +0/1 +17 +3h .*Deployment/pachd"));
    }

    @Test
    void a_pod_that_is_gone_can_still_be_looked_at_and_nothing_cannot() {
        Keys keys = new Keys(PodWall.of(live(SUITE))).press("Enter");
        assertThat(keys.commands()).isEmpty();
        assertThat(keys.app().notice()).isEqualTo("not now: no pod is shown");
    }
}
