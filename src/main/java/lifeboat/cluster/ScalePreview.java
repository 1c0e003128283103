package lifeboat.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What scaling would do, exactly.
 *
 * @param rows every field that changes
 * @param patchJson the JSON Patch that is sent
 * @param kubectl the same change as an argument list
 */
public record ScalePreview(List<FieldChange> rows, String patchJson, List<String> kubectl) {
    /**
     * One field before and after.
     *
     * @param path the field, such as {@code spec.replicas}
     * @param before its value, {@code (none)} when it is not there
     * @param after its value after the change
     */
    public record FieldChange(String path, String before, String after) {}

    /** What scaling a workload would do; {@code kubectl} says to which cluster and namespace. */
    static ScalePreview of(Workload before, int replicas, Marks marks, List<String> kubectl) {
        List<FieldChange> rows = new ArrayList<>();
        row(rows, "spec.replicas", Integer.toString(before.wanted()), Integer.toString(replicas));
        new TreeMap<>(marks.annotations())
                .forEach((key, value) -> row(
                        rows,
                        "metadata.annotations[" + key + "]",
                        before.annotations().getOrDefault(key, "(none)"),
                        value));
        String patch = Patching.json(Patching.scaling(before, replicas, marks));
        List<String> command = new ArrayList<>(kubectl);
        command.addAll(List.of("patch", before.kind().kubectlName(), before.name(), "--type=json", "-p", patch));
        return new ScalePreview(List.copyOf(rows), patch, List.copyOf(command));
    }

    private static void row(List<FieldChange> rows, String path, String before, String after) {
        if (!before.equals(after)) {
            rows.add(new FieldChange(path, before, after));
        }
    }
}
