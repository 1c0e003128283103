package lifeboat.runbook;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables that a text may use at its place in the runbook.
 *
 * @param names the names that are known
 * @param open prefixes of which everything is taken as known, because the step that registers them is itself wrong
 * @param reasons why a name that exists elsewhere is not known here
 */
record Variables(Set<String> names, Set<String> open, Map<String, String> reasons) {
    static final List<String> CLUSTER =
            List.of("cluster.uid", "cluster.context", "cluster.server", "cluster.version", "cluster.namespace");
    static final List<String> ATLAS = List.of("atlas.store", "atlas.name");
    static final List<String> RUN = List.of("run.id", "run.mode", "run.started");
    static final String BACKUP = "backup.directory";
    static final String ITEM = "item";

    static Variables none() {
        return new Variables(Set.of(), Set.of(), Map.of());
    }

    Variables with(Iterable<String> more) {
        Set<String> all = new LinkedHashSet<>(names);
        more.forEach(all::add);
        return new Variables(all, open, reasons);
    }

    Variables and(Variables other) {
        Set<String> prefixes = new LinkedHashSet<>(open);
        prefixes.addAll(other.open);
        return new Variables(with(other.names).names, prefixes, reasons);
    }

    Variables because(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.putAll(reasons);
        return new Variables(names, open, all);
    }

    boolean knows(String variable) {
        return names.contains(variable) || open.stream().anyMatch(prefix -> variable.startsWith(prefix + "."));
    }

    /** What to do about a variable that is not known. */
    String hint(String variable) {
        String reason = reasons.get(variable);
        return reason != null ? reason : Nearest.hint(variable, names, "It may be one of");
    }
}
