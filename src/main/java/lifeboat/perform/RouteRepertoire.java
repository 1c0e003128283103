package lifeboat.perform;

import lifeboat.runbook.RouteAction;
import lifeboat.runbook.RouteTask;

/** Who does which task about the way to a server. */
final class RouteRepertoire implements RouteTask.Cases<Doing<RouteAction>> {
    @Override
    public Doing<RouteAction> switchPorts(RouteTask.SwitchPorts task) {
        return new SwitchPortsDoing(task);
    }

    @Override
    public Doing<RouteAction> updateContext(RouteTask.UpdateContext task) {
        return new UpdateContextDoing(task);
    }
}
