package lifeboat.perform;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lifeboat.backup.BackupException;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Manifest;
import lifeboat.backup.SavedBackup;
import lifeboat.backup.SavedDatabase;
import lifeboat.database.DatabaseException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.Restoring;

/** Reads the backup and compares every byte of it with its manifest, before anything is touched. */
final class ReadBackupDoing implements Doing<Restoring.ReadBackup> {
    private static final Duration LISTING = Duration.ofMinutes(30);
    private static final int MOST = 10;

    @Override
    public Preview preview(Call<Restoring.ReadBackup> call) {
        return Preview.ofDetails(List.of("every file of the backup is read and compared with its manifest"));
    }

    @Override
    public Outcome act(Call<Restoring.ReadBackup> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        BackupFolder folder = Folders.of(call);
        SavedBackup backup;
        List<String> problems;
        try {
            backup = SavedBackup.read(folder);
            listener.checked(
                    "manifest",
                    Severity.PASS,
                    backup.id() + ", " + backup.status() + ", written " + backup.written() + " by Lifeboat "
                            + backup.lifeboat());
            listener.progress("reading every file of the backup");
            problems = Manifest.check(folder);
        } catch (BackupException e) {
            return refused(e.reason(), e.hint());
        }
        if (backup.status() == Manifest.Status.FAILED) {
            return refused("the backup " + backup.id() + " has the status FAILED", "Use another backup.");
        }
        if (!problems.isEmpty()) {
            problems.stream().limit(MOST).forEach(problem -> listener.checked("files", Severity.FAIL, problem));
            return refused(
                    "the backup is not what was written: " + problems.get(0)
                            + (problems.size() > 1 ? ", and " + (problems.size() - 1) + " more" : ""),
                    "Somebody or something changed it, or its disk is damaged. Use another backup.");
        }
        listener.checked("files", Severity.PASS, "every file is what was written");
        Optional<String> inventory = inventory(folder, backup);
        if (inventory.isPresent()) {
            return refused(inventory.get(), "Somebody or something changed it. Use another backup.");
        }
        backup.remarks().forEach(remark -> listener.checked("status", Severity.WARN, remark));
        for (SavedDatabase database : backup.databases()) {
            Optional<Outcome> unreadable = list(call, folder, database, listener);
            if (unreadable.isPresent()) {
                return unreadable.get();
            }
        }
        return Doing.done(outputs(call, folder, backup), words(backup));
    }

    private static Optional<String> inventory(BackupFolder folder, SavedBackup backup) throws PerformException {
        if (backup.bucket().isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(folder.inventory(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of("the inventory of the bucket is missing");
        }
        return Folders.sha256(folder.inventory()).equals(backup.bucket().get().inventorySha256())
                ? Optional.empty()
                : Optional.of("the inventory of the bucket is not what the manifest says");
    }

    /** A dump whose contents cannot be listed here cannot be restored here, whatever its digests say. */
    private static Optional<Outcome> list(
            Call<?> call, BackupFolder folder, SavedDatabase database, Performer.Listener listener)
            throws PerformException, InterruptedException {
        try {
            Set<String> roles = RestoreTools.restores(call)
                    .roles(folder.database(database.name()), database.serverMajor(), LISTING);
            listener.checked(
                    "dump of " + database.name(),
                    Severity.PASS,
                    database.tocEntries() + " entries, " + database.tables().size() + " tables, " + database.rows()
                            + " rows; of PostgreSQL " + database.serverMajor() + "; belongs to "
                            + (roles.isEmpty() ? database.owner() : String.join(", ", roles)));
            return Optional.empty();
        } catch (DatabaseException e) {
            return Optional.of(refused(Reasons.message(e), e.hint()));
        }
    }

    private static Outcome refused(String reason, String hint) {
        return new Outcome.Failed(true, reason, hint, EffectSeen.NONE);
    }

    private static Map<String, List<String>> outputs(Call<?> call, BackupFolder folder, SavedBackup backup)
            throws PerformException {
        Map<String, List<String>> outputs = new LinkedHashMap<>();
        outputs.put("id", List.of(backup.id()));
        outputs.put("status", List.of(backup.status().name()));
        outputs.put("complete", List.of(Boolean.toString(backup.isComplete())));
        outputs.put("remarks", backup.remarks());
        outputs.put("pachyderm_version", List.of(backup.pachydermVersion()));
        outputs.put(
                "databases",
                backup.databases().stream().map(SavedDatabase::name).toList());
        outputs.put("dex", List.of(Boolean.toString(backup.database("dex").isPresent())));
        outputs.put("release", List.of(backup.helm().getOrDefault("release", "")));
        String chart = backup.helm().getOrDefault("chart", "");
        outputs.put("chart", List.of(chart));
        outputs.put("version", List.of(Versions.ofChart(chart).orElse(backup.pachydermVersion())));
        outputs.put(
                "objects",
                List.of(backup.bucket().map(all -> Long.toString(all.count())).orElse("0")));
        outputs.put(
                "bytes",
                List.of(backup.bucket().map(all -> Long.toString(all.bytes())).orElse("0")));
        Optional<String> copy = backup.bucket().flatMap(SavedBackup.Objects::copiedTo);
        outputs.put("copied_to", List.of(copy.orElse("")));
        outputs.put("downloaded", List.of(Boolean.toString(backup.bucket().isPresent() && copy.isEmpty())));
        outputs.put("secrets", List.of(Boolean.toString(!Backups.secrets(call).isEmpty())));
        outputs.put(
                "clusters",
                List.of(EnterpriseRecord.read(folder)
                        .map(record -> String.join(", ", EnterpriseRecord.members(record.clusters())))
                        .orElse("")));
        outputs.put("globals", List.of(Boolean.toString(Files.exists(folder.globals(), LinkOption.NOFOLLOW_LINKS))));
        return outputs;
    }

    private static String words(SavedBackup backup) {
        String of = backup.status() + ", Pachyderm "
                + (backup.pachydermVersion().isEmpty() ? "(version not known)" : backup.pachydermVersion());
        // An extract of 1.x has neither, and what it has was counted by nobody.
        if (backup.databases().isEmpty() && backup.bucket().isEmpty()) {
            return of;
        }
        return of + ", " + backup.databases().size() + " databases, "
                + backup.bucket().map(all -> all.count() + " objects").orElse("no objects");
    }
}
