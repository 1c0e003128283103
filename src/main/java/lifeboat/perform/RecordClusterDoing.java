package lifeboat.perform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lifeboat.backup.BackupFolder;
import lifeboat.pachyderm.ClassicContent;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/** Records what a cluster holds before and after it is extracted; what lies between the two was written meanwhile. */
final class RecordClusterDoing implements Doing<ClassicAction> {
    private final ClassicTask.RecordCluster task;

    RecordClusterDoing(ClassicTask.RecordCluster task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<ClassicAction> call) {
        return Preview.ofDetails(List.of("repos, commits, branches and pipelines go into classic/ of the backup"));
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        BackupFolder folder = Folders.of(call);
        ClassicContent content;
        try {
            content =
                    ClassicPlace.pachctl(call, task.target()).content(repo -> listener.progress("looking at " + repo));
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
        String sha256 = ClassicRecord.write(folder, task.after(), content);
        content.open().forEach(open -> listener.checked("open commit", Severity.WARN, open + " is not finished"));
        List<String> written = new ArrayList<>();
        if (task.after()) {
            ClassicRecord.read(folder, false)
                    .map(content::since)
                    .ifPresent(more -> more.forEach((repo, count) -> {
                        written.add(repo);
                        listener.checked(
                                repo, Severity.WARN, "still written: " + count + " new commits since the first look");
                    }));
        }
        Map<String, List<String>> outputs = new LinkedHashMap<>();
        outputs.put("repos", List.of(Integer.toString(content.repos().size())));
        outputs.put("commits", List.of(Integer.toString(content.commits())));
        outputs.put("branches", List.of(Integer.toString(content.branches().size())));
        outputs.put("pipelines", List.of(Integer.toString(content.pipelines().size())));
        outputs.put("open", List.copyOf(content.open()));
        outputs.put("written", written);
        outputs.put("sha256", List.of(sha256));
        return Doing.done(
                outputs,
                content.repos().size() + " repos, " + content.commits() + " commits, "
                        + content.branches().size() + " branches, "
                        + content.pipelines().size() + " pipelines"
                        + (written.isEmpty() ? "" : "; written meanwhile: " + String.join(", ", written)));
    }
}
