package lifeboat.perform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.SavedBackup;
import lifeboat.pachyderm.ExtractStream;
import lifeboat.pachyderm.ExtractUrl;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/** Proves that the backup's extract is what was written: an empty or a shortened one restores without a word. */
final class CheckExtractDoing implements Doing<ClassicAction> {
    private final ClassicTask.CheckExtract task;

    CheckExtractDoing(ClassicTask.CheckExtract task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<ClassicAction> call) {
        return Preview.ofDetails(List.of("size and digest against the manifest, then every frame"));
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        ClassicBackup backup = ClassicBackup.of(call);
        Sheet sheet = new Sheet(listener);
        Optional<String> copy = Backups.of(call).bucket().flatMap(SavedBackup.Objects::copiedTo);
        sheet.output("kind", backup.kind());
        sheet.output("version", backup.version());
        sheet.output("url", backup.url());
        sheet.output("objects", Boolean.toString(backup.objects()));
        sheet.output("bucket", copy.orElse(""));
        sheet.output("snapshot", backup.snapshot());
        sheet.output("running", backup.running());
        sheet.output("pipelines", Integer.toString(backup.pipelines()));
        String kind = backup.kind().equals("file") && !backup.objects() ? "metadata" : backup.kind();
        String as = call.text(task.as());
        if (!kind.equals(as)) {
            sheet.fail("kind", "the backup is of the kind " + kind + ", not " + as, "Change the parameter made_by.");
        }
        switch (backup.kind()) {
            case "file" -> file(backup, Folders.of(call), sheet);
            case "url" -> object(call, backup, sheet, listener);
            default ->
                listener.checked(
                        "snapshot",
                        Severity.WARN,
                        "there is no extract, but the snapshot " + backup.snapshot()
                                + ": it needs the same version and the same bucket");
        }
        if (!backup.objects() && copy.isEmpty()) {
            sheet.fail(
                    "objects",
                    "the objects are neither in the extract nor in a copy of the bucket that the backup knows of",
                    "Without them the restored cluster has names and no data. Use another backup.");
        }
        return sheet.outcome(backup.kind() + " of Pachyderm " + backup.version() + ", " + backup.pipelines()
                + " pipelines, " + backup.running().size() + " of them ran");
    }

    private void object(Call<ClassicAction> call, ClassicBackup backup, Sheet sheet, Performer.Listener listener)
            throws PerformException {
        Optional<ExtractUrl> url = ExtractUrl.parse(backup.url());
        if (url.isEmpty()) {
            sheet.fail("extract", backup.url() + " is not scheme://bucket/OBJECT", "Use another backup.");
            return;
        }
        if (backup.sha256().isEmpty()) {
            sheet.warn(
                    "extract",
                    "UNVERIFIED: pachd wrote " + backup.url()
                            + ", and nobody read it back: what is restored is compared afterwards, and not before");
            return;
        }
        ExtractObject object = ExtractObject.read(call, task.store(), url.get(), listener);
        if (object.missing()) {
            sheet.fail("extract", url.get() + " is gone: " + object.whyNot(), "Use another backup.");
        } else if (object.seen().isEmpty()) {
            sheet.warn("extract", "UNVERIFIED: " + url.get() + " cannot be read from here now: " + object.whyNot());
        } else if (object.seen().get().bytes() != backup.bytes()
                || !object.seen().get().sha256().equals(backup.sha256())) {
            sheet.fail(
                    "extract",
                    url.get() + " has " + object.seen().get().bytes()
                            + " bytes and another digest than was written, with " + backup.bytes(),
                    "A shortened extract restores without a word, and not all of it. Use another backup.");
        } else {
            sheet.pass("extract", url.get() + ", " + Words.bytes(backup.bytes()) + ", as it was written");
        }
    }

    private static void file(ClassicBackup backup, BackupFolder folder, Sheet sheet) throws PerformException {
        Path file = backup.path(folder);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                sheet.fail("extract", backup.file() + " is missing", "Use another backup.");
                return;
            }
            long bytes = Files.size(file);
            if (bytes != backup.bytes()) {
                sheet.fail(
                        "extract",
                        backup.file() + " has " + bytes + " bytes and was written with " + backup.bytes(),
                        "A shortened extract restores without a word, and not all of it. Use another backup.");
                return;
            }
            if (!Folders.sha256(file).equals(backup.sha256())) {
                sheet.fail("extract", backup.file() + " has another digest than was written", "Use another backup.");
                return;
            }
            Optional<String> fault = ExtractStream.fault(file);
            if (fault.isPresent()) {
                sheet.fail("extract", backup.file() + ": " + fault.get(), "Use another backup.");
            } else {
                sheet.pass("extract", backup.file() + ", " + Words.bytes(bytes) + ", as it was written");
            }
        } catch (IOException e) {
            throw new PerformException(file + " cannot be read: " + Reasons.message(e), "Look at the disk.", e);
        }
    }

    /** What a restore goes by, once more right before it begins. */
    static void prove(ClassicBackup backup, BackupFolder folder) throws PerformException {
        Path file = backup.path(folder);
        try {
            if (Files.size(file) == backup.bytes() && Folders.sha256(file).equals(backup.sha256())) {
                return;
            }
        } catch (IOException e) {
            throw new PerformException(file + " cannot be read: " + Reasons.message(e), "Look at the disk.", e);
        }
        throw new PerformException(
                backup.file() + " is not what was written", "Somebody changed it. Use another backup.");
    }
}
