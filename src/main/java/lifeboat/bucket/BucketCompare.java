package lifeboat.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import lifeboat.bucket.BucketException.Kind;
import lifeboat.bucket.ObjectStore.Slice;

/** Compares what two buckets hold, or what an inventory says with what a bucket holds. Changes nothing. */
public final class BucketCompare {
    private final Options options;
    private final BooleanSupplier cancelled;

    /**
     * How to go about it.
     *
     * @param concurrency objects looked at or read at a time
     * @param named at most so many keys are named
     * @param readUnproven true to read both sides of an object where neither entity tags nor checksums can be compared
     */
    public record Options(int concurrency, int named, boolean readUnproven) {
        /** 32 at a time, 20 names, and reading where nothing else helps. */
        public static Options standard() {
            return new Options(32, 20, true);
        }
    }

    /** Prepares comparisons; {@code cancelled} is asked between objects and ends them with kind {@code STOPPED}. */
    public BucketCompare(Options options, BooleanSupplier cancelled) {
        this.options = options;
        this.cancelled = cancelled;
    }

    /** Compares two buckets object by object. */
    public CompareReport compare(ObjectStore source, ObjectStore target, TransferProgress.Listener listener)
            throws BucketException {
        return run(source.list(), Optional.of(source), target, listener);
    }

    /** Compares an inventory with a bucket. What the entity tags do not prove stays unproven. */
    public CompareReport compare(Path inventory, ObjectStore target, TransferProgress.Listener listener)
            throws BucketException {
        try (BucketInventory.Reading rows = BucketInventory.read(inventory)) {
            return run(rows, Optional.empty(), target, listener);
        }
    }

    /**
     * Reads objects chosen at random from both sides and compares their SHA-256.
     *
     * @param count how many; all if the bucket has fewer
     * @param seed makes the choice: the same seed over the same keys chooses the same objects
     */
    public SampleReport sample(
            ObjectStore source, ObjectStore target, int count, long seed, TransferProgress.Listener listener)
            throws BucketException {
        try (TransferMeter meter = new TransferMeter(listener, target::tally)) {
            List<ObjectRow> chosen = choose(source.list(), count, seed);
            chosen.forEach(meter::saw);
            meter.allKnown = true;
            List<String> mismatches = new ArrayList<>();
            try (Workers workers = new Workers(Math.min(options.concurrency(), Math.max(1, chosen.size())))) {
                for (ObjectRow row : chosen) {
                    stopIfCancelled();
                    workers.submit(() -> {
                        Optional<String> mismatch = mismatch(source, target, row);
                        mismatch.ifPresent(text -> {
                            synchronized (mismatches) {
                                mismatches.add(text);
                            }
                        });
                        meter.copied.increment();
                        meter.copiedBytes.add(row.size());
                    });
                }
                workers.drain();
            }
            mismatches.sort(Comparator.naturalOrder());
            return new SampleReport(chosen.size(), meter.copiedBytes.sum(), seed, mismatches);
        }
    }

    private CompareReport run(
            ObjectListing left, Optional<ObjectStore> source, ObjectStore target, TransferProgress.Listener listener)
            throws BucketException {
        Comparison found = new Comparison(options.named());
        try (TransferMeter meter = new TransferMeter(listener, target::tally);
                Workers workers = new Workers(options.concurrency())) {
            ObjectListing right = target.list();
            ObjectRow a = left.next();
            ObjectRow b = right.next();
            while (a != null || b != null) {
                stopIfCancelled();
                int order = a == null ? 1 : b == null ? -1 : KeyOrder.compare(a.key(), b.key());
                if (a != null && b != null && order == 0) {
                    meter.saw(a);
                    found.both(a, b);
                    if (Sameness.of(a, b) == Sameness.UNKNOWN) {
                        ObjectRow from = a;
                        ObjectRow to = b;
                        workers.submit(() -> found.settle(from, to, closer(source, target, from, to)));
                    } else {
                        found.settle(a, b, Sameness.of(a, b));
                    }
                    meter.skipped(a);
                } else if (a != null && order < 0) {
                    meter.saw(a);
                    meter.skipped(a);
                    found.onlySource(a);
                } else if (b != null) {
                    found.onlyTarget(b);
                }
                a = order <= 0 ? left.next() : a;
                b = order >= 0 ? right.next() : b;
            }
            meter.allKnown = true;
            workers.drain();
        }
        return found.report();
    }

    /** Looks at both objects, and reads them if that is allowed and nothing else can tell. */
    private Sameness closer(Optional<ObjectStore> source, ObjectStore target, ObjectRow a, ObjectRow b)
            throws BucketException {
        Optional<ObjectDetails> to = target.head(b.key());
        if (to.isEmpty()) {
            return Sameness.DIFFERENT;
        }
        if (source.isEmpty()) {
            // Of an inventory only the entity tag is left to compare.
            boolean plain = a.plainEtag() && b.plainEtag() && !to.get().keyEncrypted();
            return plain ? Sameness.DIFFERENT : Sameness.UNKNOWN;
        }
        Optional<ObjectDetails> from = source.get().head(a.key());
        Sameness sameness = from.isEmpty() ? Sameness.DIFFERENT : Sameness.of(from.get(), to.get());
        if (sameness == Sameness.UNKNOWN && options.readUnproven()) {
            boolean equal = sha256(source.get(), Slice.whole(a)).equals(sha256(target, Slice.whole(b)));
            return equal ? Sameness.SAME_CHECKSUM : Sameness.DIFFERENT;
        }
        return sameness;
    }

    private static Optional<String> mismatch(ObjectStore source, ObjectStore target, ObjectRow row)
            throws BucketException {
        String here = sha256(source, Slice.whole(row));
        try {
            String there = sha256(target, new Slice(row.key(), Optional.empty(), 0, -1));
            return here.equals(there)
                    ? Optional.empty()
                    : Optional.of("'" + row.key() + "' has the SHA-256 " + here + " in the source and " + there
                            + " in the target");
        } catch (BucketException e) {
            if (e.kind() == Kind.NO_SUCH_KEY) {
                return Optional.of("'" + row.key() + "' is not in the target");
            }
            throw e;
        }
    }

    /** Reservoir sampling: one pass, and only the chosen rows in memory. */
    private List<ObjectRow> choose(ObjectListing listing, int count, long seed) throws BucketException {
        Random random = new Random(seed);
        List<ObjectRow> chosen = new ArrayList<>();
        long seen = 0;
        for (ObjectRow row = listing.next(); row != null; row = listing.next()) {
            stopIfCancelled();
            seen++;
            if (chosen.size() < count) {
                chosen.add(row);
            } else {
                long place = (long) (random.nextDouble() * seen);
                if (place < count) {
                    chosen.set((int) place, row);
                }
            }
        }
        return chosen;
    }

    private static String sha256(ObjectStore store, Slice slice) throws BucketException {
        return store.read(slice, (content, details) -> digest(content));
    }

    private static String digest(InputStream content) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[1 << 16];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            digest.update(buffer, 0, count);
        }
        return Digests.hex(digest);
    }

    private void stopIfCancelled() throws BucketException {
        if (cancelled.getAsBoolean()) {
            throw new BucketException(Kind.STOPPED, "stopped while comparing", "Run it again.");
        }
    }
}
