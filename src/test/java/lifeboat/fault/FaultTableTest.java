package lifeboat.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTableTest {
    private static final String SOAK = "in the profile soak only";

    private static TestedFault tested(String fault, String test, long injected, long survived) {
        return new TestedFault(fault, "lifeboat.fault." + test, injected, survived, "");
    }

    private static TestedFault skipped(String fault, String test, String why) {
        return new TestedFault(fault, "lifeboat.fault." + test, 0, 0, why);
    }

    private static String row(FaultTable table, String fault) {
        return table.lines().stream()
                .filter(line -> line.startsWith(fault + " "))
                .findFirst()
                .orElseThrow()
                .replaceAll(" +", " ");
    }

    @Test
    void everyFaultHasItsRow() {
        assertThat(Faults.ALL).hasSize(15 + 21 + 15).containsKeys("F01", "F15", "F20", "F40", "F50", "F64");
        assertThat(FaultTable.of(List.of()).lines())
                .hasSize(1 + 51 + 1)
                .last()
                .asString()
                .isEqualTo("51 faults: 0 injected, 0 survived; 0 SKIPPED, 51 untested");
    }

    @Test
    void theTestsOfAFaultAreAddedUp() {
        FaultTable table =
                FaultTable.of(List.of(tested("F08", "DiskTest#full", 700, 700), tested("F08", "DiskTest#again", 3, 2)));

        assertThat(row(table, "F08")).isEqualTo("F08 the disk of the audit is full 703 702");
        assertThat(table.notSurvived()).extracting(FaultRow::id).containsExactly("F08");
        assertThat(table.untested()).hasSize(50);
    }

    @Test
    void whatWasSkippedSaysWhyAndIsCounted() {
        FaultTable table = FaultTable.of(List.of(
                skipped("F10", "DiskTest#fails", "no strace here"),
                tested("F60", "TamperTest#all", 12_000, 12_000),
                skipped("F60", "TamperTest#more", SOAK)));

        assertThat(row(table, "F10")).endsWith(" - - SKIPPED: no strace here");
        assertThat(row(table, "F60")).endsWith(" 12,000 12,000 skipped besides: 1 in the profile soak only");
        assertThat(table.total()).isEqualTo("51 faults: 12,000 injected, 12,000 survived; 1 SKIPPED, 49 untested");
    }

    @Test
    void aRowSaysHowItIsSeenAgain() {
        FaultTable table = FaultTable.of(List.of(
                tested("F60", "TamperTest#b", 1, 1),
                tested("F60", "AuditTest#a", 1, 1),
                skipped("F01", "HangUpTest#a", SOAK)));

        assertThat(table.markdown())
                .contains("| F60 | the audit is tampered with | 2 | 2 |  | `mvn verify -Dtest=AuditTest,TamperTest` |")
                .anyMatch(line -> line.endsWith("| `mvn verify -Psoak -Dtest=HangUpTest` |"));
    }

    @Test
    void whatATestLeavesIsReadAgain(@TempDir Path folder) throws Exception {
        TestedFault passed = tested("F08", "DiskTest#full", 700, 700);
        TestedFault aborted = skipped("F09", "DiskTest#full", "no tmpfs here");
        Files.write(folder.resolve("one.tsv"), List.of(passed.line(), aborted.line()));

        assertThat(TestedFault.read(folder)).containsExactly(passed, aborted);
        assertThat(TestedFault.read(folder.resolve("none"))).isEmpty();
    }

    @Test
    void eachBuildWritesItsPartOfThePageAndKeepsTheOther() {
        FaultPage empty = FaultPage.parse(List.of("# Faults"));
        FaultTable table = FaultTable.of(List.of(tested("F60", "TamperTest#b", 12_000, 12_000)));

        FaultPage built =
                FaultPage.parse(empty.withBuild(table, "2026-01-01", "2 cores").lines());
        FaultPage soaked = FaultPage.parse(built.withSoak(
                        List.of(
                                tested("F60", "TamperTest#b", 1_000_000, 1_000_000),
                                tested("F60", "TamperTest#c", 5, 5),
                                skipped("F50", "JazzerTest#all", "no")),
                        List.of(new Mutants("lifeboat.run", 20, 19)),
                        "2026-01-02",
                        "4 cores")
                .lines());
        FaultPage again = FaultPage.parse(
                soaked.withSoak(List.of(tested("F60", "JazzerTest#all", 7, 7)), List.of(), "2026-01-03", "4 cores")
                        .lines());

        assertThat(built.build())
                .startsWith(
                        "What each test gave when it ran last, on 2026-01-01, on 2 cores; `mvn verify` runs them all:");
        assertThat(again.build()).isEqualTo(built.build());
        assertThat(again.soak()).containsOnlyKeys("F60 JazzerTest", "F60 TamperTest");
        assertThat(again.soak().get("F60 TamperTest"))
                .isEqualTo("| F60 | the audit is tampered with | 1,000,005 | 1,000,005 | 2026-01-02, 4 cores |"
                        + " `mvn -Psoak verify -Dtest=TamperTest` |");
        assertThat(again.mutants())
                .containsExactly(Map.entry("lifeboat.run", "| `lifeboat.run` | 20 | 19 | 2026-01-02, 4 cores |"));
        assertThat(again.lines())
                .filteredOn(line -> line.startsWith("Not run in the soak"))
                .singleElement()
                .asString()
                .contains("F01, F02")
                .doesNotContain("F60");
    }

    @Test
    void mutantsAreCountedByRoom(@TempDir Path folder) throws Exception {
        Path report = Files.write(
                folder.resolve("mutations.csv"),
                List.of(
                        "Rules.java,lifeboat.run.Rules,org.pitest.X,begin,7,KILLED,lifeboat.run.RulesTest",
                        "Rules.java,lifeboat.run.Rules,org.pitest.X,begin,9,SURVIVED,none",
                        "Rules.java,lifeboat.run.Rules,org.pitest.X,begin,9,NO_COVERAGE,none",
                        "Json.java,lifeboat.journal.json.Json,org.pitest.X,read,1,TIMED_OUT,none"));

        assertThat(Mutants.read(report))
                .containsExactly(new Mutants("lifeboat.journal", 1, 1), new Mutants("lifeboat.run", 3, 1));
        assertThat(Mutants.read(folder.resolve("none"))).isEmpty();
    }

    @Test
    void thePageNamesEveryFault() throws Exception {
        String page = Files.readString(FaultReport.PAGE);

        Faults.ALL.forEach((id, what) -> assertThat(page).contains("| " + id + " | " + what + " |"));
    }
}
