package lifeboat.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lifeboat.perform.Performer;
import lifeboat.perform.ResumeTable;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Unit;
import lifeboat.run.Verdict;
import lifeboat.runbook.Action;
import lifeboat.runbook.Check;
import lifeboat.runbook.Repeat;
import lifeboat.runbook.Step;

/**
 * A world that is one file to which each effect adds a line, so that every effect is counted and none is ever half there. It
 * outlives the process that works on it; somebody is told before and after each effect.
 */
final class FileWorld implements Performer {
    /** What the deployment has before anybody touches it. */
    static final int REPLICAS = 3;

    private static final int OBJECTS = 2;

    private final Path file;
    private final Consumer<String> point;

    FileWorld(Path file, Consumer<String> point) {
        this.file = file;
        this.point = point;
    }

    /** Each effect that there was, in order: what it did, and by which attempt. */
    List<String> effects() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int replicas() {
        return effects().stream()
                .filter(line -> line.startsWith("scale "))
                .reduce((one, next) -> next)
                .map(line -> Integer.parseInt(line.split(" ")[1]))
                .orElse(REPLICAS);
    }

    /** What somebody who looks finds out about an attempt. */
    Verdict truth(Attempt attempt) {
        boolean did = effects().stream().anyMatch(line -> line.endsWith("by " + attempt));
        return did ? Verdict.TOOK_EFFECT : Verdict.DID_NOT;
    }

    private void effect(String what, Attempt attempt) {
        point.accept("before the effect " + what);
        try {
            Files.write(
                    file,
                    (what + " by " + attempt + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        point.accept("after the effect " + what);
    }

    @Override
    public Preview preview(Run run, Step step, boolean undo) {
        return Preview.ofDetails(List.of("what " + step.id() + " does"));
    }

    @Override
    public Map<Unit, Map<String, List<String>>> record(Run run, Step step, List<Unit> units) {
        Map<Unit, Map<String, List<String>>> recorded = new LinkedHashMap<>();
        if (step.action() instanceof Action.Scale) {
            units.forEach(unit -> recorded.put(unit, Map.of("replicas", List.of(Integer.toString(replicas())))));
        }
        return recorded;
    }

    @Override
    public Optional<String> guard(Run run) {
        return Optional.empty();
    }

    @Override
    public Outcome act(Run run, Step step, Attempt attempt, String answer, Listener listener) {
        Action action = step.action();
        if (action instanceof Action.Scale scale) {
            int wanted = Integer.parseInt(scale.replicas().resolve(run.scope()));
            if (replicas() != wanted) {
                effect("scale " + wanted, attempt);
            }
        } else if (action.repeat() == Repeat.RESUMABLE) {
            for (int i = 0; i < OBJECTS; i++) {
                String copy = "copy " + i;
                if (effects().stream().noneMatch(line -> line.startsWith(copy))) {
                    effect(copy, attempt);
                }
            }
        } else if (action.repeat() != Repeat.READ) {
            if (action instanceof Action.RunProgram) {
                listener.started(4711, "99", List.of("program"));
            }
            effect(step.id().value(), attempt);
        }
        return new Outcome.Succeeded(Map.of(), "done");
    }

    @Override
    public Checked check(Run run, Step step, String part, Check check, Listener listener) {
        return new Checked(Severity.PASS, replicas() + " of " + REPLICAS);
    }

    @Override
    public Finding probe(Run run, Step step, Attempt attempt, Optional<Run.Program> program) {
        if (step.action() instanceof Action.Scale scale) {
            boolean so = replicas() == Integer.parseInt(scale.replicas().resolve(run.scope()));
            return new Finding(Optional.of(so ? Verdict.TOOK_EFFECT : Verdict.DID_NOT), replicas() + " replicas", true);
        }
        return ResumeTable.byClass(run, step, step.action(), program);
    }
}
