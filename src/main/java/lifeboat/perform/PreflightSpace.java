package lifeboat.perform;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import lifeboat.backup.SavedBackup;
import lifeboat.backup.SavedDatabase;
import lifeboat.database.DatabaseException;
import lifeboat.database.ServerDisk;
import lifeboat.runbook.Restoring;
import lifeboat.runbook.Step;
import lifeboat.runbook.Target;

/** The row of a restore's preflight that compares the room there is with the room that is needed, where both are known. */
record PreflightSpace(Call<Restoring.PreflightRestore> call, Sheet sheet, SavedBackup backup) {
    /** The journal, the output of programs and the edited values; generous. */
    private static final long OWN = 64L << 20;

    void look() throws PerformException {
        own();
        List<String> targets = World.targets(call.run(), Target.Database.class);
        boolean restores = call.run().book().steps().stream()
                .anyMatch(step ->
                        restoresDatabase(step) && call.run().applies(step).orElse(true));
        if (restores && !targets.isEmpty()) {
            server(targets.get(0));
        }
        if (backup.bucket().isPresent()) {
            sheet.pass("space", "an object store does not tell how much room it has: not observed");
        }
    }

    private static boolean restoresDatabase(Step step) {
        return step.action() instanceof Restoring.RestoreDatabase;
    }

    /** Nothing large is written here: dumps are read where they are, objects are copied inside the store or through memory. */
    private void own() {
        Path folder = call.world().surroundings().runFolder();
        try {
            Room.judge(sheet, "space", folder, OWN, "Make room on that disk, or set LIFEBOAT_STATE to another one.");
        } catch (PerformException unknown) {
            sheet.warn("space", unknown.reason());
        }
    }

    private void server(String target) throws PerformException {
        OptionalLong need = need();
        String needed = need.isPresent()
                ? Words.bytes(need.getAsLong()) + " needed"
                : "what is needed is not known, because the backup does not say how large the databases were";
        ServerDisk disk;
        try {
            disk = ServerDisk.look(call.world().databaseLocation(call.run(), target), RestoreTools.application(call));
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
        if (disk.free().isEmpty()) {
            sheet.warn(
                    "space",
                    "the room on the database server cannot be observed (" + disk.words() + "): " + needed
                            + "; look at it yourself");
            return;
        }
        long free = disk.free().getAsLong();
        String words = Words.bytes(free) + " free on the database server " + disk.words() + ", " + needed;
        if (need.isEmpty()) {
            sheet.warn("space", words);
        } else if (free < need.getAsLong()) {
            sheet.fail(
                    "space",
                    words,
                    "Make room there. What is set aside stays, so nothing gets free by the restore itself.");
        } else if (free < need.getAsLong() * 2) {
            sheet.warn("space", words + "; the write-ahead log needs room as well");
        } else {
            sheet.pass("space", words);
        }
    }

    /** As large as they were at the source; a fresh database is smaller, if anything. */
    private OptionalLong need() {
        long sum = 0;
        for (String name : List.of("pachyderm", "dex")) {
            if (backup.database(name).isPresent()) {
                SavedDatabase saved = backup.database(name).get();
                if (saved.bytes().isEmpty()) {
                    return OptionalLong.empty();
                }
                sum += saved.bytes().getAsLong();
            }
        }
        return OptionalLong.of(sum);
    }
}
