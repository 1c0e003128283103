package lifeboat.perform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketLocation;
import lifeboat.bucket.ObjectListing;
import lifeboat.bucket.ObjectRow;
import lifeboat.bucket.ObjectStore;
import lifeboat.database.DatabaseException;
import lifeboat.database.DatabaseLocation;
import lifeboat.database.Postgres;
import lifeboat.runbook.Action;
import lifeboat.runbook.Step;
import lifeboat.runbook.Target;

/** The rows of the preflight that look at tools, databases, buckets and disk. */
record PreflightStores(Call<Action.Preflight> call, Sheet sheet) {
    private static final long MOST_COUNTED = 500_000;

    void database() throws PerformException, InterruptedException {
        List<String> targets = World.targets(call.run(), Target.Database.class);
        for (String target : targets) {
            database(target);
        }
    }

    private void database(String target) throws PerformException, InterruptedException {
        DatabaseLocation location = call.world().databaseLocation(call.run(), target);
        Postgres postgres = call.world().postgres(call.run(), target);
        try {
            Postgres.Server server = postgres.identify();
            String tls =
                    server.tls().words() + ", sslmode " + location.sslMode().libpqName();
            if (!location.sslMode().provesTheServer()) {
                sheet.warn("database", "the connection does not prove who the server is: " + tls);
            }
            List<Postgres.Database> all = postgres.databases();
            Set<String> wanted = new LinkedHashSet<>();
            call.action().databases().forEach(template -> wanted.addAll(call.list(template)));
            boolean whole = call.isTrue(call.action().wholeServer());
            List<Postgres.Database> ours = all.stream()
                    .filter(database -> whole || wanted.contains(database.name()))
                    .toList();
            List<String> names = ours.stream().map(Postgres.Database::name).toList();
            sheet.output("databases", names);
            long bytes = ours.stream()
                    .mapToLong(database -> database.bytes().orElse(0))
                    .sum();
            sheet.output("database_bytes", Long.toString(bytes));
            if (ours.isEmpty()) {
                sheet.fail(
                        "database",
                        "none of " + wanted + " is on " + server.address(),
                        "Check host, port and role; these are there: "
                                + String.join(
                                        ", ",
                                        all.stream()
                                                .map(Postgres.Database::name)
                                                .toList()) + ".");
                return;
            }
            boolean dumps = call.run().book().steps().stream()
                    .anyMatch(step -> step.action() instanceof Action.Dump
                            && call.run().applies(step).orElse(true));
            if (dumps) {
                DumpTools.of(call.world()).suitable("pg_dump", server.versionNumber());
            }
            sheet.pass(
                    "database",
                    "PostgreSQL " + server.version() + " at " + server.address() + ", " + tls + "; "
                            + String.join(", ", names) + ", " + Words.bytes(bytes));
            if (server.systemIdentifier().isEmpty()) {
                sheet.warn("database", "pinned by its address only: " + server.systemIdentifierNote());
            }
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    void buckets() throws PerformException {
        Set<String> used = new LinkedHashSet<>();
        String source = "";
        for (Step step : call.run().book().steps()) {
            if (call.run().applies(step).orElse(true)) {
                used.addAll(bucketsOf(step.action()));
                if (step.action() instanceof Action.CloneBucket clone) {
                    source = clone.from();
                } else if (step.action() instanceof Action.DownloadBucket download) {
                    source = download.from();
                }
            }
        }
        if (used.isEmpty()) {
            sheet.pass("buckets", "none is touched by Lifeboat");
            return;
        }
        if (isOneBucketTwice(new ArrayList<>(used))) {
            return;
        }
        try {
            for (String target : used) {
                bucket(target, target.equals(source));
            }
        } catch (BucketException e) {
            throw Reasons.of(e);
        }
    }

    private static Set<String> bucketsOf(Action action) {
        if (action instanceof Action.CloneBucket || action instanceof Action.DownloadBucket) {
            return action.targets();
        }
        return Set.of();
    }

    private boolean isOneBucketTwice(List<String> used) throws PerformException {
        for (int one = 0; one < used.size(); one++) {
            for (int other = one + 1; other < used.size(); other++) {
                BucketLocation location = call.world().bucketLocation(call.run(), used.get(one));
                if (location.isSameBucketAs(call.world().bucketLocation(call.run(), used.get(other)))) {
                    sheet.fail(
                            "buckets",
                            "source and backup are the same bucket, " + location.name(),
                            "Name a bucket of its own for the backup.");
                    return true;
                }
            }
        }
        return false;
    }

    private void bucket(String target, boolean isSource) throws PerformException, BucketException {
        ObjectStore store = call.world().bucket(call.run(), target);
        store.check();
        long[] sums = count(store, isSource ? MOST_COUNTED : 1);
        boolean more = sums[0] >= MOST_COUNTED;
        if (isSource) {
            sheet.output("bucket_objects", Long.toString(sums[0]));
            sheet.output("bucket_bytes", Long.toString(sums[1]));
            sheet.pass(
                    "buckets",
                    store.location().name() + ": " + (more ? "more than " : "") + sums[0] + " objects, "
                            + Words.bytes(sums[1]));
        } else if (sums[0] > 0) {
            sheet.warn(
                    "buckets",
                    store.location().name() + " is not empty: objects that are there and equal are left alone, others"
                            + " stay as they are");
        } else {
            sheet.pass("buckets", store.location().name() + ": reachable and empty");
        }
    }

    private static long[] count(ObjectStore store, long most) throws BucketException {
        ObjectListing listing = store.list();
        long objects = 0;
        long bytes = 0;
        for (ObjectRow row = listing.next(); row != null; row = listing.next()) {
            objects++;
            bytes += row.size();
            if (objects >= most) {
                break;
            }
        }
        return new long[] {objects, bytes};
    }

    void disk() throws PerformException {
        Path folder = call.world().backupFolder(call.run());
        boolean downloads = call.run().book().steps().stream()
                .anyMatch(step -> step.action() instanceof Action.DownloadBucket
                        && call.run().applies(step).orElse(false));
        boolean dumps = call.run().book().steps().stream()
                .anyMatch(step -> step.action() instanceof Action.Dump
                        && call.run().applies(step).orElse(true));
        long need = (dumps ? sheet.number("database_bytes") : 0) + (downloads ? sheet.number("bucket_bytes") : 0);
        Path records = call.world().surroundings().runFolder();
        if (Room.isShared(folder, records)) {
            Room.judge(
                    sheet, "disk", folder, need + Room.OWN, "Make room, or choose another directory for the backups.");
            return;
        }
        Room.judge(sheet, "disk", folder, need, "Make room, or choose another directory for the backups.");
        Room.judge(
                sheet,
                "disk",
                records,
                Room.OWN,
                "Make room for the audit on that disk, or set LIFEBOAT_STATE to another one.");
    }
}
