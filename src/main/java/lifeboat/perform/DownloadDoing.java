package lifeboat.perform;

import java.util.List;
import java.util.Map;
import lifeboat.backup.BackupFolder;
import lifeboat.bucket.BucketDownload;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.DownloadReport;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;

/** Downloads every object into the backup's folder; what is there already is kept. */
final class DownloadDoing implements Doing<Action.DownloadBucket> {
    private static final int CONCURRENCY = 16;

    @Override
    public Preview preview(Call<Action.DownloadBucket> call) {
        return Preview.ofDetails(List.of("every object goes into objects/ of the backup, under the digest of its key"));
    }

    @Override
    public Outcome act(Call<Action.DownloadBucket> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        BackupFolder folder = Folders.of(call);
        try {
            DownloadReport report = new BucketDownload(
                            call.world().bucket(call.run(), call.action().from()), CONCURRENCY)
                    .run(folder.path(), now -> listener.progress(BucketProgress.words(now)), listener.cancelled());
            return Doing.done(
                    Map.of(
                            "objects", List.of(Long.toString(report.inventory().objects())),
                            "bytes", List.of(Long.toString(report.inventory().bytes()))),
                    report.inventory().objects() + " objects, "
                            + Words.bytes(report.inventory().bytes()) + ", " + report.kept() + " were there already");
        } catch (BucketException e) {
            if (e.kind() == BucketException.Kind.STOPPED) {
                return new Outcome.Cancelled("the download was stopped", EffectSeen.NONE);
            }
            throw Reasons.of(e);
        }
    }
}
