package lifeboat.perform;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lifeboat.bucket.BucketClone;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketLocation;
import lifeboat.bucket.CloneReport;
import lifeboat.bucket.ObjectStore;
import lifeboat.bucket.TransferProgress;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;

/** Copies a bucket into another; what is there and equal is left alone, so it goes on where it was. */
final class CloneDoing implements Doing<Action.CloneBucket> {
    @Override
    public Preview preview(Call<Action.CloneBucket> call) throws PerformException {
        BucketLocation from =
                call.world().bucketLocation(call.run(), call.action().from());
        BucketLocation to =
                call.world().bucketLocation(call.run(), call.action().to());
        boolean inside = from.sharesEndpointWith(to);
        String objects = fact(call, "preflight.bucket_objects");
        String bytes = fact(call, "preflight.bucket_bytes");
        String after = bytes.isEmpty()
                ? "every object of " + from.name()
                : objects + " objects, " + Words.bytes(Long.parseLong(bytes));
        return new Preview(
                List.of(new Preview.Change("bucket " + to.name(), "objects", "as they are", after)),
                List.of(),
                List.of(List.of("aws", "s3", "sync", "s3://" + from.name(), "s3://" + to.name())),
                List.of(
                        "from " + from.name() + where(from) + " to " + to.name() + where(to),
                        inside
                                ? "copied by the store itself; nothing comes through this machine"
                                : "the stores differ, so every byte comes through this machine",
                        "nothing is deleted in " + to.name() + "; what is there and equal is not copied again"),
                List.of());
    }

    private static String where(BucketLocation location) {
        return location.endpoint().map(endpoint -> " at " + endpoint).orElse(" at Amazon");
    }

    private static String fact(Call<?> call, String name) {
        return call.run().facts().getOrDefault(name, List.of()).stream()
                .findFirst()
                .orElse("");
    }

    @Override
    public Outcome act(Call<Action.CloneBucket> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        ObjectStore from = call.world().bucket(call.run(), call.action().from());
        ObjectStore to = call.world().bucket(call.run(), call.action().to());
        BucketClone.Options options = BucketClone.Options.standard()
                .withConcurrency(call.number(call.action().concurrency()));
        CloneReport report;
        try {
            report = new BucketClone(from, to, options)
                    .run(
                            new BucketClone.Listener() {
                                @Override
                                public void progress(TransferProgress now) {
                                    listener.progress(BucketProgress.words(now));
                                }
                            },
                            listener.cancelled());
        } catch (BucketException e) {
            EffectSeen seen = e.kind() == BucketException.Kind.REFUSED ? EffectSeen.NONE : EffectSeen.HAPPENED;
            return new Outcome.Failed(false, Reasons.message(e), e.hint(), seen);
        }
        return outcome(report, to, listener);
    }

    private static Outcome outcome(CloneReport report, ObjectStore to, Performer.Listener listener) {
        report.extras().forEach(key -> listener.line("only in " + to.location().name() + ": " + key));
        report.failures().forEach(failure -> listener.line("failed: " + failure.key() + ": " + failure.message()));
        if (report.cancelled()) {
            return new Outcome.Cancelled(
                    "the copy was stopped after " + (report.copied() + report.skipped()) + " objects",
                    EffectSeen.HAPPENED);
        }
        if (!report.complete()) {
            String hint = report.failures().isEmpty()
                    ? "Retry: it goes on with the rest."
                    : report.failures().get(0).hint() + " Retry goes on with the rest.";
            return new Outcome.Failed(
                    false,
                    report.failed() + " of " + report.objects() + " objects could not be copied"
                            + report.failures().stream()
                                    .findFirst()
                                    .map(failure -> ", first " + failure.key() + ": " + failure.message())
                                    .orElse(""),
                    hint,
                    EffectSeen.HAPPENED);
        }
        String proofs = report.proofs().entrySet().stream()
                .map(proof -> proof.getValue() + " by " + proof.getKey().name().toLowerCase(java.util.Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
        return Doing.done(
                Map.of(
                        "objects", List.of(Long.toString(report.objects())),
                        "bytes", List.of(Long.toString(report.bytes())),
                        "copied", List.of(Long.toString(report.copied())),
                        "skipped", List.of(Long.toString(report.skipped()))),
                report.objects() + " objects, " + Words.bytes(report.bytes()) + "; " + report.copied() + " copied, "
                        + report.skipped() + " were there; proved: " + proofs + "; "
                        + Words.duration(report.elapsed()));
    }
}
