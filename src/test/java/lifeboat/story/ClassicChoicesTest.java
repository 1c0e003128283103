package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to extract, to restore and to migrate a Pachyderm of 1.x, from the oldest version to the newest. */
@EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
class ClassicChoicesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "classic-restore -p made_by=url",
                "classic-restore -p made_by=metadata",
                "classic-restore -p made_by=snapshot",
                "classic-extract -p extract_to=snapshot -p snapshot_by=aws",
                "classic-extract -p extract_to=snapshot -p snapshot_by=gcloud",
                "classic-extract -p extract_to=snapshot -p snapshot_by=az",
                "classic-extract -p extract_to=snapshot -p snapshot_by=hand",
                "classic-extract --trap stop-unrecorded --trap crowded",
                "classic-restore --pachyderm-version 1.9.12",
                "classic-restore --pachyderm-version 1.10.5",
                "classic-restore --pachyderm-version 1.13.4",
                "classic-migrate",
                "classic-migrate --pachyderm-version 1.9.12,1.13.4"
            })
    void each_comes_to_its_end_with_nothing_held(String arguments) throws Exception {
        try (Desk desk = new Desk()) {
            Program.Ended ended = rehearse(desk, arguments);
            assertThat(ended.code()).as(ended.all()).isZero();
            assertThat(desk.summaries()).isNotEmpty().allSatisfy(run -> {
                assertThat(run.path("open_holds")).isEmpty();
                assertThat(run.path("result").asText()).isEqualTo("done");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "classic-restore --trap extract-cut",
                "classic-restore --trap wrong-cluster",
                "classic-restore --trap crowded --pachyderm-version 1.13.4",
                "classic-extract --trap not-admin --pachyderm-version 1.12.5"
            })
    void a_trap_that_nobody_gets_out_of_by_trying_again_ends_the_run_with_a_failure(String arguments) throws Exception {
        try (Desk desk = new Desk()) {
            Program.Ended ended = rehearse(desk, arguments);
            assertThat(ended.code()).as(ended.all()).isIn(1, 3, 4);
            assertThat(ended.all()).contains("FAILED");
        }
    }

    @Test
    void loaders_that_nothing_stops_are_named_and_what_they_write_meanwhile_makes_the_backup_inconsistent()
            throws Exception {
        try (Desk desk = new Desk()) {
            Program.Ended ended = rehearse(desk, "classic-extract -p other_ports= -p loader_deployment=");
            assertThat(ended.code()).as(ended.all()).isZero();
            assertThat(ended.all())
                    .contains("still written: uploads, telemetry")
                    .doesNotContain("still written: images")
                    .contains("INCONSISTENT");
        }
    }

    private static Program.Ended rehearse(Desk desk, String arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("rehearse"));
        words.addAll(Arrays.asList(arguments.split(" ", -1)));
        words.addAll(List.of("--line", "--auto", "--objects", "10", "--pace", "0.1"));
        return desk.run(words.toArray(String[]::new));
    }
}
