package lifeboat.perform;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import lifeboat.backup.SavedBackup;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketLocation;
import lifeboat.bucket.ObjectStore;
import lifeboat.runbook.Action;
import lifeboat.runbook.Restoring;
import lifeboat.runbook.Step;

/** The row of a restore's preflight that looks at the buckets which are to be filled. */
record PreflightRestoreBuckets(Call<Restoring.PreflightRestore> call, Sheet sheet, SavedBackup backup) {

    void look() throws PerformException {
        for (Step step : call.run().book().steps()) {
            if (!call.run().applies(step).orElse(true)) {
                continue;
            }
            if (step.action() instanceof Action.CloneBucket clone) {
                if (isOneBucketTwice(clone)) {
                    continue;
                }
                empty(clone.to());
            } else if (step.action() instanceof Restoring.UploadObjects upload) {
                if (!Files.isDirectory(Folders.of(call).path().resolve("objects"), LinkOption.NOFOLLOW_LINKS)) {
                    sheet.fail(
                            "buckets",
                            "the backup holds no downloaded objects",
                            "Copy them from the backup bucket instead (objects_by: copy).");
                }
                empty(upload.to());
            }
        }
        backup.bucket()
                .ifPresent(objects -> sheet.pass(
                        "buckets",
                        "the backup has " + objects.count() + " objects, " + Words.bytes(objects.bytes())
                                + objects.copiedTo()
                                        .map(copy -> ", copied to " + copy)
                                        .orElse(", in its folder")));
    }

    private boolean isOneBucketTwice(Action.CloneBucket clone) throws PerformException {
        BucketLocation from = call.world().bucketLocation(call.run(), clone.from());
        boolean same = from.isSameBucketAs(call.world().bucketLocation(call.run(), clone.to()));
        if (same) {
            sheet.fail(
                    "buckets",
                    "the backup bucket " + from.name() + " is to be copied onto itself",
                    "Name a new bucket, or choose to use the backup bucket as it is.");
        }
        return same;
    }

    private void empty(String target) throws PerformException {
        try {
            ObjectStore store = call.world().bucket(call.run(), target);
            store.check();
            if (store.list().next() == null) {
                sheet.pass("buckets", store.location().name() + ": reachable and empty");
            } else {
                sheet.fail(
                        "buckets",
                        store.location().name() + " is not empty",
                        "Name an empty bucket: what is in this one would become a part of the restored cluster.");
            }
        } catch (BucketException e) {
            throw Reasons.of(e);
        }
    }
}
