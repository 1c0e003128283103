package lifeboat.runbook;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something that is done with a Pachyderm of 1.9 to 1.13. */
public record ClassicAction(ClassicTask task) implements Action {
    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.classic(this);
    }

    @Override
    public List<Template> templates() {
        return task.templates();
    }

    @Override
    public Set<String> targets() {
        return Stream.concat(task.pachctl().stream(), task.cluster().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
