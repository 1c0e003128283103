package lifeboat.bucket;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import lifeboat.bucket.BucketException.Kind;
import lifeboat.bucket.ObjectStore.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Makes a bucket hold every object of another one. The two listings are merged as they arrive, so memory does not
 * grow with the bucket, and what is there and equal already is left alone, so that a clone that was stopped or killed
 * goes on with the rest. Nothing is ever deleted. Use an instance for one run.
 */
public final class BucketClone {
    private final ObjectStore source;
    private final ObjectStore target;
    private final Options options;
    private final Map<Proof, LongAdder> proofs = new EnumMap<>(Proof.class);
    private final List<CloneReport.Failure> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<String> extras = new ArrayList<>();
    private long extra;

    /** How the bytes travel. */
    public enum Route {
        /** By the server where both buckets are behind the same endpoint, otherwise through this machine. */
        BY_ENDPOINT,
        /** By the server. */
        SERVER,
        /** Through this machine, for instance because no single key may read the one and write the other. */
        STREAM
    }

    /**
     * How to go about it.
     *
     * @param concurrency objects in flight
     * @param route how the bytes travel
     * @param streamBudget bytes in memory at a time where they travel through this machine
     * @param named at most so many failures and extra keys are named in the report
     */
    public record Options(int concurrency, Route route, long streamBudget, int named) {
        /** Checks that something can be in flight. */
        public Options {
            if (concurrency < 1 || streamBudget < 1 || named < 0) {
                throw new IllegalArgumentException("a clone needs at least one object in flight and a byte of memory");
            }
        }

        /** 32 at a time; a sixth of this machine's heap, at most 256 MiB, for streams; 20 names. */
        public static Options standard() {
            long budget = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 6);
            return new Options(32, Route.BY_ENDPOINT, budget, 20);
        }

        /** The same with another number of objects in flight. */
        public Options withConcurrency(int other) {
            return new Options(other, route, streamBudget, named);
        }

