package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A whole backup, an accident and a whole restore of other versions than the usual one, each with a lab that answers as that
 * version does.
 */
@EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
class FlavoursTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // version, migrations, a controller of its workers, whether it has pachw, what happened
        "2.4.6,       25, pipeline-edges-v1, false, same_version",
        "2.12.0-rc.3, 65, default-edges-v1,  true,  same_version",
    })
    void isBackedUpAndComesBack(String version, int migrations, String worker, boolean pachw, String story)
            throws Exception {
        comesBack(version, migrations, worker, pachw, story);
    }

    @ParameterizedTest(name = "{0} {4}")
    @CsvSource({
        "2.0.8,  21, pipeline-edges-v1, false, same_version",
        "2.4.6,  25, pipeline-edges-v1, false, roll_back",
        "2.8.10, 47, default-edges-v1,  true,  roll_back",
        "2.11.6, 59, default-edges-v1,  true,  roll_back",
    })
    void isBackedUpAndComesBackInTheEnd(String version, int migrations, String worker, boolean pachw, String story)
            throws Exception {
        comesBack(version, migrations, worker, pachw, story);
    }

    private static void comesBack(String version, int migrations, String worker, boolean pachw, String story)
            throws Exception {
        try (Desk desk = new Desk()) {
            Program program = desk.lifeboat(
                    "rehearse",
                    "pachyderm-restore",
                    "--line",
                    "--auto",
                    "--keep-lab",
                    "--objects",
                    "12",
                    "--pace",
                    "0",
                    "--pachyderm-version",
                    version,
                    "-p",
                    "case=" + story);
            program.endInput();
            Program.await("the dump", () -> desk.hasBegun("dump-databases") || !program.isAlive());
            LabView lab = desk.lab();
            Map<String, Map<String, String>> before = contents(lab);
            Program.Ended ended = program.ended();

            assertThat(ended.code()).as(ended.all()).isZero();
            assertThat(contents(lab)).isEqualTo(before);
            assertThat(before.get("pachyderm")).hasEntrySatisfying("table public.migrations", rows -> assertThat(rows)
                    .startsWith(migrations + 1 + " rows "));
            assertThat(ended.out().replaceAll("\\s+", " "))
                    .contains("pachd " + version)
                    .contains("120, the same as when it was backed up")
                    .contains("has the recorded content");
            assertThat(lab.cluster("GET", "/apis/apps/v1/namespaces/pachyderm/deployments/pachd", "")
                            .at("/spec/template/spec/containers/0/image")
                            .asText())
                    .isEqualTo("pachyderm/pachd:" + version);
            List<String> changed = new ArrayList<>(lab.changes().keySet());
            assertThat(changed).contains("patch ReplicationController " + worker);
            assertThat(changed.contains("patch Deployment pachw")).isEqualTo(pachw);
        }
    }

    private static Map<String, Map<String, String>> contents(LabView lab) throws Exception {
        Map<String, Map<String, String>> contents = new TreeMap<>();
        for (String name : List.of("pachyderm", "dex")) {
            try (Connection database = lab.superuser(name)) {
                contents.put(name, Restored.content(database));
            }
        }
        return contents;
    }

    @Test
    void aVersionThatCannotPauseIsNotAskedTo() throws Exception {
        try (Desk desk = new Desk()) {
            Program.Ended refused = desk.run(
                    "rehearse",
                    "--line",
                    "--auto",
                    "--objects",
                    "5",
                    "--pachyderm-version",
                    "2.12.0-rc.3",
                    "-p",
                    "quiesce=pause");

            assertThat(refused.code()).as(refused.all()).isEqualTo(4);
            assertThat(refused.out().replaceAll("\\s+", " ")).contains("is a stub");
            assertThat(desk.hasBegun("announce-outage")).isFalse();
        }
    }
}
