package lifeboat.perform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lifeboat.pachyderm.Inventory;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.pachyderm.PachydermVersion;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.Restoring;

/** Asks the restored cluster what users see of it, and compares that with what the backup recorded. */
final class CheckPachydermDoing implements Doing<Restoring.CheckPachyderm> {
    private static final Duration ASK = Duration.ofMinutes(2);
    private static final int MOST = 10;

    @Override
    public Preview preview(Call<Restoring.CheckPachyderm> call) {
        return Preview.ofDetails(List.of("asks for version, repos, pipelines and a known file"));
    }

    @Override
    public Outcome act(Call<Restoring.CheckPachyderm> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Pachctl pachctl = call.world().pachctl(call.run(), call.action().target());
        Sheet sheet = new Sheet(listener);
        Performer.Checked answers = PachctlAnswers.look(pachctl, false, ASK, listener);
        if (answers.severity() == Severity.FAIL) {
            throw new PerformException(
                    answers.detail(), "Look at the pods and at the address of the context; then retry.");
        }
        try {
            version(call, pachctl, sheet);
            Inventory now = pachctl.inventory();
            Optional<PachydermRecord> record = PachydermRecord.read(Folders.of(call));
            if (record.isEmpty()) {
                sheet.warn(
                        "repos",
                        now.repos().size() + " repos, " + now.pipelines().size()
                                + " pipelines; the backup did not record what there was");
            } else {
                compare("repos", record.get().inventory().repos(), now.repos(), sheet);
                compare("pipelines", record.get().inventory().pipelines(), now.pipelines(), sheet);
                file(call, pachctl, record.get(), sheet);
            }
            sheet.output("repos", Integer.toString(now.repos().size()));
            sheet.output("pipelines", Integer.toString(now.pipelines().size()));
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
        return outcome(sheet);
    }

    /** The cluster is there and was changed long ago: what is wrong here was not refused, it has failed. */
    private static Outcome outcome(Sheet sheet) {
        return sheet.outcome("as it was when it was backed up")
                .match(
                        done -> done,
                        bad -> new Outcome.Failed(
                                false,
                                bad.reason(),
                                "Do not let users in yet. Compare with the backup, and look into pachd's log.",
                                EffectSeen.NONE),
                        cancelled -> cancelled);
    }

    private static void version(Call<Restoring.CheckPachyderm> call, Pachctl pachctl, Sheet sheet)
            throws PachctlException, InterruptedException, PerformException {
        String wanted = call.text(call.action().version());
        String now = pachctl.versions(Duration.ofSeconds(10))
                .server()
                .map(PachydermVersion::toString)
                .orElse("(no answer)");
        sheet.output("version", now);
        if (now.equals(Versions.of(wanted).toString())) {
            sheet.pass("version", "pachd " + now);
        } else {
            sheet.fail("version", "pachd is " + now + ", installed was " + wanted, "");
        }
    }

    private static void compare(String what, Set<String> wanted, Set<String> there, Sheet sheet) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(there);
        Set<String> more = new TreeSet<>(there);
        more.removeAll(wanted);
        if (!missing.isEmpty()) {
            sheet.fail(what, missing.size() + " of " + wanted.size() + " are missing: " + some(missing), "");
        } else if (!more.isEmpty()) {
            sheet.warn(what, more.size() + " were not there when it was backed up: " + some(more));
        } else {
            sheet.pass(what, wanted.size() + ", the same as when it was backed up");
        }
    }

    private static String some(Set<String> names) {
        String first = names.stream().limit(MOST).collect(Collectors.joining(", "));
        return names.size() > MOST ? first + ", and " + (names.size() - MOST) + " more" : first;
    }

    private static void file(Call<?> call, Pachctl pachctl, PachydermRecord record, Sheet sheet)
            throws InterruptedException {
        if (record.file().isEmpty()) {
            sheet.warn("file", "the backup recorded no file of a commit to compare");
            return;
        }
        try {
            boolean same = PachydermRecord.digest(call, pachctl, record.file()).equals(record.sha256());
            if (same) {
                sheet.pass("file", record.file() + " has the recorded content");
            } else {
                sheet.fail("file", record.file() + " has another content than was recorded", "");
            }
        } catch (PerformException e) {
            sheet.fail("file", record.file() + ": " + e.reason(), e.hint());
        }
    }
}
