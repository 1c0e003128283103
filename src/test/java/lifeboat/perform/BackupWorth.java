package lifeboat.perform;

import lifeboat.run.Run;

/** The product's own word on whether everything was put into a backup, for tests of other rooms. */
public final class BackupWorth {
    private BackupWorth() {}

    /** Whether no step that puts something into it was skipped; see {@link Omissions}. */
    public static boolean isWhole(Run run) {
        return Omissions.of(run).isEmpty();
    }
}
