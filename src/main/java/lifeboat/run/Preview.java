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
 * @param choices what the same step could do instead; for whoever is asked now, and not a part of the record
 */
public record Preview(
        List<Change> changes,
        List<String> cutsOff,
        List<List<String>> commands,
        List<String> details,
        List<String> warnings,
        List<Change> stays,
        List<Choice> choices) {

    /** A preview with nothing else to choose. */
    public Preview(
            List<Change> changes,
            List<String> cutsOff,
            List<List<String>> commands,
            List<String> details,
            List<String> warnings,
            List<Change> stays) {
        this(changes, cutsOff, commands, details, warnings, stays, List.of());
    }

    /** A preview with nothing to be shown beside what changes. */
    public Preview(
            List<Change> changes,
            List<String> cutsOff,
            List<List<String>> commands,
            List<String> details,
            List<String> warnings) {
        this(changes, cutsOff, commands, details, warnings, List.of(), List.of());
    }

    /** One field: what it is on, its name, its value before and after. */
    public record Change(String object, String field, String before, String after) {}

    /**
     * Something that the same step could do instead, by another value of a parameter.
     *
     * @param say the words that choose it, such as {@code also 30652}
     * @param what it means, a sentence without its full stop
     */
    public record Choice(String say, String what, String parameter, String value) {}

    /** A preview that says only this. */
    public static Preview ofDetails(List<String> details) {
        return new Preview(List.of(), List.of(), List.of(), details, List.of());
    }
}
