package lifeboat.run;

import java.util.List;

/**
 * What an action would do, before it is done. All texts are masked already.
 *
 * @param changes exactly the fields that change
 * @param cutsOff who is cut off, one sentence each
 * @param commands the same by hand, one argument list each
 * @param details longer texts, such as a patch or an announcement, a line each
 * @param warnings what the operator should know before saying yes
 * @param stays fields of the same objects that are shown beside those that change and stay as they are, before and after
 *     the same; empty where that helps nobody
 */
public record Preview(
        List<Change> changes,
        List<String> cutsOff,
        List<List<String>> commands,
        List<String> details,
        List<String> warnings,
        List<Change> stays) {

    /** A preview with nothing to be shown beside what changes. */
    public Preview(
            List<Change> changes,
            List<String> cutsOff,
            List<List<String>> commands,
            List<String> details,
            List<String> warnings) {
        this(changes, cutsOff, commands, details, warnings, List.of());
    }

    /** One field: what it is on, its name, its value before and after. */
    public record Change(String object, String field, String before, String after) {}

    /** A preview that says only this. */
    public static Preview ofDetails(List<String> details) {
        return new Preview(List.of(), List.of(), List.of(), details, List.of());
    }
}
