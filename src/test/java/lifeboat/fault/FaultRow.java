package lifeboat.fault;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A row of the table: one fault, and what all tests of it came to.
 *
 * @param what what goes wrong
 * @param tests what each test says of it
 */
record FaultRow(String id, String what, List<TestedFault> tests) {
    long injected() {
        return tests.stream().mapToLong(TestedFault::injected).sum();
    }

    long survived() {
        return tests.stream().mapToLong(TestedFault::survived).sum();
    }

    boolean isUntested() {
        return tests.isEmpty();
    }

    /** Whether there are tests, but none of them could be done. */
    boolean isSkipped() {
        return !isUntested() && tests.stream().noneMatch(test -> test.skipped().isEmpty());
    }

    /** What a reader has to know besides the numbers; mostly nothing. */
    String remark() {
        if (isUntested()) {
            return "untested";
        }
        String reasons = tests.stream()
                .map(TestedFault::skipped)
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.groupingBy(reason -> reason, java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(reason -> isSkipped() ? reason.getKey() : reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining("; "));
        if (reasons.isEmpty()) {
            return "";
        }
        return isSkipped() ? "SKIPPED: " + reasons : "skipped besides: " + reasons;
    }

    /** What to run to see this row again; empty if nothing can. */
    String command() {
        String classes =
                tests.stream().map(TestedFault::testClass).distinct().sorted().collect(Collectors.joining(","));
        if (classes.isEmpty()) {
            return "";
        }
        return "mvn verify " + (isSkipped() ? "-Psoak " : "") + "-Dtest=" + classes;
    }
}
