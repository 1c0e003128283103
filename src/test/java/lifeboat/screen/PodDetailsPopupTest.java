package lifeboat.screen;

import static lifeboat.screen.PodWall.live;
import static lifeboat.screen.PodWall.pod;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PodDetailsPopupTest {
    private static final List<String> LINES = List.of(
            "status      CrashLoopBackOff, ready 0/1, restarts 17, as of 12:00:00Z",
            "created     3 h 0 min ago (09:00:00Z)",
            "owner       Deployment/pachd",
            "node        node-1",
            "",
            "CONTAINERS",
            "✗ pachd: waiting, CrashLoopBackOff, not ready, restarts 17",
            "    pachyderm/pachd:2.8.4",
            "    back-off 5m0s restarting failed container=pachd pod=pachd-7d9f8b6c5d-c4hzt_pach(0b7e)",
            "    before: OOMKilled, exit code 137, 2 min ago (11:58:00Z)",
            "",
            "CONDITIONS",
            "✓ PodScheduled: True, since 3 h 0 min ago (09:00:00Z)",
            "! Ready: False, ContainersNotReady, since 2 min ago (11:58:00Z)");

    private static Keys opened() {
        return new Keys(PodWall.of(live("app=pachd", pod("pachd-0", "Running")))).press("Enter");
    }

    @Test
    void it_says_that_it_looks_and_then_what_it_saw() {
        Keys keys = opened();
        assertThat(keys.commands()).containsExactly(new Command.LookAt("pachd-0"));
        assertThat(keys.text()).contains("pod pachd-0").contains("looking…");
        keys.tell(new Message.Looked("another", List.of("not this one")));
        assertThat(keys.text()).contains("looking…");
        keys.tell(new Message.Looked("pachd-0", LINES));
        PodWall.both("pod-details", keys.scene());
    }

    @Test
    void it_is_scrolled_copied_looked_at_again_and_closed() {
        List<String> many = new ArrayList<>(LINES);
        IntStream.range(0, 60).forEach(number -> many.add("  event " + number));
        Keys keys = opened().tell(new Message.Looked("pachd-0", many));
        assertThat(keys.text()).contains("status").doesNotContain("event 59");
        assertThat(keys.press("G").text()).contains("event 59").doesNotContain("status  ");
        assertThat(keys.press("k", "k").text()).doesNotContain("event 59").contains("event 57");
        assertThat(keys.press("g").text()).contains("status");
        keys.press("y", "r");
        assertThat(keys.commands())
                .contains(new Command.Copy("pachd-0\n" + String.join("\n", many) + "\n"))
                .endsWith(new Command.LookAt("pachd-0"));
        assertThat(keys.press("Esc").text()).contains("NAME↑").doesNotContain("event 1");
    }

    @Test
    void a_hostile_line_stays_a_line() {
        Keys keys = opened().tell(new Message.Looked("pachd-0", List.of("  \u001b[2Jevil\u202e", "x".repeat(5_000))));
        assertThat(keys.text()).contains("␛[2Jevil<U+202E>").doesNotContain("\u001b");
    }
}
