package lifeboat.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one run of a test says of one fault; a line of a file under {@code target/faults}.
 *
 * @param test class and method, {@code lifeboat.run.RunStoriesTest#name}
 * @param skipped why it was not done here; empty if it was
 */
record TestedFault(String fault, String test, long injected, long survived, String skipped) {
    private static final String SKIPPED = "SKIPPED: ";

    /** The whole of a line. */
    String line() {
        return String.join(
                "\t",
                fault,
                test,
                Long.toString(injected),
                Long.toString(survived),
                skipped.isEmpty() ? "" : SKIPPED + skipped);
    }

    /** The simple name of the test's class, as Maven's {@code -Dtest} takes it. */
    String testClass() {
        String name = test.substring(0, test.indexOf('#'));
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static TestedFault parse(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != 5) {
            throw new IllegalArgumentException("not a line of a fault: " + line);
        }
        String skipped = columns[4].startsWith(SKIPPED) ? columns[4].substring(SKIPPED.length()) : "";
        return new TestedFault(columns[0], columns[1], Long.parseLong(columns[2]), Long.parseLong(columns[3]), skipped);
    }

    /** All that stands in the files of a folder, in the order of their names; nothing if there is no such folder. */
    static List<TestedFault> read(Path folder) throws IOException {
        List<TestedFault> all = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".tsv"))
                    .sorted()
                    .toList()) {
                Files.readAllLines(file).forEach(line -> all.add(parse(line)));
            }
        }
        return all;
    }
}
