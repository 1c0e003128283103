package lifeboat.perform;

import java.util.List;
import java.util.Map;
import lifeboat.backup.BackupFolder;
import lifeboat.bucket.BucketCompare;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketInventory;
import lifeboat.bucket.CompareReport;
import lifeboat.bucket.InventoryFile;
import lifeboat.bucket.ObjectStore;
import lifeboat.bucket.SampleReport;
import lifeboat.bucket.TransferProgress;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.Action;

/** Compares a bucket with its copy, or with what was downloaded, and writes the inventory. */
final class CompareDoing implements Doing<Action.CompareBuckets> {
    @Override
    public Preview preview(Call<Action.CompareBuckets> call) {
        return Preview.ofDetails(
                List.of("every object is compared, " + call.text(call.action().sample()) + " are read back"));
    }

    @Override
    public Outcome act(Call<Action.CompareBuckets> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        ObjectStore source = call.world().bucket(call.run(), call.action().from());
        BackupFolder folder = Folders.of(call);
        TransferProgress.Listener progress = now -> listener.progress(BucketProgress.words(now));
        try {
            if (call.action().to().isEmpty()) {
                return ofDownload(source, folder, progress, listener);
            }
            ObjectStore target =
                    call.world().bucket(call.run(), call.action().to().get());
            BucketCompare compare = new BucketCompare(BucketCompare.Options.standard(), listener.cancelled());
            CompareReport report = compare.compare(source, target, progress);
            if (!report.covers()) {
                return differs(report, listener);
            }
            if (report.onlyInTarget() > 0) {
                listener.checked(
                        "extra objects",
                        Severity.WARN,
                        report.onlyInTarget() + " objects are only in the backup bucket; they were there before");
            }
            SampleReport sample =
                    compare.sample(source, target, call.number(call.action().sample()), seed(call), progress);
            if (!sample.equal()) {
                return failed("read back and different: " + String.join(", ", sample.mismatches()));
            }
            InventoryFile inventory = BucketInventory.write(source, folder.inventory(), progress, listener.cancelled());
            return done(
                    inventory,
                    report.same() + " equal, " + report.unproven() + " by size only, " + sample.objects()
                            + " read back and equal");
        } catch (BucketException e) {
            if (e.kind() == BucketException.Kind.STOPPED) {
                return new Outcome.Cancelled("comparing was stopped", EffectSeen.NONE);
            }
            throw Reasons.of(e);
        }
    }

    private static long seed(Call<?> call) {
        return call.run().id().hashCode();
    }

    /** The download wrote the inventory of what it has; the bucket must still hold just that. */
    private static Outcome ofDownload(
            ObjectStore source, BackupFolder folder, TransferProgress.Listener progress, Performer.Listener listener)
            throws BucketException, PerformException {
        CompareReport report = new BucketCompare(BucketCompare.Options.standard(), listener.cancelled())
                .compare(folder.inventory(), source, progress);
        if (report.onlyInSource() > 0 || report.onlyInTarget() > 0 || report.different() > 0) {
            return differs(report, listener);
        }
        InventoryFile inventory = new InventoryFile(
                folder.inventory(), report.sourceObjects(), report.sourceBytes(), Folders.sha256(folder.inventory()));
        return done(inventory, report.sourceObjects() + " objects as in the bucket");
    }

    private static Outcome done(InventoryFile inventory, String summary) {
        return Doing.done(
                Map.of(
                        "objects", List.of(Long.toString(inventory.objects())),
                        "bytes", List.of(Long.toString(inventory.bytes())),
                        "inventory_sha256", List.of(inventory.sha256())),
                summary + "; inventory of " + inventory.objects() + " objects, " + Words.bytes(inventory.bytes()));
    }

    private static Outcome differs(CompareReport report, Performer.Listener listener) {
        report.differences()
                .forEach(difference -> listener.line(difference.sort().name().toLowerCase(java.util.Locale.ROOT) + ": "
                        + difference.key() + " " + difference.detail()));
        return failed(report.onlyInSource() + " objects are missing in the copy, " + report.different() + " differ");
    }

    private static Outcome failed(String reason) {
        return new Outcome.Failed(
                false, reason, "Copy again, then compare again: what is equal is not copied twice.", EffectSeen.NONE);
    }
}
