package lifeboat.cluster;

import java.util.List;

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
}
