package lifeboat.runbook;

import java.util.List;
import java.util.Set;

/**
 * Something that is done with a standalone enterprise server.
 *
 * @param task what it is
 */
public record EnterpriseAction(EnterpriseTask task) implements Action {
    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.enterprise(this);
    }

    @Override
    public List<Template> templates() {
        return task.templates();
    }

    @Override
    public Set<String> targets() {
        return Set.of(task.target());
    }
}
