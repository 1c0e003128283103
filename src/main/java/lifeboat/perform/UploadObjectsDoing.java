package lifeboat.perform;

import java.util.List;
import java.util.Map;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketLocation;
import lifeboat.bucket.BucketUpload;
import lifeboat.bucket.ObjectStore;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Restoring;

/** Fills a bucket from the objects in the backup's folder; what is there and equal is left alone, so it goes on where it was. */
final class UploadObjectsDoing implements Doing<Restoring.UploadObjects> {
    @Override
    public Preview preview(Call<Restoring.UploadObjects> call) throws PerformException {
        BucketLocation to =
                call.world().bucketLocation(call.run(), call.action().to());
        String objects = Backups.of(call)
                .bucket()
                .map(all -> all.count() + " objects, " + Words.bytes(all.bytes()))
                .orElse("the objects of the backup");
        return new Preview(
                List.of(new Preview.Change("bucket " + to.name(), "objects", "as they are", objects)),
                List.of(),
                List.of(),
                List.of(
                        "every file is compared with the inventory before it is sent",
                        "nothing is deleted in " + to.name()),
                List.of());
    }

    @Override
    public Outcome act(Call<Restoring.UploadObjects> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        ObjectStore to = call.world().bucket(call.run(), call.action().to());
        try {
            BucketUpload.Report report = new BucketUpload(
                            to, call.number(call.action().concurrency()))
                    .run(
                            Folders.of(call).path(),
                            now -> listener.progress(BucketProgress.words(now)),
                            listener.cancelled());
            return Doing.done(
                    Map.of(
                            "objects", List.of(Long.toString(report.objects())),
                            "bytes", List.of(Long.toString(report.bytes()))),
                    report.objects() + " objects, " + Words.bytes(report.bytes()) + "; " + report.uploaded()
                            + " uploaded, " + report.skipped() + " were there");
        } catch (BucketException e) {
            if (e.kind() == BucketException.Kind.STOPPED) {
                return new Outcome.Cancelled("the upload was stopped", EffectSeen.HAPPENED);
            }
            return new Outcome.Failed(false, Reasons.message(e), e.hint(), EffectSeen.HAPPENED);
        }
    }
}
