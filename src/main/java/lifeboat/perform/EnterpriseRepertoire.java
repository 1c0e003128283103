package lifeboat.perform;

import lifeboat.runbook.EnterpriseAction;
import lifeboat.runbook.EnterpriseTask;

/** Who does which task on an enterprise server. */
final class EnterpriseRepertoire implements EnterpriseTask.Cases<Doing<EnterpriseAction>> {
    @Override
    public Doing<EnterpriseAction> setContext(EnterpriseTask.SetContext task) {
        return new SetEnterpriseContextDoing(task);
    }

    @Override
    public Doing<EnterpriseAction> keepClusters(EnterpriseTask.KeepClusters task) {
        return new KeepClustersDoing(task);
    }

    @Override
    public Doing<EnterpriseAction> checkClusters(EnterpriseTask.CheckClusters task) {
        return new CheckClustersDoing(task);
    }
}
