package lifeboat.runbook;

/** What is the same for every step about the way to a server, whatever the task's own values. */
final class RouteTraits implements RouteTask.Cases<Traits> {
    @Override
    public Traits switchPorts(RouteTask.SwitchPorts task) {
        return Traits.of("switch_ports", Effect.MUTATE, Repeat.SET, "before", "after", "saved");
    }

    @Override
    public Traits updateContext(RouteTask.UpdateContext task) {
        return Traits.of("update_pachctl_context", Effect.MUTATE, Repeat.SET, "context", "before", "after", "kept");
    }
}
