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
 */
public record Preview(
        List<Change> changes,
        List<String> cutsOff,
        List<List<String>> commands,
        List<String> details,
        List<String> warnings) {

    /** One field: what it is on, its name, its value before and after. */
    public record Change(String object, String field, String before, String after) {}

    /** A preview that says only this. */
    public static Preview ofDetails(List<String> details) {
        return new Preview(List.of(), List.of(), List.of(), details, List.of());
    }
}
