package lifeboat.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the table of faults from what the tests left; Maven calls it before and after them. A build of the whole suite fails
 * if a fault has no test. With {@code -Dlifeboat.faults.page=true} the page in the documentation is written anew.
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
        System.out.println();
        if (Boolean.getBoolean("lifeboat.faults.page")) {
            Files.write(PAGE, page(table, soak));
        }
        if (whole && !table.untested().isEmpty()) {
            System.out.println("without a test: "
                    + String.join(
                            ", ", table.untested().stream().map(FaultRow::id).toList()));
        }
    }

    private static List<String> page(FaultTable table, boolean soak) {
        List<String> lines = new ArrayList<>(List.of(
                "# Faults",
                "",
                "What can go wrong around a run, and how often the tests made it go wrong. *Injected* counts how often it"
                        + " was done to",
                "Lifeboat, *survived* how often the promise held: nothing acknowledged is lost, nothing is done twice,"
                        + " nothing secret is",
                "shown, and the operator is told. A row that cannot be tried on a machine says SKIPPED and why. `mvn"
                        + " verify` prints this",
                "table at its end; it fails if a row has no test. The numbers below are of one run, on "
                        + LocalDate.now(ZoneOffset.UTC) + ", with"
                        + " %d cores and JDK %s:"
                                .formatted(
                                        Runtime.getRuntime().availableProcessors(),
                                        Runtime.version().feature()),
                "`%s`.".formatted(command(soak, "verify")),
                ""));
        lines.addAll(table.markdown());
        lines.addAll(List.of("", table.total() + ".", ""));
        lines.add("This page is written by `" + command(soak, "verify -Dlifeboat.faults.page=true") + "`.");
        return lines;
    }

    private static String command(boolean soak, String rest) {
        return "mvn " + (soak ? "-Psoak " : "") + rest;
    }
}
