package lifeboat.runbook;

import java.util.List;
import java.util.Set;

/**
 * Something that is done about the way on which clients reach a server.
 *
 * @param task what it is
 */
public record RouteAction(RouteTask task) implements Action {
    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.route(this);
    }

    @Override
    public List<Template> templates() {
        return task.templates();
    }

    @Override
    public Set<String> targets() {
        return task.targets();
    }
}
