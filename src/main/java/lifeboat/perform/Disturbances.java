package lifeboat.perform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lifeboat.cluster.Workload;
import lifeboat.run.Run;
import lifeboat.run.StepState;
import lifeboat.runbook.Action;
import lifeboat.runbook.Step;

/**
 * Whether what a run scaled to nothing stayed so. Every change of what a workload is to be raises its generation, so one that
 * was scaled up and down again meanwhile is found out too.
 */
final class Disturbances {
    private Disturbances() {}

    /** What was changed by somebody else since, a line each; none if nothing was. */
    static List<String> of(Call<?> call) throws PerformException {
        List<String> disturbed = new ArrayList<>();
        Run run = call.run();
        List<Step> steps = run.book().steps().stream()
                .flatMap(step -> Stream.concat(Stream.of(step), step.together().stream()))
                .toList();
        for (Step step : steps) {
            if (step.action() instanceof Action.Scale scale
                    && step.register().isPresent()
                    && run.state(step.id()).status() == StepState.Status.DONE
                    && scale.replicas().resolve(call.scope()).strip().equals("0")) {
                Map<String, String> then = then(run, step.register().get());
                List<Workload> now = ScaleDoing.workloads(
                        call.world().cluster(run),
                        scale.kind(),
                        scale.which().resolve(call.scope()).strip(),
                        true);
                now.forEach(workload -> compare(workload, then, disturbed));
            }
        }
        return disturbed;
    }

    private static Map<String, String> then(Run run, String register) {
        Map<String, String> then = new LinkedHashMap<>();
        for (String entry : run.facts().getOrDefault(register + ".generations", List.of())) {
            int at = entry.lastIndexOf('=');
            then.put(entry.substring(0, at), entry.substring(at + 1));
        }
        return then;
    }

    private static void compare(Workload now, Map<String, String> then, List<String> disturbed) {
        String name = now.kind().kubectlName() + "/" + now.name();
        String generation = then.get(name);
        if (now.wanted() != 0) {
            disturbed.add(name + " was scaled to " + now.wanted() + " by somebody else");
        } else if (generation != null && !generation.equals(Long.toString(now.generation()))) {
            disturbed.add(name + " was changed by somebody else after it was scaled to nothing");
        }
    }
}
