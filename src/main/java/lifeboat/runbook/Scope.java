package lifeboat.runbook;

import java.util.List;
import java.util.Optional;

/** What the variables of a runbook stand for at one moment of a run. */
@FunctionalInterface
public interface Scope {
    /**
     * The value of a variable such as {@code namespace}, {@code recorded.pachd.replicas} or {@code item}.
     *
     * @return one element for a plain value, any number for a list, empty while it is not known yet
     */
    Optional<List<String>> lookup(String variable);

    /** A scope that asks this one first and then the other. */
    default Scope or(Scope other) {
        return variable -> {
            Optional<List<String>> mine = lookup(variable);
            return mine.isPresent() ? mine : other.lookup(variable);
        };
    }
}
