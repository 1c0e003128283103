package lifeboat.perform;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.Run;
import lifeboat.runbook.Action;
import lifeboat.runbook.Step;

/** The product's own answer to what an interrupted action of a class comes to, for tests of other rooms. */
public final class ResumeTable {
    private static final World NOWHERE = new World(
            new Surroundings(
                    "0.1.0",
                    "nowhere",
                    "nobody",
                    Map.of(),
                    Path.of("/nowhere"),
                    Path.of("/nowhere"),
                    InstantSource.system(),
                    Optional.empty()),
            new Secrets(Map.of()));

    private ResumeTable() {}

    /** What {@link Findings} says. */
    public static Performer.Finding byClass(Run run, Step step, Action action, Optional<Run.Program> program) {
        return Findings.byClass(new Call<>(run, step, "", action, "", run.scope(), NOWHERE), program);
    }
}
