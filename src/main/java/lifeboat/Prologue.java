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
    private static final String BACKUP = "backup";

    /** What has to have happened before one kind of restore: which runbook made the backup, answered how, and what was lost. */
    private interface Past {
        String maker();

        Map<String, Given> answers(Runbook maker) throws Complaint;

        /** Has it happen, and says what it was. */
        String accident() throws Complaint;
    }

    /**
     * Makes a backup and damages its source, if the runbook restores one and none was named.
     *
     * @param given what the operator has given
     * @return what is known of the backup then; empty if the runbook restores none
     */
    Map<String, Given> of(Runbook book, Map<String, Given> given) throws Complaint {
        Optional<Past> past = given.containsKey(BACKUP) ? Optional.empty() : past(book, given);
        if (past.isEmpty()) {
            return Map.of();
        }
        dialogue.print("First a backup is made in the lab, by itself. What comes after it is the rehearsal.");
        String folder = backup(past.get());
        dialogue.print("Then the accident: " + past.get().accident() + ".");
        return Map.of(BACKUP, new Given(folder, "lab"));
    }

    private Optional<Past> past(Runbook book, Map<String, Given> given) {
        if (AtlasRehearsal.isFor(book)) {
            return book.parameter(BACKUP).isPresent() ? Optional.of(atlas(given)) : Optional.empty();
        }
        if (ClassicRehearsal.isFor(book)) {
            return ClassicRehearsal.restores(book) ? Optional.of(classic(given)) : Optional.empty();
        }
        boolean restores = book.targets().values().stream().anyMatch(Target.Backup.class::isInstance);
        return restores ? Optional.of(pachyderm(EnterpriseRehearsal.maker(book), given)) : Optional.empty();
    }

    private Past atlas(Map<String, Given> given) {
        AtlasRehearsal rehearsal = new AtlasRehearsal(lab);
        return new Past() {
            @Override
            public String maker() {
                return "atlasdb-backup";
            }

            @Override
            public Map<String, Given> answers(Runbook maker) throws Complaint {
                return rehearsal.answers(maker, given);
            }

            @Override
            public String accident() throws Complaint {
                return rehearsal.loss();
            }
        };
    }

    private Past classic(Map<String, Given> given) {
        return new Past() {
            @Override
            public String maker() {
                return "classic-extract";
            }

            @Override
            public Map<String, Given> answers(Runbook maker) throws Complaint {
                Map<String, Given> answers = new LinkedHashMap<>(Labs.given(maker, lab));
                answers.putAll(ClassicRehearsal.forBackup(given));
                return answers;
            }

            @Override
            public String accident() {
                return "the old cluster is given up, and an empty one of the same version waits beside it";
            }
        };
    }

    private Past pachyderm(String maker, Map<String, Given> given) {
        String story =
                given.containsKey("case") && given.get("case").value().equals("roll_back") ? "upgraded" : "corrupted";
        return new Past() {
            @Override
            public String maker() {
                return maker;
            }

            @Override
            public Map<String, Given> answers(Runbook maker) throws Complaint {
                Map<String, Given> answers = new LinkedHashMap<>(Labs.given(maker, lab));
                answers.put("keep_secret_content", new Given("true", "lab"));
                return answers;
            }

            @Override
            public String accident() throws Complaint {
                try {
                    return lab.damage(story);
                } catch (LabException e) {
                    throw Complaint.usage("the lab could not be damaged: " + e.getMessage(), e.hint());
                }
            }
        };
    }

    private String backup(Past past) throws Complaint {
        Runbook book = wiring.books().find(past.maker());
        Map<String, Given> values = Values.complete(book, past.answers(book), machine);
        try (Session session = Session.open(wiring, book, Mode.REHEARSAL, values, Optional.of(lab), machine)) {
            Drive drive = new Drive(wiring, session, new AutoDialogue(dialogue), false);
            int code = hears ? drive.toItsEnd() : drive.toItsEndUnheard();
            if (code != ExitCodes.DONE) {
                throw new Complaint(code, "the backup before the rehearsal did not succeed", "See what it said above.");
            }
            return session.run().identities().getOrDefault(BACKUP, Map.of()).getOrDefault("directory", "");
        }
    }
}
