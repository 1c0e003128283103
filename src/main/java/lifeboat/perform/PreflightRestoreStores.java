package lifeboat.perform;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import lifeboat.backup.SavedBackup;
import lifeboat.backup.SavedDatabase;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketLocation;
import lifeboat.bucket.ObjectStore;
import lifeboat.database.Administration;
import lifeboat.database.DatabaseException;
import lifeboat.database.DatabaseLocation;
import lifeboat.database.Postgres;
import lifeboat.runbook.Action;
import lifeboat.runbook.Restoring;
import lifeboat.runbook.Step;
import lifeboat.runbook.Target;

/** The rows of a restore's preflight that look at the server and at the buckets that are to be filled. */
record PreflightRestoreStores(Call<Restoring.PreflightRestore> call, Sheet sheet, SavedBackup backup) {

    void databases() throws PerformException, InterruptedException {
        boolean restores = call.run().book().steps().stream()
                .anyMatch(step -> step.action() instanceof Restoring.RestoreDatabase
                        && call.run().applies(step).orElse(true));
        Map<String, String> names = Map.of(
                "pachyderm",
                call.text(call.action().pachyderm()),
                "dex",
                call.text(call.action().dex()));
        for (String kept : List.of("pachyderm", "dex")) {
            sheet.output(
                    "restore_" + kept, Boolean.toString(backup.database(kept).isPresent()));
        }
        List<String> targets = World.targets(call.run(), Target.Database.class);
        if (!restores || targets.isEmpty()) {
            return;
        }
        String target = targets.get(0);
        DatabaseLocation location = call.world().databaseLocation(call.run(), target);
        Postgres postgres = call.world().postgres(call.run(), target);
        Administration administration = RestoreTools.administration(call, target);
        try {
            Postgres.Server server = postgres.identify();
            if (!location.sslMode().provesTheServer()) {
                sheet.warn(
                        "database",
                        "the connection does not prove who the server is: "
                                + server.tls().words() + ", sslmode "
                                + location.sslMode().libpqName());
            }
            power(postgres, server);
            for (Map.Entry<String, String> name : new TreeMap<>(names).entrySet()) {
                Optional<SavedDatabase> saved = backup.database(name.getKey());
                if (saved.isPresent()) {
                    suits(server, administration, saved.get());
                    inTheWay(postgres, administration, name.getKey(), name.getValue());
                }
            }
            backup.databases().stream()
                    .filter(database -> !names.containsKey(database.name()))
                    .forEach(database -> sheet.warn(
                            "database", database.name() + " is in the backup and is left out: it is not Pachyderm's"));
            sheet.pass(
                    "database",
                    "PostgreSQL " + server.version() + " at " + server.address() + ", "
                            + server.tls().words());
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    private void power(Postgres postgres, Postgres.Server server) throws DatabaseException {
        boolean may = server.superuser()
                || postgres.roles().stream()
                        .anyMatch(role -> role.name().equals(server.user()) && role.createDatabase());
        if (!may) {
            sheet.fail(
                    "database",
                    "the role " + server.user() + " may not create databases",
                    "Use a superuser, or a role with CREATEDB; Pachyderm's own role need not have it.");
        }
    }

    private void suits(Postgres.Server server, Administration administration, SavedDatabase saved)
            throws DatabaseException, InterruptedException {
        if (saved.serverMajor() > server.majorVersion()) {
            sheet.fail(
                    "database",
                    "PostgreSQL " + server.majorVersion() + " is older than the " + saved.serverMajor() + " that "
                            + saved.name() + " was dumped from",
                    "Restore into a server of the same version or a newer one.");
        }
        DumpTools.of(call.world()).suitable("pg_restore", saved.serverMajor() * 10_000);
        administration
                .missingExtensions(saved.extensions().stream()
                        .map(extension -> new Postgres.Extension(extension.name(), extension.version()))
                        .toList())
                .forEach(missing -> sheet.fail(
                        "database", missing + ", which " + saved.name() + " uses", "Install it on the server."));
        for (String locale : new TreeSet<>(List.of(saved.collation(), saved.ctype()))) {
            if (!administration.knowsLocale(locale)) {
                sheet.fail(
                        "database",
                        "the server does not know the locale " + locale + " of " + saved.name(),
                        "Install the locale on the server, then call pg_import_system_collations there.");
            }
        }
    }

    private void inTheWay(Postgres postgres, Administration administration, String kept, String name)
            throws DatabaseException {
        if (!postgres.exists(name) || administration.isEmpty(name)) {
            return;
        }
        sheet.output(kept + "_in_the_way", "true");
        if (call.text(call.action().existing()).equals("aside")) {
            sheet.warn("database", name + " is there and not empty; it will be renamed, not dropped");
        } else {
            sheet.fail(
                    "database",
                    name + " is there and not empty",
                    "Name another database, or choose that the one that is there is renamed (existing: aside).");
        }
    }

    void buckets() throws PerformException {
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
