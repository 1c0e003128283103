package lifeboat.screen;

import static lifeboat.screen.PodWall.gone;
import static lifeboat.screen.PodWall.live;
import static lifeboat.screen.PodWall.pod;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lifeboat.perform.PodFeed.Pod;
import lifeboat.perform.PodFeed.Pods;
import lifeboat.perform.PodFeed.Sight;
import lifeboat.run.Mode;
import org.junit.jupiter.api.Test;

/** The pods on the run screen. */
class PodsInRunTest {
    private static final String SUITE = "suite=pachyderm";

    private static Keys opened(Pods pods) {
        Tale tale = Tale.opened(Mode.RUN);
        RunScene scene = RunScene.of(tale.view());
        return new Keys(scene).tell(new Message.Tick(PodWall.NOON)).tell(new Message.Saw(pods));
    }

    private static Pods going() {
        Pod[] pods = {
            pod("etcd-0", "Running"),
            pod("pachd-7d9f8b6c5d-2xkqp", "Terminating"),
            pod("pachd-7d9f8b6c5d-c4hzt", "Running", 1, 0, Duration.ofHours(3), gone(PodWall.NOON.minusSeconds(3))),
        };
        return live(SUITE, pods);
    }

    @Test
    void they_stand_below_the_steps_and_are_seen_to_go() {
        PodWall.both("run-pods", opened(going()).scene());
        Keys keys = opened(going());
        assertThat(keys.text()).contains("PODS 2 of suite=pachyderm").contains("gone");
        keys.tell(new Message.Tick(PodWall.NOON.plusSeconds(7)));
        assertThat(keys.text()).doesNotContain("gone");
    }

    @Test
    void a_stale_table_says_so_first_where_there_is_little_room() {
        Pods stale = PodWall.table(
                Sight.STALE,
                Optional.of(PodWall.NOON.minusSeconds(47)),
                "503",
                SUITE,
                List.of(),
                pod("etcd-0", "Running"));
        assertThat(opened(stale).text()).contains("PODS 1 last seen of").contains("! not seen since 11:59:13");
    }

    @Test
    void with_the_whole_screen_they_are_filtered_sorted_and_looked_at() {
        Keys keys = opened(going()).press("4", "z");
        assertThat(keys.text()).contains("NAME↑").contains("NODE");
        keys.press("/").type("pachd").press("Enter");
        assertThat(keys.text()).contains("/pachd 1").doesNotContain("etcd-0");
        keys.press("s").press("Enter");
        assertThat(keys.commands()).containsExactly(new Command.LookAt("pachd-7d9f8b6c5d-2xkqp"));
        keys.tell(new Message.Looked("pachd-7d9f8b6c5d-2xkqp", List.of("status      Terminating")));
        assertThat(keys.text()).contains("status      Terminating");
        assertThat(keys.press("Esc").text())
                .doesNotContain("status      Terminating")
                .contains("/pachd 1");
        assertThat(keys.press("Esc").text()).contains("etcd-0");
    }

    @Test
    void nothing_is_drawn_again_while_no_second_counts() {
        Keys keys = opened(live(SUITE, pod("etcd-0", "Running")));
        App before = keys.app();
        keys.tell(new Message.Tick(PodWall.NOON.plusSeconds(1)));
        assertThat(keys.app()).isEqualTo(before);
    }
}
