package lifeboat.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The table of faults: what was injected, and what of it was survived.
 *
 * @param rows one for each fault
 */
record FaultTable(List<FaultRow> rows) {
    private static final int WHAT = 60;

    /** The table of what tests say. */
    static FaultTable of(List<TestedFault> tests) {
        Map<String, List<TestedFault>> byFault = tests.stream().collect(Collectors.groupingBy(TestedFault::fault));
        List<FaultRow> rows = new ArrayList<>();
        Faults.ALL.forEach((id, what) -> rows.add(new FaultRow(id, what, byFault.getOrDefault(id, List.of()))));
        return new FaultTable(List.copyOf(rows));
    }

    List<FaultRow> untested() {
        return rows.stream().filter(FaultRow::isUntested).toList();
    }

    List<FaultRow> notSurvived() {
        return rows.stream().filter(row -> row.survived() < row.injected()).toList();
    }

    /** Without the rows of faults that no test of this run is about. */
    FaultTable ofWhatWasTested() {
        return new FaultTable(rows.stream().filter(row -> !row.isUntested()).toList());
    }

    /** The line below the table, which counts what was skipped. */
    String total() {
        long skipped = rows.stream().filter(FaultRow::isSkipped).count();
        return "%d faults: %,d injected, %,d survived; %d SKIPPED, %d untested"
                .formatted(
                        rows.size(),
                        rows.stream().mapToLong(FaultRow::injected).sum(),
                        rows.stream().mapToLong(FaultRow::survived).sum(),
                        skipped,
                        untested().size());
    }

    /** The table as it is printed. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String form = "%-5s %-" + WHAT + "s %9s %9s  %s";
        lines.add(form.formatted("fault", "what", "injected", "survived", ""));
        for (FaultRow row : rows) {
            lines.add(form.formatted(
                            row.id(),
                            shortened(row.what()),
                            number(row, row.injected()),
                            number(row, row.survived()),
                            row.remark())
                    .stripTrailing());
        }
        lines.add(total());
        return lines;
    }

    /** The table as Markdown, with the command that shows each row again. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| fault | what goes wrong | injected | survived | skipped | to see it again |");
        lines.add("|---|---|---:|---:|---|---|");
        for (FaultRow row : rows) {
            lines.add("| %s | %s | %s | %s | %s | %s |"
                    .formatted(
                            row.id(),
                            row.what(),
                            number(row, row.injected()),
                            number(row, row.survived()),
                            row.remark().replace("|", "\\|"),
                            row.command().isEmpty() ? "" : "`" + row.command() + "`"));
        }
        return lines;
    }

    private static String number(FaultRow row, long number) {
        return row.isUntested() || row.isSkipped() ? "-" : "%,d".formatted(number);
    }

    private static String shortened(String what) {
        return what.length() <= WHAT ? what : what.substring(0, WHAT - 3) + "...";
    }
}
