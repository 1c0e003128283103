package lifeboat.line;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import lifeboat.perform.PerformException;
import lifeboat.perform.Performer;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Unit;
import lifeboat.run.Verdict;
import lifeboat.run.Wording;
import lifeboat.runbook.Action;
import lifeboat.runbook.Check;
import lifeboat.runbook.RouteAction;
import lifeboat.runbook.Step;

/** A world that does what a test says, and counts what was asked of it. */
final class FakePerformer implements Performer {
    /** What one attempt does. */
    interface Act {
        Outcome on(Attempt attempt, Listener listener);
    }

    static final Outcome WELL = new Outcome.Succeeded(Map.of(), "");

    final List<String> acts = new CopyOnWriteArrayList<>();
    final Map<String, Deque<Act>> planned = new HashMap<>();
    final Map<String, String> refusedOnce = new HashMap<>();
    Optional<String> moved = Optional.empty();
    volatile Runnable beforeGuard = () -> {};
    Finding finding = new Finding(Optional.of(Verdict.DID_NOT), "pachd 3 of 3", false);

    FakePerformer plan(String step, Act... acts) {
        planned.put(step, new ArrayDeque<>(List.of(acts)));
        return this;
    }

    @Override
    public Preview preview(Run run, Step step, boolean undo) throws PerformException {
        String refusal = refusedOnce.remove(step.id().value());
        if (refusal != null) {
            throw new PerformException(refusal, "Ask whoever may know.");
        }
        if (step.action() instanceof Action.Scale) {
            boolean down = step.id().value().equals("scale-down") && !undo;
            String to = down ? "0" : "3";
            return new Preview(
                    List.of(new Preview.Change("deployment/pachd", "replicas", down ? "3" : "0", to)),
                    step.cutsOff().stream().map(cut -> cut.resolve(run.scope())).toList(),
                    List.of(List.of("kubectl", "-n", "default", "scale", "deployment", "pachd", "--replicas", to)),
                    List.of("[{\"op\": \"test\", \"path\": \"/spec/replicas\"}]"),
                    List.of());
        }
        if (step.action() instanceof RouteAction) {
            return ports(undo ? "650 : 30649" : "650 : 30650", undo ? "650 : 30650" : "650 : 30649");
        }
        return step.action() instanceof Action.RunProgram program
                ? new Preview(
                        List.of(),
                        List.of(),
                        List.of(program.argv().stream()
                                .map(one -> Wording.resolved(one, run))
                                .toList()),
                        List.of(),
                        List.of("its source is \u001b[31mred"))
                : Preview.ofDetails(List.of("as announced"));
    }

    private static Preview ports(String before, String after) {
        return new Preview(
                List.of(new Preview.Change("service/pachd", "api-grpc-port", before, after)),
                List.of("every client of :" + before.substring(6) + " (how many cannot be seen from here)"),
                List.of(),
                List.of(
                        "still open: s3gateway 30600",
                        "firewall: must let " + after.substring(6) + " through",
                        "patch of service/pachd: [{\"op\": \"test\"}]"),
                List.of(),
                List.of(
                        new Preview.Change("service/pachd", "type", "NodePort", "NodePort"),
                        new Preview.Change("service/pachd", "s3gateway-port", "600 : 30600", "600 : 30600")));
    }

    @Override
    public Map<Unit, Map<String, List<String>>> record(Run run, Step step, List<Unit> units) {
        return step.id().value().equals("scale-down") && !units.isEmpty()
                ? Map.of(units.get(0), Map.of("replicas", List.of("3")))
                : Map.of();
    }

    @Override
    public Optional<String> guard(Run run) {
        beforeGuard.run();
        Optional<String> now = moved;
        moved = Optional.empty();
        return now;
    }

    @Override
    public Outcome act(Run run, Step step, Attempt attempt, String answer, Listener listener) {
        acts.add(attempt + (answer.isEmpty() ? "" : " " + answer));
        if (step.action() instanceof Action.Preflight) {
            listener.checked("tools", Severity.PASS, "pg_dump 15.18");
            listener.checked("cluster", Severity.PASS, "prod-eu1");
            listener.checked("disk", Severity.WARN, "only 12 GiB are free");
        }
        Deque<Act> acts = planned.getOrDefault(step.id().value(), new ArrayDeque<>());
        Act next = acts.poll();
        return next == null ? WELL : next.on(attempt, listener);
    }

    @Override
    public Checked check(Run run, Step step, String part, Check check, Listener listener) {
        return new Checked(Severity.PASS, "so it is");
    }

    @Override
    public Finding probe(Run run, Step step, Attempt attempt, Optional<Run.Program> program) {
        return finding;
    }
}
