package lifeboat.runbook;

/** What is the same for every step with a task on an enterprise server, whatever the task's own values. */
final class EnterpriseTraits implements EnterpriseTask.Cases<Traits> {
    @Override
    public Traits setContext(EnterpriseTask.SetContext task) {
        return Traits.of("set_enterprise_context", Effect.MUTATE, Repeat.SET, "before", "kept");
    }

    @Override
    public Traits keepClusters(EnterpriseTask.KeepClusters task) {
        return Traits.of("keep_clusters", Effect.READ, Repeat.ARTIFACT, "names", "count", "licence");
    }

    @Override
    public Traits checkClusters(EnterpriseTask.CheckClusters task) {
        return Traits.of("check_clusters", Effect.READ, Repeat.READ, "registered", "missing");
    }
}
