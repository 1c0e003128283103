package lifeboat.sim;

import java.util.Map;
import java.util.TreeMap;
import lifeboat.run.Run;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Step;

/**
 * The world that a runbook leaves when nothing goes wrong.
 *
 * @param statuses where each step stands in the end, by its id
 * @param facts what each part of a step left, by its name
 * @param replicas the count of each deployment
 */
record Undisturbed(Map<String, Status> statuses, Map<String, String> facts, Map<String, Integer> replicas) {
    static Undisturbed of(Run run, ModelWorld world) {
        Map<String, Status> statuses = new TreeMap<>();
        for (Step step : run.book().steps()) {
            statuses.put(step.id().value(), run.status(step));
            step.together()
                    .forEach(child -> statuses.put(
                            child.id().value(), run.state(child.id()).status()));
        }
        Map<String, Integer> replicas = new TreeMap<>();
        world.deployments.forEach((name, deployment) -> replicas.put(name, deployment.replicas));
        return new Undisturbed(statuses, facts(world), replicas);
    }

    private static Map<String, String> facts(ModelWorld world) {
        Map<String, String> facts = new TreeMap<>();
        world.facts.forEach((unit, fact) -> {
            if (fact.isTouched()) {
                facts.put(unit, (fact.there ? "there" : "not there") + (fact.half ? ", half, " : ", ") + fact.objects);
            }
        });
        return facts;
    }

    /**
     * A run that was cut off and taken up again, and that did all its steps, left the same world, but for what others scaled.
     *
     * @param same whether it had the same parameters to its end
     */
    void compare(Run run, ModelWorld world, boolean same, Promises promises) {
        Undisturbed found = of(run, world);
        boolean all = same && run.result().filter("done"::equals).isPresent() && statuses.equals(found.statuses());
        for (Map.Entry<String, Status> step : statuses.entrySet()) {
            if (step.getValue() == Status.DONE && found.statuses().get(step.getKey()) == Status.DONE) {
                promises.mustBe(
                        of(step.getKey(), facts).equals(of(step.getKey(), found.facts())),
                        step.getKey() + " left " + of(step.getKey(), found.facts()) + ", and undisturbed "
                                + of(step.getKey(), facts));
            }
        }
        if (all) {
            promises.mustBe(found.facts().equals(facts), "it left " + found.facts() + ", and undisturbed " + facts);
            world.deployments.forEach((name, deployment) -> promises.mustBe(
                    deployment.foreign || replicas.getOrDefault(name, -1).equals(deployment.replicas),
                    name + " is left with " + deployment.replicas + ", and undisturbed " + replicas));
        }
    }

    private static Map<String, String> of(String step, Map<String, String> facts) {
        Map<String, String> of = new TreeMap<>(facts);
        of.keySet().removeIf(unit -> !unit.equals(step) && !unit.startsWith(step + "["));
        return of;
    }
}
