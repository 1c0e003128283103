package lifeboat.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the table of faults from what the tests left; Maven calls it before and after them. A build of the whole suite fails
 * if a fault has no test. With {@code -Dlifeboat.faults.page=true} its part of the page in the documentation is written anew.
 */
public final class FaultReport {
    static final Path PAGE = Path.of("src", "site", "markdown", "faults.md");

    private FaultReport() {}

    /**
     * {@code begin} forgets what earlier runs left, {@code end} prints the table.
     *
     * @param args {@code begin}, or {@code end} and the suite that ran: {@code default} or {@code soak}
     */
    public static void main(String[] args) throws IOException {
        if (Boolean.getBoolean("skipTests") || Boolean.getBoolean("maven.test.skip")) {
            return;
        }
        if (List.of(args).contains("begin")) {
            begin(FaultFiles.FOLDER);
        } else {
            end(FaultFiles.FOLDER, args[args.length - 1].equals("soak"));
        }
    }

    private static void begin(Path folder) throws IOException {
        Files.deleteIfExists(Mutants.REPORT);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void end(Path folder, boolean soak) throws IOException {
        List<TestedFault> tests = TestedFault.read(folder);
        boolean whole = System.getProperty("test") == null;
        if (tests.isEmpty() && !whole) {
            return;
        }
        FaultTable table = FaultTable.of(tests);
        System.out.println();
        (whole ? table : table.ofWhatWasTested()).lines().forEach(System.out::println);
        Mutants.read(Mutants.REPORT).forEach(room -> System.out.println(room.line()));
        System.out.println();
        if (Boolean.getBoolean("lifeboat.faults.page")) {
            write(tests, table, whole, soak);
        }
        if (whole && !table.untested().isEmpty()) {
            throw new IllegalStateException("without a test: "
                    + String.join(
                            ", ", table.untested().stream().map(FaultRow::id).toList()));
        }
    }

    private static void write(List<TestedFault> tests, FaultTable table, boolean whole, boolean soak)
            throws IOException {
        FaultPage page = FaultPage.parse(Files.readAllLines(PAGE));
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        String machine = "%d cores, JDK %s, %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version().feature(),
                        System.getProperty("os.name"));
        if (soak) {
            Files.write(
                    PAGE,
                    page.withSoak(tests, Mutants.read(Mutants.REPORT), date, machine)
                            .lines());
        } else if (whole) {
            Files.write(PAGE, page.withBuild(table, date, machine).lines());
        } else {
            System.out.println(PAGE + " is not written: only a build of the whole suite may");
        }
    }
}
