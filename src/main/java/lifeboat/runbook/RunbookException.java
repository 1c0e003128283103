package lifeboat.runbook;

import java.util.List;

/** Thrown when a file is not a runbook; says everything that is wrong with it. */
public final class RunbookException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    RunbookException(List<Problem> problems) {
        super(problems.get(0) + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : ""));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the file; never empty. */
    public List<Problem> problems() {
        return problems;
    }

    /** What to do about it. */
    public String hint() {
        return "Correct the lines that are named, then read the file again with `lifeboat check`.";
    }
}
