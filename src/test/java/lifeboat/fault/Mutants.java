package lifeboat.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of the mutants that PIT made of one room: changes of our code that no test may let pass.
 *
 * @param room the package, with what is below it
 * @param made how many there were
 * @param killed how many of them a test told from the code as it is
 */
record Mutants(String room, long made, long killed) {
    /** What PIT leaves. */
    static final Path REPORT = Path.of("target", "pit-reports", "mutations.csv");

    private static final Set<String> KILLED = Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR");

    /** Those of a report, one for each room; none if there is no report. */
    static List<Mutants> read(Path report) throws IOException {
        Map<String, long[]> rooms = new TreeMap<>();
        if (Files.exists(report)) {
            for (String line : Files.readAllLines(report)) {
                String[] columns = line.split(",", -1);
                long[] counts = rooms.computeIfAbsent(room(columns[1]), room -> new long[2]);
                counts[0]++;
                counts[1] += KILLED.contains(columns[5]) ? 1 : 0;
            }
        }
        List<Mutants> all = new ArrayList<>();
        rooms.forEach((room, counts) -> all.add(new Mutants(room, counts[0], counts[1])));
        return all;
    }

    /** {@code lifeboat.run} of {@code lifeboat.run.Rules}, and of what is in a package below it. */
    private static String room(String type) {
        String[] parts = type.split("[.]", -1);
        return parts[0] + "." + parts[1];
    }

    String line() {
        return "%-20s %,d mutants, %,d killed (%d %%)".formatted(room, made, killed, killed * 100 / made);
    }
}
