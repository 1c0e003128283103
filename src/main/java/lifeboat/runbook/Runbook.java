package lifeboat.runbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A procedure as it was read from YAML: data, without a branching language.
 *
 * @param id a slug
 * @param title what it does
 * @param summary what it is for, one or two sentences
 * @param sha256 lower-case hex, of the file's bytes if it includes nothing, else of what {@code sha256sum} prints for
 *     {@code runbook.yaml} and then for the fragments in the order of their paths
 * @param source the file's bytes as text, kept with every run
 * @param fragments the bytes as text of the files that it includes, by their paths, kept with every run; what else this
 *     record holds is the whole, as if all of it stood in one file
 * @param tools programs that must be there, each with a condition such as {@code >=13} or {@code *}
 * @param parameters in the order in which they are asked
 * @param targets by name, in file order
 * @param identity the targets that are pinned and looked at again before every change
 * @param lock the name under which only one run may work; may use parameters and {@code cluster.uid}
 * @param watch label selectors of the pods to show
 * @param holds what the steps' holds mean
 * @param steps in order
 * @param finallySteps the steps offered on abort and after a crash, for the holds that are open
 */
public record Runbook(
        String id,
        String title,
        String summary,
        String sha256,
        String source,
        Map<String, String> fragments,
        Map<String, String> tools,
        List<Parameter> parameters,
        Map<String, Target> targets,
        List<String> identity,
        Template lock,
        List<Template> watch,
        List<Hold> holds,
        List<Step> steps,
        List<StepId> finallySteps) {

    /** The step of that name, children of {@code together} included. */
    public Optional<Step> step(StepId id) {
        for (Step step : steps) {
            if (step.id().equals(id)) {
                return Optional.of(step);
            }
            for (Step child : step.together()) {
                if (child.id().equals(id)) {
                    return Optional.of(child);
                }
            }
        }
        return Optional.empty();
    }

    /** The parameter of that name. */
    public Optional<Parameter> parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }

    /** What a hold means, as the runbook says it. */
    public Optional<Hold> hold(String id) {
        return holds.stream().filter(hold -> hold.id().equals(id)).findFirst();
    }
}
