package lifeboat.journal;

import java.nio.file.Path;

/** The folder of one run: {@code journal.jsonl}, {@code runbook.yaml}, {@code artifacts/}, {@code lock}. */
public final class RunFolder {
    /** What the run's copy of its runbook is called; its fragments lie beside it. */
    public static final String RUNBOOK = "runbook.yaml";

    static final String JOURNAL = "journal.jsonl";
    static final String ARTIFACTS = "artifacts";
    static final String LOCK = "lock";

    private final Disk disk;
    private final Path path;

    RunFolder(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    /** The run's id, which is the folder's name. */
    public String runId() {
        return String.valueOf(path.getFileName());
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The journal's first file; a later one is {@code journal.1.jsonl} and so on. */
    public Path journal() {
        return path.resolve(JOURNAL);
    }

    /** The run's copy of its runbook. */
    public Path runbook() {
        return path.resolve(RUNBOOK);
    }

    /** The longer texts that the journal names. */
    public Artifacts artifacts() {
        return new Artifacts(disk, path.resolve(ARTIFACTS));
    }

    Disk disk() {
        return disk;
    }

    /** The name of the journal's file with that number. */
    static String segmentName(int number) {
        return number == 0 ? JOURNAL : "journal." + number + ".jsonl";
    }
}
