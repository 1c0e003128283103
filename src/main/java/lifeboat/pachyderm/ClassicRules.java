package lifeboat.pachyderm;

import java.util.Optional;
import java.util.Set;

/**
 * What a version of 1.x does and does not do, for extracting, restoring and stopping.
 *
 * @param version the version
 */
public record ClassicRules(PachydermVersion version) {
    private static final Set<String> PAUSED = Set.of("PIPELINE_PAUSED", "PIPELINE_FAILURE");

    /** Why extract and restore cannot be used; empty for 1.9 to 1.13. */
    public Optional<String> refusal() {
        if (version.major() >= 2) {
            return Optional.of("Pachyderm " + version + " has no `pachctl extract` and no `pachctl restore`: they were"
                    + " removed in 2.0.0 and never came back. Its state is in PostgreSQL and the bucket");
        }
        if (version.major() < 1 || version.minor() < 9) {
            return Optional.of("Pachyderm " + version + " is older than 1.9, which this was made for");
        }
        return version.minor() > 13
                ? Optional.of("there is no Pachyderm " + version + " that is known")
                : Optional.empty();
    }

    /** Whether there are contexts; 1.9.0 has none. */
    public boolean hasContexts() {
        return version.compareTo(PachydermVersion.of(1, 9, 1)) >= 0;
    }

    /** Whether auth and enterprise are extracted, with the flags that go with it: 1.11.9, and 1.12 and later. */
    public boolean extractsAuth() {
        return version.isAtLeast(1, 12) || version.equals(PachydermVersion.of(1, 11, 9));
    }

    /** Up to 1.10.3 a pipeline in standby may stay in standby when it is stopped, and crons go on while it is stopped. */
    public boolean standbyNeedNotPause() {
        return version.compareTo(PachydermVersion.of(1, 10, 4)) < 0;
    }

    /** Up to 1.10.2 a commit that is open when it is extracted breaks the restore; later it is left out without a word. */
    public boolean openCommitsBreakRestore() {
        return version.compareTo(PachydermVersion.of(1, 10, 3)) < 0;
    }

    /** Whether a dump of a newer version is read, ignored, and called a success. */
    public boolean ignoresNewerDumps() {
        return version.compareTo(PachydermVersion.of(1, 10, 3)) < 0;
    }

    /** Whether more than 16 pipelines or more than 8 workers need a licence first. */
    public boolean limitsWithoutLicence() {
        return version.isAtLeast(1, 13);
    }

    /** Why this version cannot restore a dump of another; empty if it can. */
    public Optional<String> cannotRestore(PachydermVersion dump) {
        if (dump.major() != 1 || dump.minor() > version.minor() && version.major() == 1) {
            return Optional.of("Pachyderm " + version + " cannot restore a dump of " + dump + ": a dump can only go up"
                    + (ignoresNewerDumps() ? ", and this version says nothing and does nothing" : ""));
        }
        return dump.minor() < 7
                ? Optional.of("Pachyderm " + version + " cannot restore a dump of " + dump + "; the oldest is 1.7")
                : Optional.empty();
    }

    /** Whether a pipeline in this state, with its spec stopped, does nothing any more. */
    public boolean isQuiet(ClassicPipeline pipeline) {
        boolean quiet = PAUSED.contains(pipeline.state())
                || standbyNeedNotPause() && pipeline.state().equals("PIPELINE_STANDBY");
        return pipeline.stopped() && quiet;
    }
}
