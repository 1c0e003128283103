package lifeboat.sim;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lifeboat.run.Attempt;
import lifeboat.runbook.Step;

/**
 * What there is outside of us: deployments with their counts and the mark of who changed them last, and for every other part
 * of a step whether its effect is there. It outlives every process.
 */
final class ModelWorld {
    /** How many objects a bucket has. */
    static final int OBJECTS = 3;

    /** A deployment; {@code before} is what it had when nobody had touched it. */
    static final class Deployment {
        final int before;
        int replicas;
        String mark = "";
        /** Somebody else has scaled it, so nothing is promised of it any more. */
        boolean foreign;

        Deployment(int before) {
            this.before = before;
            this.replicas = before;
        }
    }

    /** The effect of a part of a step. */
    static final class Fact {
        boolean there;
        /** A file that is not whole. */
        boolean half;
        /** Objects that were copied. */
        int objects;

        int times;

        boolean isTouched() {
            return there || half || objects > 0;
        }
    }

    final Map<String, Deployment> deployments = new TreeMap<>();
    final Map<String, Fact> facts = new TreeMap<>();
    /** The attempts of which the whole effect took place, and those of which a part did. */
    final Set<Attempt> whole = new HashSet<>();

    final Set<Attempt> partly = new HashSet<>();
    /** For each hold the parts of steps on whose account something is down, locked or moved. */
    final Map<String, Set<String>> held = new HashMap<>();
    /** What the manifest of a backup says that it is worth; empty without a manifest. */
    String manifest = "";
    /** Who may change deployments: whoever took the lease last. */
    long fence;
    /** The targets are not what they were when the run was opened. */
    boolean moved;

    /** The whole effect of an attempt took place. */
    void done(Step step, Attempt attempt) {
        whole.add(attempt);
        holds(step, attempt);
    }

    /** What an attempt holds is held, or is not any more. */
    void holds(Step step, Attempt attempt) {
        if (attempt.undo()) {
            step.holds().forEach(hold -> holding(hold).remove(unit(attempt)));
        } else {
            step.holds().forEach(hold -> holding(hold).add(unit(attempt)));
            String part = attempt.part().isEmpty() ? "" : "[" + attempt.part() + "]";
            step.releases().forEach(hold -> holding(hold).removeIf(unit -> unit.endsWith(part) || !unit.endsWith("]")));
        }
    }

    private Set<String> holding(String hold) {
        return held.computeIfAbsent(hold, key -> new HashSet<>());
    }

    static String unit(Attempt attempt) {
        return attempt.step().value() + (attempt.part().isEmpty() ? "" : "[" + attempt.part() + "]");
    }

    Deployment deployment(String name) {
        return deployments.computeIfAbsent(name, key -> new Deployment(1 + Math.floorMod(key.hashCode(), 3)));
    }

    Fact fact(Attempt attempt) {
        return facts.computeIfAbsent(unit(attempt), key -> new Fact());
    }
}