        /** The same by another route. */
        public Options withRoute(Route other) {
            return new Options(concurrency, other, streamBudget, named);
        }
    }

    /** Follows a clone. */
    @FunctionalInterface
    public interface Listener extends TransferProgress.Listener {
        /** Told for every object that is settled, by several threads at once. */
        default void settled(ObjectRow row, boolean copied, Proof proof) {}
    }

    /** Prepares a clone; nothing is sent. */
    public BucketClone(ObjectStore source, ObjectStore target, Options options) {
        this.source = source;
        this.target = target;
        this.options = options;
        for (Proof proof : Proof.values()) {
            proofs.put(proof, new LongAdder());
        }
    }

    /**
     * Copies what is missing or different.
     *
     * @param cancelled asked before every object and every part; what is in flight then is finished or undone
     * @return what was done; objects that failed for a reason of their own are in it
     * @throws BucketException if going on makes no sense: same bucket, a store out of reach, no permission, a listing
     *     that fails
     */
    public CloneReport run(Listener listener, BooleanSupplier cancelled) throws BucketException {
        if (source.location().isSameBucketAs(target.location())) {
            throw new BucketException(
                    Kind.REFUSED,
                    "the source and the target are the same bucket: "
                            + source.location().name(),
                    "Choose another bucket for the backup.");
        }
        boolean stopped;
        TransferMeter meter = new TransferMeter(listener, this::tally);
        try (meter;
                Workers workers = new Workers(options.concurrency())) {
            stopped = merge(new Step(meter, workers, listener, cancelled));
            workers.drain();
        }
        Map<Proof, Long> counts = new EnumMap<>(Proof.class);
        proofs.forEach((proof, count) -> counts.put(proof, count.sum()));
        counts.values().removeIf(count -> count == 0);
        long settled = meter.copied.sum() + meter.skipped.sum() + meter.failed.sum();
        return new CloneReport(
                meter.known.sum(),
                meter.knownBytes.sum(),
                meter.copied.sum(),
                meter.copiedBytes.sum(),
                meter.skipped.sum(),
                meter.failed.sum(),
                extra,
                counts,
                failures,
                extras,
                meter.spent(),
                meter.elapsed(),
                stopped || settled < meter.known.sum());
    }

    /** Returns true if it was cancelled. */
    private boolean merge(Step step) throws BucketException {
        ObjectListing have = target.list();
        ObjectListing want = source.list();
        ObjectRow there = have.next();
        ObjectRow row = want.next();
        while (row != null) {
            if (step.cancelled.getAsBoolean()) {
                return true;
            }
            int order = there == null ? -1 : KeyOrder.compare(row.key(), there.key());
            if (order > 0 && there != null) {
                extra(there);
                there = have.next();
                continue;
            }
            step.take(row, order == 0 ? there : null);
            if (order == 0) {
                there = have.next();
            }
            row = want.next();
        }
        step.meter.allKnown = true;
        for (; there != null; there = have.next()) {
            extra(there);
        }
        return false;
    }

    private void extra(ObjectRow row) {
        extra++;
        if (extras.size() < options.named()) {
            extras.add(row.key());
        }
    }

    private Tally tally() {
        Tally from = source.tally();
        Tally to = target.tally();
        return new Tally(
                from.requests() + to.requests(), from.retries() + to.retries(), from.throttled() + to.throttled());
    }

    /** What one run needs beside the stores. */
    private final class Step {
        private final TransferMeter meter;
        private final Workers workers;
        private final Listener listener;
        private final BooleanSupplier cancelled;
        private final boolean byServer;
        private final StreamedCopy stream = new StreamedCopy(source, target, options.streamBudget());

        Step(TransferMeter meter, Workers workers, Listener listener, BooleanSupplier cancelled) {
            this.meter = meter;
            this.workers = workers;
            this.listener = listener;
            this.cancelled = cancelled;
            this.byServer = options.route() == Route.SERVER
                    || (options.route() == Route.BY_ENDPOINT
                            && source.location().sharesEndpointWith(target.location()));
        }

        void take(ObjectRow row, @Nullable ObjectRow there) throws BucketException {
            meter.saw(row);
            if (there != null && Sameness.of(row, there) == Sameness.SAME_ETAG) {
                skip(row, Proof.ETAG);
            } else {
                workers.submit(() -> settle(row, there));
            }
        }

        private void settle(ObjectRow row, @Nullable ObjectRow there) throws BucketException {
            if (cancelled.getAsBoolean()) {
                return;
            }
            try {
                Optional<Proof> equal = there == null ? Optional.empty() : equal(row, there);
                if (equal.isPresent()) {
                    skip(row, equal.get());
                    return;
                }
                LongAdder bytes = new LongAdder();
                CopyWatch watch = new CopyWatch(
                        count -> {
                            bytes.add(count);
                            meter.copiedBytes.add(count);
                        },
                        cancelled);
                try {
                    Proof proof =
                            byServer ? target.copyFrom(source.location().name(), row, watch) : stream.copy(row, watch);
                    meter.copied.increment();
                    count(row, true, proof);
                } catch (BucketException e) {
                    meter.copiedBytes.add(-bytes.sum());
                    throw e;
                }
            } catch (BucketException e) {
                failed(row, e);
            }
        }

        private Optional<Proof> equal(ObjectRow row, ObjectRow there) throws BucketException {
            if (Sameness.of(row, there) == Sameness.DIFFERENT) {
                return Optional.empty();
            }
            Optional<ObjectDetails> from = source.head(row.key());
            Optional<ObjectDetails> to = target.head(row.key());
            if (from.isEmpty() || to.isEmpty() || !from.get().row().etag().equals(row.etag())) {
                return Optional.empty();
            }
            Sameness sameness = Sameness.of(from.get(), to.get());
            if (sameness == Sameness.UNKNOWN) {
                boolean younger = there.lastModified().isAfter(row.lastModified());
                return younger ? Optional.of(Proof.SIZE_AND_DATE) : Optional.empty();
            }
            if (sameness == Sameness.DIFFERENT) {
                return Optional.empty();
            }
            return Optional.of(sameness == Sameness.SAME_CHECKSUM ? Proof.CHECKSUM : Proof.ETAG);
        }

        private void skip(ObjectRow row, Proof proof) {
            meter.skipped(row);
            count(row, false, proof);
        }

        private void count(ObjectRow row, boolean copied, Proof proof) {
            Objects.requireNonNull(proofs.get(proof)).increment();
            listener.settled(row, copied, proof);
        }

        private void failed(ObjectRow row, BucketException e) throws BucketException {
            if (e.kind() == Kind.STOPPED && cancelled.getAsBoolean()) {
                return;
            }
            if (endsAll(e.kind())) {
                throw e;
            }
            meter.failed.increment();
            synchronized (failures) {
                if (failures.size() < options.named()) {
                    // A source that is gone has changed as much as one that was written again.
                    Kind kind = e.kind() == Kind.NO_SUCH_KEY ? Kind.CHANGED : e.kind();
                    failures.add(new CloneReport.Failure(row.key(), kind, message(e), e.hint()));
                }
            }
        }

        /** A refusal ends all only as long as nothing was copied: later it is a single object's own. */
        private boolean endsAll(Kind kind) {
            return kind == Kind.UNREACHABLE
                    || kind == Kind.THROTTLED
                    || kind == Kind.NO_SUCH_BUCKET
                    || kind == Kind.STOPPED
                    || (kind == Kind.DENIED && meter.copied.sum() == 0);
        }

        private static String message(BucketException e) {
            String message = e.getMessage();
            return message == null ? e.kind().name() : message;
        }
    }
}
