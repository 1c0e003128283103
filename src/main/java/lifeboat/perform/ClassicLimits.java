package lifeboat.perform;

import java.util.Optional;
import lifeboat.pachyderm.ClassicRules;

/** What 1.13 refuses without a licence, in the middle of a restore. */
final class ClassicLimits {
    private static final int PIPELINES = 16;
    private static final int WORKERS = 8;

    private ClassicLimits() {}

    /** Why a backup cannot be restored without a licence; empty if it can. */
    static Optional<String> against(ClassicRules rules, ClassicBackup backup, boolean licensed) {
        if (licensed || !rules.limitsWithoutLicence()) {
            return Optional.empty();
        }
        if (backup.pipelines() > PIPELINES) {
            return Optional.of(backup.pipelines() + " pipelines are more than the " + PIPELINES + " that "
                    + rules.version() + " takes without a licence");
        }
        return backup.workers() > WORKERS
                ? Optional.of("a pipeline asks for " + backup.workers() + " workers, more than the " + WORKERS
                        + " that " + rules.version() + " takes without a licence")
                : Optional.empty();
    }
}
