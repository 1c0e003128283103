package lifeboat.perform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.ObjectStore;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.helm.HelmValues;
import lifeboat.database.DatabaseException;
import lifeboat.database.DatabaseLocation;
import lifeboat.database.JdbcPostgres;
import lifeboat.database.Postgres;
import lifeboat.database.Timeouts;
import lifeboat.process.Secret;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Restoring;

/**
 * Tries what pachd will do with the edited values: logs in to the databases, and asks the bucket. From this machine, not from a
 * pod: what stands between a pod and them cannot be observed from here.
 */
final class CheckAccessDoing implements Doing<Restoring.CheckAccess> {
    private static final String POSTGRES = "global.postgresql.";

    @Override
    public Preview preview(Call<Restoring.CheckAccess> call) {
        return Preview.ofDetails(List.of("logs in to the databases, and asks the bucket, as the values say"));
    }

    @Override
    public Outcome act(Call<Restoring.CheckAccess> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        HelmValues values = EditValuesDoing.read(Path.of(call.text(call.action().values())));
        Sheet sheet = new Sheet(listener);
        try {
            databases(call, values, sheet);
        } catch (PerformException e) {
            sheet.fail("databases", e.reason(), e.hint());
        }
        try {
            bucket(call, values, sheet);
        } catch (PerformException e) {
            sheet.fail("bucket", e.reason(), e.hint());
        }
        sheet.warn("network", "the way from a pod to them cannot be observed from this machine");
        return sheet.outcome("databases and bucket are reached");
    }

    private static void databases(Call<Restoring.CheckAccess> call, HelmValues values, Sheet sheet)
            throws PerformException {
        String user = values.at(POSTGRES + "postgresqlUsername").orElse("pachyderm");
        Optional<Secret> password = password(call, values);
        if (password.isEmpty()) {
            sheet.warn("databases", "neither the values nor a secret hold the password of " + user + ": not tried");
            return;
        }
        String host = values.at(POSTGRES + "postgresqlHost").orElse("postgres");
        int port;
        try {
            port = Integer.parseInt(values.at(POSTGRES + "postgresqlPort").orElse("5432"));
        } catch (NumberFormatException e) {
            throw new PerformException("postgresqlPort in the values is no number", "Correct the values.", e);
        }
        DatabaseLocation location = call.world()
                .databaseLocation(
                        call.world().databaseLocation(call.run(), call.action().target()),
                        host,
                        port,
                        user,
                        password.get());
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

    private static void bucket(Call<Restoring.CheckAccess> call, HelmValues values, Sheet sheet)
            throws PerformException {
        if (call.action().bucket().isEmpty()) {
            return;
        }
        String target = call.action().bucket().get();
        Optional<String> key = values.at("pachd.storage.amazon.id");
        Optional<String> secret = values.at("pachd.storage.amazon.secret");
        try {
            if (key.isEmpty() || secret.isEmpty()) {
                call.world().bucket(call.run(), target).check();
                sheet.warn(
                        "bucket",
                        "the values hold no keys; it was reached with yours, and pods bring a role of their own");
                return;
            }
            ObjectStore store = call.world().bucketAs(call.run(), target, key.get(), secret.get());
            try {
                store.check();
                sheet.pass("bucket", store.location().name() + " is reached with the keys of the values");
            } finally {
                store.close();
            }
        } catch (BucketException e) {
            throw Reasons.of(e);
        }
    }
}
