package lifeboat.fault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page of the documentation: what the tests of every build gave, and below it what the longer ones of the profile soak
 * gave when they were run last. Each build writes its own part anew and keeps the other.
 *
 * @param build the part of every build, without its heading
 * @param soak of each fault and test class that the soak ran, the newest line of the table
 * @param mutants of each room that mutants were made of, the newest line of the table
 */
record FaultPage(List<String> build, Map<String, String> soak, Map<String, String> mutants) {
    private static final String BUILD = "## In every build";
    private static final String SOAK = "## In the soak";
    private static final String MUTANTS = "### Mutants";
    private static final Pattern MUTANT_ROW = Pattern.compile("\\| `(lifeboat\\.\\w+)` \\|.*");
    private static final Pattern SOAK_ROW = Pattern.compile("\\| (F\\d\\d) \\| .* \\| `mvn .*-Dtest=(\\w+)` \\|");

    /** What stands in a page. */
    static FaultPage parse(List<String> lines) {
        int build = lines.indexOf(BUILD);
        int soak = lines.indexOf(SOAK);
        Map<String, String> rows = new TreeMap<>();
        Map<String, String> mutants = new TreeMap<>();
        for (String line : lines.subList(soak < 0 ? lines.size() : soak, lines.size())) {
            Matcher row = SOAK_ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1) + " " + row.group(2), line);
            }
            Matcher mutant = MUTANT_ROW.matcher(line);
            if (mutant.matches()) {
                mutants.put(mutant.group(1), line);
            }
        }
        return new FaultPage(
                build < 0 ? List.of() : stripped(lines.subList(build + 1, soak < 0 ? lines.size() : soak)),
                rows,
                mutants);
    }

    private static List<String> stripped(List<String> lines) {
        return List.of(String.join("\n", lines).strip().split("\n", -1));
    }

    /** The page after a build of the whole default suite. */
    FaultPage withBuild(FaultTable table, String date, String machine) {
        List<String> lines = new ArrayList<>();
        lines.add("What each test gave when it ran last, on %s, on %s; `mvn verify` runs them all:"
                .formatted(date, machine));
        lines.add("");
        lines.addAll(table.markdown());
        lines.add("");
        lines.add(table.total() + ".");
        return new FaultPage(List.copyOf(lines), soak, mutants);
    }

    /** The page after a soak, of all tests or of some. */
    FaultPage withSoak(List<TestedFault> tests, List<Mutants> made, String date, String machine) {
        Map<String, List<TestedFault>> groups = tests.stream()
                .filter(test -> test.skipped().isEmpty())
                .collect(Collectors.groupingBy(
                        test -> test.fault() + " " + test.testClass(), TreeMap::new, Collectors.toList()));
        Map<String, String> rows = new TreeMap<>(soak);
        groups.forEach((key, group) -> rows.put(
                key,
                "| %s | %s | %,d | %,d | %s, %s | `mvn -Psoak verify -Dtest=%s` |"
                        .formatted(
                                group.get(0).fault(),
                                Faults.ALL.get(group.get(0).fault()),
                                group.stream().mapToLong(TestedFault::injected).sum(),
                                group.stream().mapToLong(TestedFault::survived).sum(),
                                date,
                                machine,
                                group.get(0).testClass())));
        Map<String, String> newest = new TreeMap<>(mutants);
        made.forEach(room -> newest.put(
                room.room(),
                "| `%s` | %,d | %,d | %s, %s |".formatted(room.room(), room.made(), room.killed(), date, machine)));
        return new FaultPage(build, rows, newest);
    }

    /** The whole page. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "# Faults",
                "",
                "What can go wrong around a run, and how often the tests made it go wrong. *Injected* counts how often it"
                        + " was done to",
                "Lifeboat, *survived* how often the promise held: nothing acknowledged is lost, nothing is done twice,"
                        + " nothing secret is",
                "shown, and the operator is told. A row that cannot be tried on a machine says SKIPPED and why. `mvn"
                        + " verify` prints the",
                "table at its end, and fails if a row has no test at all.",
                "",
                "This page is written by `mvn verify -Dlifeboat.faults.page=true`, and its second part by the same with"
                        + " `-Psoak`, for the",
                "whole of it or for some tests (`-Dtest=…`).",
                "",
                BUILD,
                ""));
        lines.addAll(build);
        lines.addAll(List.of(
                "",
                SOAK,
                "",
                "The figures of the longer tests, each as the profile gave it when it was run last; a shorter time or"
                        + " fewer seeds than the",
                "profile's own can be asked for with properties, so the counts are what was really done.",
                "",
                "| fault | what goes wrong | injected | survived | on | to see it again |",
                "|---|---|---:|---:|---|---|"));
        lines.addAll(soak.values());
        Set<String> missing = new LinkedHashSet<>(Faults.ALL.keySet());
        soak.keySet().forEach(key -> missing.remove(key.substring(0, key.indexOf(' '))));
        if (!missing.isEmpty()) {
            lines.addAll(List.of(
                    "", "Not run in the soak, so known from every build only: " + String.join(", ", missing) + "."));
        }
        lines.addAll(List.of(
                "",
                MUTANTS,
                "",
                "PIT changes our code in small ways, one at a time; a mutant is killed if a test then fails. The rest are"
                        + " in",
                "`target/pit-reports`.",
                "",
                "| room | mutants | killed | on |",
                "|---|---:|---:|---|"));
        lines.addAll(mutants.values());
        return lines;
    }
}
