package lifeboat.sim;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lifeboat.perform.BackupWorth;
import lifeboat.run.Run;
import lifeboat.run.StepState;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Action;
import lifeboat.runbook.Repeat;
import lifeboat.runbook.Step;

/** What a manifest says of a backup in the model, and what is in the backup. */
final class Backup {
    /** What the product says when nothing was skipped and nobody wrote. */
    static final String COMPLETE = "COMPLETE";

    private Backup() {}

    /** As the product decides it: what was skipped is not there. */
    static String worth(Run run) {
        return BackupWorth.isWhole(run) ? COMPLETE : "PARTIAL";
    }

    /** Everything that is in a backup that calls itself complete is there and whole: files, and every object. */
    static void verify(Run run, ModelWorld world, Promises promises) {
        if (!world.manifest.equals(COMPLETE)) {
            return;
        }
        run.book().steps().stream()
                .takeWhile(step -> !(step.action() instanceof Action.WriteManifest))
                .forEach(step -> {
                    List<Step> keeping = Stream.concat(Stream.of(step), step.together().stream())
                            .filter(Backup::keeps)
                            .toList();
                    Status status = run.status(step);
                    promises.mustBe(
                            keeping.isEmpty() || status == Status.DONE || status == Status.LEFT_OUT,
                            "a backup is COMPLETE, and " + step.id() + " is " + status);
                    keeping.forEach(kept -> isThere(run.state(kept.id()), kept, world, promises));
                });
    }

    private static boolean keeps(Step step) {
        Repeat repeat = step.action().repeat();
        return repeat == Repeat.ARTIFACT || repeat == Repeat.RESUMABLE;
    }

    private static void isThere(StepState state, Step step, ModelWorld world, Promises promises) {
        for (String part : step.together().isEmpty() ? state.parts().keySet() : Set.<String>of()) {
            ModelWorld.Fact fact = world.facts.get(step.id() + (part.isEmpty() ? "" : "[" + part + "]"));
            boolean whole = fact != null
                    && fact.there
                    && !fact.half
                    && (step.action().repeat() == Repeat.ARTIFACT || fact.objects == ModelWorld.OBJECTS);
            promises.mustBe(whole, "a backup is COMPLETE without all of " + step.id() + " " + part);
        }
    }
}
