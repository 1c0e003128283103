package lifeboat.perform;

import lifeboat.runbook.Action;
import lifeboat.runbook.EnterpriseTask;

/** Who does which task on an enterprise server. */
final class EnterpriseRepertoire implements EnterpriseTask.Cases<Doing<Action.Enterprise>> {
    @Override
    public Doing<Action.Enterprise> setContext(EnterpriseTask.SetContext task) {
        return new SetEnterpriseContextDoing(task);
    }

    @Override
    public Doing<Action.Enterprise> keepClusters(EnterpriseTask.KeepClusters task) {
        return new KeepClustersDoing(task);
    }

    @Override
    public Doing<Action.Enterprise> checkClusters(EnterpriseTask.CheckClusters task) {
        return new CheckClustersDoing(task);
    }
}
