package lifeboat.bucket;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import lifeboat.bucket.CompareReport.Difference;
import lifeboat.bucket.CompareReport.Sort;

/** What a comparison has found so far. Shared by the workers. */
final class Comparison {
    private final int named;
    private final List<Difference> differences = new ArrayList<>();
    private final List<String> unprovenKeys = new ArrayList<>();
    private long sourceObjects;
    private long sourceBytes;
    private long targetObjects;
    private long targetBytes;
    private long same;
    private long unproven;
    private long onlySource;
    private long onlyTarget;
    private long different;

    Comparison(int named) {
        this.named = named;
    }

    synchronized void both(ObjectRow a, ObjectRow b) {
        sourceObjects++;
        sourceBytes += a.size();
        targetObjects++;
        targetBytes += b.size();
    }

    synchronized void onlySource(ObjectRow row) {
        sourceObjects++;
        sourceBytes += row.size();
        onlySource++;
        name(row.key(), Sort.ONLY_IN_SOURCE, row.size() + " bytes");
    }

    synchronized void onlyTarget(ObjectRow row) {
        targetObjects++;
        targetBytes += row.size();
        onlyTarget++;
        name(row.key(), Sort.ONLY_IN_TARGET, row.size() + " bytes");
    }

    synchronized void settle(ObjectRow a, ObjectRow b, Sameness sameness) {
        if (sameness == Sameness.UNKNOWN) {
            unproven++;
            if (unprovenKeys.size() < named) {
                unprovenKeys.add(a.key());
            }
        } else if (sameness == Sameness.DIFFERENT) {
            different++;
            if (a.size() != b.size()) {
                name(a.key(), Sort.SIZE, a.size() + " and " + b.size() + " bytes");
            } else {
                name(a.key(), Sort.CONTENT, "entity tags " + a.etag() + " and " + b.etag());
            }
        } else {
            same++;
        }
    }

    synchronized CompareReport report() {
        differences.sort(Comparator.comparing(Difference::key, KeyOrder::compare));
        unprovenKeys.sort(KeyOrder::compare);
        return new CompareReport(
                sourceObjects,
                sourceBytes,
                targetObjects,
                targetBytes,
                same,
                unproven,
                onlySource,
                onlyTarget,
                different,
                differences,
                unprovenKeys,
                named);
    }

    private void name(String key, Sort sort, String detail) {
        if (differences.size() < named) {
            differences.add(new Difference(key, sort, detail));
        }
    }
}
