package lifeboat.perform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.cluster.Change;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.Marks;
import lifeboat.cluster.PortSwitch;
import lifeboat.cluster.ServiceRow;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.RouteAction;
import lifeboat.runbook.RouteTask;

/** Moves node ports of a service in one patch, and keeps the service as it was. */
final class SwitchPortsDoing implements Doing<RouteAction> {
    private static final int LOOKS = 5;

    private final RouteTask.SwitchPorts task;

    SwitchPortsDoing(RouteTask.SwitchPorts task) {
        this.task = task;
    }

    /**
     * The service and what would come of the switch.
     *
     * @param unseen why node ports of other namespaces are not known; empty if they are
     */
    private record Now(PortSwitch plan, Optional<String> unseen) {}

    private Now look(Call<RouteAction> call) throws PerformException {
        Cluster cluster = call.world().cluster(call.run());
        String name = call.text(task.service());
        Map<Integer, Integer> moves = PortMoves.of(call, task);
        try {
            ServiceRow service = cluster.service(name)
                    .orElseThrow(() -> new PerformException(
                            "there is no service " + name + " in namespace "
                                    + cluster.location().namespace(),
                            "Check the namespace and the context."));
            Optional<String> unseen = Optional.empty();
            List<ServiceRow> others;
            try {
                others = cluster.servicesEverywhere();
            } catch (ClusterException e) {
                if (e.kind() != ClusterException.Kind.FORBIDDEN) {
                    throw e;
                }
                unseen = Optional.of(Reasons.message(e));
                others = cluster.services("");
            }
            return new Now(PortSwitch.plan(service, moves, others), unseen);
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    private Now possible(Call<RouteAction> call) throws PerformException {
        Now now = look(call);
        Optional<String> refusal = now.plan().refusal();
        if (refusal.isPresent()) {
            throw new PerformException(refusal.get(), now.plan().hint());
        }
        return now;
    }

    @Override
    public Preview preview(Call<RouteAction> call) throws PerformException {
        Now now = possible(call);
        Marks marks = call.foreseen();
        List<String> command = now.plan().moving().isEmpty()
                ? List.of()
                : call.world().cluster(call.run()).switchCommand(now.plan(), marks);
        List<Preview.Choice> choices = PortChoices.of(call, task, now.plan());
        return new PortPreview(now.plan(), call.text(task.save()), now.unseen(), choices).preview(marks, command);
    }

    @Override
    public Map<String, List<String>> record(Call<RouteAction> call) throws PerformException {
        PortSwitch plan = possible(call).plan();
        return Map.of("before", ports(plan, false), "after", ports(plan, true));
    }

    /** {@code api-grpc-port=30650}, one for each that moves. */
    private static List<String> ports(PortSwitch plan, boolean after) {
        return plan.moving().stream()
                .map(row ->
                        row.label() + "=" + (after ? row.after() : row.port().nodePort()).orElseThrow())
                .toList();
    }

    @Override
    public Outcome act(Call<RouteAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Cluster cluster = call.world().cluster(call.run());
        Now first = possible(call);
        if (first.plan().moving().isEmpty()) {
            return Doing.done("it listens there already");
        }
        String saved = PortMoves.save(call, task, first.plan().service().name());
        listener.line("the service as it is was kept as " + saved);
        PortSwitch plan = first.plan();
        for (int looks = 0; looks < LOOKS; looks++) {
            Change change = cluster.switchPorts(plan, call.marks());
            if (change instanceof Change.Applied) {
                return switched(call, plan, saved, listener);
            }
            boolean moved = change instanceof Change.PreconditionFailed failed && failed.onlyVersionMoved();
            PortSwitch again = moved ? possible(call).plan() : plan;
            if (!moved || !again.rows().equals(plan.rows())) {
                return Changes.failed("service/" + plan.service().name() + " was not changed", change, false);
            }
            plan = again;
        }
        return new Outcome.Failed(
                false,
                "service/" + plan.service().name() + " keeps changing while its ports are to be moved",
                "Look what writes to it, then retry.",
                EffectSeen.NONE);
    }

    private Outcome switched(Call<RouteAction> call, PortSwitch plan, String saved, Performer.Listener listener)
            throws PerformException, InterruptedException {
        for (PortSwitch.Row row : plan.moving()) {
            listener.line(row.label() + " moved from " + row.port().nodePort().orElseThrow() + " to "
                    + row.after().orElseThrow());
        }
        new PortSight(call, task.target(), listener).look(plan);
        Map<String, List<String>> outputs = new LinkedHashMap<>();
        outputs.put("before", ports(plan, false));
        outputs.put("after", ports(plan, true));
        outputs.put("saved", List.of(saved));
        return Doing.done(outputs, "service/" + plan.service().name() + " listens on " + numbers(ports(plan, true)));
    }

    private static String numbers(List<String> ports) {
        return String.join(
                ", ",
                ports.stream()
                        .map(port -> port.substring(port.lastIndexOf('=') + 1))
                        .toList());
    }

    /** Our marks on the service tell whose change it was; without them what was recorded decides whether to ask. */
    @Override
    public Performer.Finding probe(Call<RouteAction> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        PortSwitch plan = look(call).plan();
        ServiceRow service = plan.service();
        Map<Integer, Integer> moves = PortMoves.of(call, task);
        long there = moves.values().stream().filter(to -> listens(service, to)).count();
        boolean ours = Marks.in(service.annotations())
                .filter(marks -> marks.run().equals(call.run().id())
                        && marks.step().equals(call.step().id().value()))
                .isPresent();
        List<String> seen = service.ports().stream()
                .filter(port -> port.nodePort().isPresent())
                .filter(port -> moves.containsKey(port.nodePort().get())
                        || moves.containsValue(port.nodePort().get()))
                .map(port -> port.name() + " on " + port.nodePort().get())
                .toList();
        String evidence = "service/" + service.name() + " listens with " + String.join(", ", seen)
                + (ours ? ", changed by this step" : "");
        if (there == moves.size()) {
            return new Performer.Finding(Optional.of(Verdict.TOOK_EFFECT), evidence, ours);
        }
        return new Performer.Finding(Optional.of(there == 0 ? Verdict.DID_NOT : Verdict.PARTLY), evidence, there == 0);
    }

    private static boolean listens(ServiceRow service, int nodePort) {
        return service.ports().stream().anyMatch(port -> port.nodePort().equals(Optional.of(nodePort)));
    }
}
