package lifeboat.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lifeboat.fault.Fault;
import lifeboat.line.Stage.Played;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@Fault("F08")
class AuditLostLineTest {
    private static Stage dying() {
        Stage stage = new Stage("small.yaml", Mode.RUN);
        stage.world.plan("scale-down", (attempt, listener) -> {
            stage.record.die(true);
            return new Outcome.Succeeded(Map.of("replicas", List.of("3")), "3 to 0");
        });
        return stage;
    }

    @Test
    void whatIsHeldIsReleasedWithoutAnAuditOnceThatWasTyped() throws Exception {
        Stage stage = dying();
        Played played = stage.answers(
                "yes",
                "none",
                "skip no friends",
                "yes",
                "again",
                "elsewhere /mnt/full",
                "without",
                "yes",
                "note Ada knows",
                "without",
                "without audit",
                "go on",
                "close",
                "all",
                "yes",
                "yes",
                "started");
        Golden.assertSame("audit-lost", played.transcript());
        assertThat(played.code()).isEqualTo(3);
        assertThat(stage.world.acts)
                .containsExactly(
                        "look #1", "pause-ingress #1 none", "scale-down #1 yes", "resume #1 yes", "lift #1 started");
    }

    @Test
    void onAnotherDiskTheAuditGoesOnAndWhatIsHeldIsReleased() throws Exception {
        Stage stage = dying();
        Played played = stage.answers(
                "yes", "none", "skip no friends", "yes", "elsewhere", "/mnt/stick", "all", "yes", "yes", "started");
        assertThat(played.transcript())
                .contains("The audit goes on in /mnt/stick.")
                .contains("Left unfinished");
        assertThat(played.code()).isEqualTo(3);
        assertThat(stage.world.acts).endsWith("resume #1 yes", "lift #1 started");
        assertThat(stage.record.events()).extracting(event -> event.action()).endsWith("hold.released", "run.left");
    }

    @Test
    void nobodyWhoIsNotThereReleasesAnythingWithoutAnAudit() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.REHEARSAL);
        stage.world.plan("scale-down", (attempt, listener) -> {
            stage.record.die(true);
            return new Outcome.Succeeded(Map.of("replicas", List.of("3")), "3 to 0");
        });
        Played played = stage.auto();
        assertThat(played.transcript()).contains("How to go on?").contains("auto: leave");
        assertThat(played.code()).isEqualTo(3);
        assertThat(stage.world.acts).endsWith("scale-down #1 yes");
    }
}
