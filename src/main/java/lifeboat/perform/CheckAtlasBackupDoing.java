package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.atlas.TimestampFit;
import lifeboat.backup.BackupException;
import lifeboat.backup.Manifest;
import lifeboat.backup.SavedDatabase;
import lifeboat.database.DumpedRows;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;

/**
 * Proves that a backup belongs together before anything is restored from it. A timestamp that lost a digit is a good number to the
 * program; what was dumped tells that it is not.
 */
final class CheckAtlasBackupDoing implements Doing<Action.Atlas> {
    private final AtlasTask.CheckBackup task;

    CheckAtlasBackupDoing(AtlasTask.CheckBackup task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) {
        return Preview.ofDetails(List.of("reads every file of " + call.text(task.backup())));
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        List<String> problems = new ArrayList<>();
        AtlasBackup backup;
        try {
            backup = AtlasBackup.read(call.text(task.backup()));
        } catch (PerformException e) {
            listener.checked("backup", Severity.FAIL, e.reason());
            return new Outcome.Failed(true, e.reason(), e.hint(), EffectSeen.NONE);
        }
        row(listener, "files", files(backup), "every file is what the manifest says", problems);
        row(
                listener,
                "worth",
                worth(backup, place),
                backup.saved().status() + ", written " + backup.written(),
                problems);
        row(
                listener,
                "digits",
                backup.misquoted(),
                "backup timestamp " + backup.fit().backup() + " < fast-forward timestamp "
                        + backup.fit().fastForward() + ", as in the manifest",
                problems);
        row(
                listener,
                "order",
                backup.fit().contradiction().stream().toList(),
                "the first is below the second",
                problems);
        Optional<SavedDatabase> database = backup.database();
        if (database.isPresent()) {
            listener.progress("reading the transactions in the dump");
            TimestampFit.Ledger ledger = AtlasLedger.of(
                    new DumpedRows(call.world().programs(), DumpTools.of(call.world())),
                    backup.folder().database(database.get().name()),
                    place.prefix(),
                    database.get().serverMajor(),
                    backup.fit().backup(),
                    call.timeout());
            row(
                    listener,
                    "fit",
                    backup.fit().misfit(ledger, backup.newestBefore()).stream().toList(),
                    "of " + ledger.committed() + " transactions in the dump " + ledger.after()
                            + " committed after the backup timestamp",
                    problems);
        }
        if (database.isEmpty() && backup.fit().contradiction().isEmpty()) {
            row(
                    listener,
                    "distance",
                    backup.fit().doubt().stream().toList(),
                    "the two are as far apart as a backup takes; what is in the copy cannot be looked at",
                    problems);
        }
        if (!problems.isEmpty()) {
            return new Outcome.Failed(true, String.join("; ", problems), TimestampFit.hint(), EffectSeen.NONE);
        }
        return Doing.done(
                Map.of(
                        "backup_timestamp", List.of(Long.toString(backup.fit().backup())),
                        "fast_forward_timestamp",
                                List.of(Long.toString(backup.fit().fastForward())),
                        "written", List.of(backup.written()),
                        "snapshot", List.of(backup.section().getOrDefault("snapshot", "")),
                        "tables", List.of(backup.section().getOrDefault("snapshot_tables", "")),
                        "lock_token", List.of(backup.section().getOrDefault("lock_token", ""))),
                "backup timestamp " + backup.fit().backup() + " < fast-forward timestamp "
                        + backup.fit().fastForward() + ", written " + backup.written());
    }

    private static void row(
            Performer.Listener listener, String name, List<String> wrong, String right, List<String> problems) {
        if (wrong.isEmpty()) {
            listener.checked(name, Severity.PASS, right);
        }
        wrong.forEach(problem -> listener.checked(name, Severity.FAIL, problem));
        problems.addAll(wrong);
    }

    private static List<String> files(AtlasBackup backup) throws PerformException {
        try {
            return Manifest.check(backup.folder());
        } catch (BackupException e) {
            throw Folders.of(e);
        }
    }

    private static List<String> worth(AtlasBackup backup, AtlasPlace place) {
        List<String> wrong = new ArrayList<>();
        if (!backup.saved().isComplete()) {
            wrong.add("the backup is " + backup.saved().status() + ": "
                    + String.join("; ", backup.saved().remarks()));
        }
        String store = backup.section().getOrDefault("store", "");
        if (!store.equals(place.config().store().name().toLowerCase(java.util.Locale.ROOT))) {
            wrong.add("the backup is of a store of the kind " + store);
        }
        if (place.isPostgres() && backup.database().isEmpty()) {
            wrong.add("the backup holds no dump of a database");
        }
        if (place.isPostgres() && !backup.section().getOrDefault("database", "").equals(place.database())) {
            wrong.add("the backup is of the database " + backup.section().getOrDefault("database", "")
                    + ", and the configuration speaks of " + place.database());
        }
        return wrong;
    }
}
