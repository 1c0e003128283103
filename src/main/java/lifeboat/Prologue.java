package lifeboat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lifeboat.lab.Lab;
import lifeboat.lab.LabException;
import lifeboat.line.AutoDialogue;
import lifeboat.line.Dialogue;
import lifeboat.run.Mode;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.Target;

/**
 * What happens in the lab before a restore is rehearsed: a backup is made, by itself, and then comes the accident.
 *
 * @param dialogue hears of it
 * @param hears whether nobody else here hears a hang-up meanwhile
 */
record Prologue(Wiring wiring, Lab lab, Machine machine, Dialogue dialogue, boolean hears) {
    private static final String BACKUP = "pachyderm-backup";

    /**
     * Makes a backup and damages its source, if the runbook restores one and none was named.
     *
     * @param given what the operator has given
     * @return what is known of the backup then; empty if the runbook restores none
     */
    Map<String, Given> of(Runbook book, Map<String, Given> given) throws Complaint {
        boolean restores = book.targets().values().stream().anyMatch(Target.Backup.class::isInstance);
        if (!restores || given.containsKey("backup")) {
            return Map.of();
        }
        dialogue.print("First a backup is made in the lab, by itself. What comes after it is the rehearsal.");
        String folder = backup();
        String story =
                given.containsKey("case") && given.get("case").value().equals("roll_back") ? "upgraded" : "corrupted";
        try {
            dialogue.print("Then the accident: " + lab.damage(story) + ".");
        } catch (LabException e) {
            throw Complaint.usage("the lab could not be damaged: " + e.getMessage(), e.hint());
        }
        return Map.of("backup", new Given(folder, "lab"));
    }

    private String backup() throws Complaint {
        Runbook book = wiring.books().find(BACKUP);
        Map<String, Given> values = new LinkedHashMap<>(Labs.given(book, lab));
        values.put("keep_secret_content", new Given("true", "lab"));
        values.putAll(Values.complete(book, values, machine));
        try (Session session = Session.open(wiring, book, Mode.REHEARSAL, values, Optional.of(lab), machine)) {
            Drive drive = new Drive(wiring, session, new AutoDialogue(dialogue), false);
            int code = hears ? drive.toItsEnd() : drive.toItsEndUnheard();
            if (code != ExitCodes.DONE) {
                throw new Complaint(code, "the backup before the rehearsal did not succeed", "See what it said above.");
            }
            return session.run().identities().getOrDefault("backup", Map.of()).getOrDefault("directory", "");
        }
    }
}
