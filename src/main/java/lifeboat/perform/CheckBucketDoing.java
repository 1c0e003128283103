package lifeboat.perform;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lifeboat.bucket.BucketCompare;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.CompareReport;
import lifeboat.bucket.ObjectStore;
import lifeboat.bucket.SampleReport;
import lifeboat.bucket.TransferProgress;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.Restoring;

/** Compares a bucket with the inventory of the backup, and reads a sample of it and of a copy back. Writes nothing. */
final class CheckBucketDoing implements Doing<Restoring.CheckBucket> {
    @Override
    public Preview preview(Call<Restoring.CheckBucket> call) {
        return Preview.ofDetails(List.of("every object is compared with the inventory of the backup"));
    }

    @Override
    public Outcome act(Call<Restoring.CheckBucket> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        ObjectStore store = call.world().bucket(call.run(), call.action().bucket());
        Path inventory = Folders.of(call).inventory();
        if (!Files.isRegularFile(inventory, LinkOption.NOFOLLOW_LINKS)) {
            listener.checked("inventory", Severity.WARN, "the backup has no inventory to compare with");
            return Doing.done(
                    Map.of("objects", List.of("0"), "bytes", List.of("0")),
                    "the backup has no inventory to compare with");
        }
        TransferProgress.Listener progress = now -> listener.progress(BucketProgress.words(now));
        BucketCompare compare = new BucketCompare(BucketCompare.Options.standard(), listener.cancelled());
        try {
            CompareReport report = compare.compare(inventory, store, progress);
            if (report.onlyInSource() > 0 || report.different() > 0 || report.onlyInTarget() > 0) {
                return differs(store, report, listener);
            }
            String words = report.same() + " of " + report.sourceObjects() + " objects as in the inventory";
            if (report.unproven() > 0) {
                words += ", " + report.unproven() + " by size only";
            }
            if (call.action().copy().isPresent()) {
                Optional<Outcome> wrong = readBack(call, compare, store, progress, listener);
                if (wrong.isPresent()) {
                    return wrong.get();
                }
                words += ", equal to its copy";
            } else if (report.unproven() > 0) {
                listener.checked(
                        "uploaded in parts",
                        Severity.WARN,
                        report.unproven() + " objects were uploaded in parts and are compared by size only");
            }
            return Doing.done(
                    Map.of(
                            "objects", List.of(Long.toString(report.sourceObjects())),
                            "bytes", List.of(Long.toString(report.sourceBytes()))),
                    words);
        } catch (BucketException e) {
            if (e.kind() == BucketException.Kind.STOPPED) {
                return new Outcome.Cancelled("comparing was stopped", EffectSeen.NONE);
            }
            throw Reasons.of(e);
        }
    }

    private static Optional<Outcome> readBack(
            Call<Restoring.CheckBucket> call,
            BucketCompare compare,
            ObjectStore store,
            TransferProgress.Listener progress,
            Performer.Listener listener)
            throws PerformException, BucketException {
        ObjectStore copy = call.world().bucket(call.run(), call.action().copy().orElseThrow());
        CompareReport report = compare.compare(copy, store, progress);
        if (!report.equal()) {
            return Optional.of(differs(store, report, listener));
        }
        SampleReport sample = compare.sample(
                copy,
                store,
                call.number(call.action().sample()),
                call.run().id().hashCode(),
                progress);
        if (sample.equal()) {
            return Optional.empty();
        }
        return Optional.of(failed(store, "read back and different: " + String.join(", ", sample.mismatches())));
    }

    private static Outcome differs(ObjectStore store, CompareReport report, Performer.Listener listener) {
        report.differences()
                .forEach(difference -> listener.line(difference.sort().name().toLowerCase(Locale.ROOT) + ": "
                        + difference.key() + " " + difference.detail()));
        return failed(
                store,
                report.onlyInSource() + " objects are missing, " + report.different() + " differ, "
                        + report.onlyInTarget() + " are too many");
    }

    private static Outcome failed(ObjectStore store, String what) {
        return new Outcome.Failed(
                false,
                store.location().name() + " does not hold what was backed up: " + what,
                "Do not install on it. If it is the backup, use another backup; if it was filled just now, fill it again.",
                EffectSeen.NONE);
    }
}
