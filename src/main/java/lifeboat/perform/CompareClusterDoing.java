package lifeboat.perform;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lifeboat.backup.BackupFolder;
import lifeboat.pachyderm.ClassicContent;
import lifeboat.pachyderm.ClassicPachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/** Compares a cluster with what was recorded: all that was there before the extract, and nothing that was not there after it. */
final class CompareClusterDoing implements Doing<ClassicAction> {
    private static final int SHOWN = 20;

    private final ClassicTask.Compare task;

    CompareClusterDoing(ClassicTask.Compare task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<ClassicAction> call) {
        return Preview.ofDetails(
                List.of("repos, commits, branches and pipelines are compared with what the backup recorded"));
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        BackupFolder folder = Folders.of(call);
        ClassicContent before = ClassicRecord.read(folder, false)
                .orElseThrow(() -> new PerformException(
                        "the backup does not say what the cluster held", "It was made without that; compare by hand."));
        ClassicContent after = ClassicRecord.read(folder, true).orElse(before);
        ClassicContent now;
        try {
            ClassicPachctl pachctl = ClassicPlace.pachctl(call, task.target());
            now = pachctl.content(repo -> listener.progress("looking at " + repo));
            if (ClassicPlace.rules(call, task.target()).standbyNeedNotPause()) {
                Set<String> crons = new TreeSet<>();
                pachctl.pipelines().forEach(pipeline -> crons.addAll(pipeline.crons()));
                ClassicRecord.forgetTicks(now, after, crons)
                        .forEach(what -> listener.checked("cron", Severity.WARN, what));
            }
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
        List<String> wrong = ClassicRecord.differences(now, before, after);
        if (!wrong.isEmpty()) {
            wrong.stream().limit(SHOWN).forEach(what -> listener.checked("differs", Severity.FAIL, what));
            return new Outcome.Failed(
                    false,
                    wrong.size() + " things differ from what was recorded: " + wrong.get(0),
                    "Keep the old cluster until this is explained.",
                    EffectSeen.NONE);
        }
        now.open()
                .forEach(open -> listener.checked("open commit", Severity.WARN, open + " is open in the new cluster"));
        for (String kind : List.of("repos", "commits", "branches", "pipelines")) {
            listener.checked(kind, Severity.PASS, count(now, kind) + ", as recorded");
        }
        return Doing.done(
                Map.of(
                        "repos", List.of(Integer.toString(count(now, "repos"))),
                        "commits", List.of(Integer.toString(count(now, "commits"))),
                        "branches", List.of(Integer.toString(count(now, "branches"))),
                        "pipelines", List.of(Integer.toString(count(now, "pipelines")))),
                "everything that was recorded is there, and nothing else");
    }

    private static int count(ClassicContent content, String kind) {
        return switch (kind) {
            case "repos" -> content.repos().size();
            case "commits" -> content.commits();
            case "branches" -> content.branches().size();
            default -> content.pipelines().size();
        };
    }
}
