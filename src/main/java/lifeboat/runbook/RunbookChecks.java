package lifeboat.runbook;

import lifeboat.runbook.Value.Entries;

/** Checks what the forms cannot say: names that must exist, variables, and rules between the keys. */
final class RunbookChecks {
    private final Entries book;
    private final Problems problems;

    RunbookChecks(Entries book, Problems problems) {
        this.book = book;
        this.problems = problems;
    }

    void check() {}
}
