package lifeboat.perform;

import java.util.List;
import java.util.stream.Stream;
import lifeboat.run.Run;
import lifeboat.run.StepState;
import lifeboat.runbook.Action;
import lifeboat.runbook.EnterpriseAction;
import lifeboat.runbook.EnterpriseTask;
import lifeboat.runbook.Step;

/** What a backup lacks because it was skipped. */
final class Omissions {
    private Omissions() {}

    /** A sentence for every step that puts something into the backup, or sees that it is quiet, and was skipped. */
    static List<String> of(Run run) {
        return run.book().steps().stream()
                .filter(step -> run.status(step) == StepState.Status.SKIPPED)
                .filter(step -> Stream.concat(Stream.of(step), step.together().stream())
                        .map(Step::action)
                        .anyMatch(action -> keeps(action) || action instanceof Action.Drain))
                .map(step -> step.id() + " was skipped: " + run.state(step.id()).reason())
                .toList();
    }

    private static boolean keeps(Action action) {
        return action instanceof Action.Dump
                || action instanceof Action.DumpGlobals
                || action instanceof Action.CloneBucket
                || action instanceof Action.DownloadBucket
                || action instanceof Action.RunProgram
                || action instanceof Action.Manual
                || action instanceof Action.Atlas
                || ClassicSection.keeps(action)
                || action instanceof EnterpriseAction enterprise
                        && enterprise.task() instanceof EnterpriseTask.KeepClusters
                || action instanceof Action.KeepHelmValues
                || action instanceof Action.KeepSecrets;
    }
}
