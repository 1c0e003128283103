package lifeboat.perform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.backup.SavedDatabase;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketLocation;
import lifeboat.bucket.ObjectStore;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.helm.HelmValues;
import lifeboat.database.DatabaseException;
import lifeboat.database.DatabaseLocation;
import lifeboat.database.JdbcPostgres;
import lifeboat.database.Postgres;
import lifeboat.database.Timeouts;
import lifeboat.pachyderm.ChartStore;
import lifeboat.process.Secret;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Deploying;

/**
 * Tries what pachd will do with the edited values: logs in to the databases, and asks the bucket. From this machine, not from a
 * pod: what stands between a pod and them cannot be observed from here.
 */
final class CheckAccessDoing implements Doing<Deploying.CheckAccess> {
    private static final String POSTGRES = "global.postgresql.";

    @Override
    public Preview preview(Call<Deploying.CheckAccess> call) {
        return Preview.ofDetails(List.of(
                call.action().bucket().isPresent()
                        ? "logs in to the databases, and asks the bucket, as the values say"
                        : "logs in to the databases as the values say"));
    }

    @Override
    public Outcome act(Call<Deploying.CheckAccess> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        HelmValues values = EditValuesDoing.read(Path.of(call.text(call.action().values())));
        Sheet sheet = new Sheet(listener);
        try {
            databases(call, values, sheet);
        } catch (PerformException e) {
            sheet.fail("databases", e.reason(), e.hint());
        }
        try {
            if (call.action().bucket().isPresent()) {
                bucket(call, call.action().bucket().get(), store(call, values), sheet);
            }
        } catch (PerformException e) {
            sheet.fail("bucket", e.reason(), e.hint());
        }
        sheet.warn("network", "the way from a pod to them cannot be observed from this machine");
        AccessCommands commands = AccessCommands.of(call);
        sheet.output("database_command", commands.database(values::at, major(call)));
        sheet.output("bucket_command", call.action().bucket().isEmpty() ? "" : commands.bucket(store(call, values)));
        return sheet.outcome(
                call.action().bucket().isPresent() ? "databases and bucket are reached" : "the databases are reached");
    }

    private static ChartStore store(Call<Deploying.CheckAccess> call, HelmValues values) throws PerformException {
        return ChartStore.of(Versions.of(call.text(call.action().version())), values::at);
    }

    /** That of the server that was backed up: its client programs are new enough for it and for a newer one. */
    private static int major(Call<?> call) throws PerformException {
        return Backups.of(call).databases().stream()
                .mapToInt(SavedDatabase::serverMajor)
                .max()
                .orElse(0);
    }

    private static void databases(Call<Deploying.CheckAccess> call, HelmValues values, Sheet sheet)
            throws PerformException {
        String user = values.at(POSTGRES + "postgresqlUsername").orElse("pachyderm");
        Optional<Secret> password = password(call, values);
        if (password.isEmpty()) {
            sheet.warn("databases", "neither the values nor a secret hold the password of " + user + ": not tried");
            return;
        }
        DatabaseLocation seen =
                call.world().databaseLocation(call.run(), call.action().target());
        String podsSee = values.at(POSTGRES + "postgresqlHost").orElse("postgres") + ":"
                + values.at(POSTGRES + "postgresqlPort").orElse("5432");
        if (!podsSee.equals(seen.address())) {
            sheet.warn("databases", "pods find the server at " + podsSee + "; from here it is " + seen.address());
        }
        DatabaseLocation location = call.world().databaseLocation(seen, seen.host(), seen.port(), user, password.get());
        List<String> names = new ArrayList<>();
        names.add(values.at(POSTGRES + "postgresqlDatabase").orElse("pachyderm"));
        if (Backups.of(call).database("dex").isPresent()) {
            names.add(values.at(POSTGRES + "identityDatabaseFullNameOverride").orElse("dex"));
        }
        for (String name : names) {
            try {
                Postgres postgres =
                        new JdbcPostgres(location, Timeouts.USUAL, RestoreTools.application(call), List.of(name));
                int tables = postgres.tables(name, Postgres.Counting.ESTIMATE, Duration.ofMinutes(1))
                        .size();
                sheet.pass(
                        "databases",
                        user + " reaches " + name + " at " + location.address() + ", " + tables + " tables");
            } catch (DatabaseException e) {
                throw Reasons.of(e);
            }
        }
    }

    private static Optional<Secret> password(Call<?> call, HelmValues values) throws PerformException {
        Optional<String> given = values.at(POSTGRES + "postgresqlPassword");
        if (given.isPresent()) {
            return given.map(Secret::of);
        }
        String secret = values.at(POSTGRES + "postgresqlExistingSecretName").orElse("postgres");
        String key = values.at(POSTGRES + "postgresqlExistingSecretKey").orElse("postgresql-password");
        try {
            return call.world()
                    .cluster(call.run())
                    .secretContent(secret)
                    .map(content -> content.get(key))
                    .map(bytes -> Secret.of(new String(bytes, StandardCharsets.UTF_8)));
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    private static void bucket(Call<Deploying.CheckAccess> call, String target, ChartStore chosen, Sheet sheet)
            throws PerformException {
        Optional<String> name = chosen.bucket();
        if (name.isEmpty()) {
            sheet.fail(
                    "bucket",
                    "the values select no bucket for Pachyderm "
                            + call.text(call.action().version()),
                    "Look at pachd.storage in the edited values.");
            return;
        }
        if (!chosen.speaksS3()) {
            sheet.warn("bucket", "the values select " + chosen + ", which is not asked from here: not tried");
            return;
        }
        Optional<BucketLocation.Credentials> keys = chosen.accessKey()
                .flatMap(key -> chosen.secretKey().map(secret -> new BucketLocation.Credentials(key, secret)));
        ObjectStore store = call.world().bucketAs(call.run(), target, name.get(), keys);
        try {
            store.check();
            boolean empty = store.list().next() == null;
            String words = name.get() + (empty ? " (empty)" : "");
            if (keys.isPresent()) {
                sheet.pass("bucket", words + " is reached with the keys of the values");
            } else {
                sheet.warn(
                        "bucket",
                        words + " is reached with your keys: the values hold none, and pods bring a role of their own");
            }
        } catch (BucketException e) {
            throw Reasons.of(e);
        } finally {
            store.close();
        }
    }
}
