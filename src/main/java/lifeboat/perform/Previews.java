package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import lifeboat.run.Preview;

/** The previews of things that are done side by side, put before the operator as one. */
final class Previews {
    private Previews() {}

    /** What one of them would do; {@code name} is what it is called. */
    record Of(String name, Preview preview) {}

    /** All of them; where the text of one does not say which it is about, its name stands before it. */
    static Preview merged(List<Of> previews) {
        if (previews.size() == 1) {
            return previews.get(0).preview();
        }
        List<Preview.Change> changes = new ArrayList<>();
        List<String> cutsOff = new ArrayList<>();
        List<List<String>> commands = new ArrayList<>();
        List<String> details = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<Preview.Change> stays = new ArrayList<>();
        List<Preview.Choice> choices = new ArrayList<>();
        for (Of one : previews) {
            Preview preview = one.preview();
            changes.addAll(preview.changes());
            stays.addAll(preview.stays());
            choices.addAll(preview.choices());
            preview.cutsOff().stream().filter(cut -> !cutsOff.contains(cut)).forEach(cutsOff::add);
            commands.addAll(preview.commands());
            if (!preview.details().isEmpty()) {
                details.add(one.name() + ":");
                preview.details().forEach(line -> details.add("  " + line));
            }
            preview.warnings().forEach(warning -> warnings.add(one.name() + ": " + warning));
        }
        return new Preview(changes, cutsOff, commands, details, warnings, stays, choices);
    }
}
