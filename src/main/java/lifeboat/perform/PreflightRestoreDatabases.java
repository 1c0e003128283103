package lifeboat.perform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import lifeboat.backup.SavedBackup;
import lifeboat.backup.SavedDatabase;
import lifeboat.database.Administration;
import lifeboat.database.DatabaseException;
import lifeboat.database.DatabaseLocation;
import lifeboat.database.Postgres;
import lifeboat.runbook.Restoring;
import lifeboat.runbook.Target;

/** The row of a restore's preflight that looks at the database server. */
record PreflightRestoreDatabases(Call<Restoring.PreflightRestore> call, Sheet sheet, SavedBackup backup) {

    void look() throws PerformException, InterruptedException {
        for (String kept : List.of("pachyderm", "dex")) {
            sheet.output(
                    "restore_" + kept, Boolean.toString(backup.database(kept).isPresent()));
        }
        List<String> targets = World.targets(call.run(), Target.Database.class);
        if (targets.isEmpty()) {
            return;
        }
        String target = targets.get(0);
        DatabaseLocation location = call.world().databaseLocation(call.run(), target);
        Postgres postgres = call.world().postgres(call.run(), target);
        try {
            Postgres.Server server = postgres.identify();
            if (!location.sslMode().provesTheServer()) {
                sheet.warn(
                        "database",
                        "the connection does not prove who the server is: "
                                + server.tls().words() + ", sslmode "
                                + location.sslMode().libpqName());
            }
            switch (call.text(call.action().databasesBy())) {
                case "keep" -> kept(postgres);
                case "provider" -> provided(server);
                default -> restored(target, postgres, server);
            }
            sheet.pass(
                    "database",
                    "PostgreSQL " + server.version() + " at " + server.address() + ", "
                            + server.tls().words());
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    /** The name that each database of Pachyderm gets, by its name in the backup. */
    private Map<String, String> names() {
        return new TreeMap<>(Map.of(
                "pachyderm",
                call.text(call.action().pachyderm()),
                "dex",
                call.text(call.action().dex())));
    }

    private void restored(String target, Postgres postgres, Postgres.Server server)
            throws PerformException, DatabaseException, InterruptedException {
        Administration administration = RestoreTools.administration(call, target);
        power(postgres, server);
        for (Map.Entry<String, String> name : names().entrySet()) {
            Optional<SavedDatabase> saved = backup.database(name.getKey());
            if (saved.isPresent()) {
                notOlder(server, saved.get());
                DumpTools.of(call.world()).suitable("pg_restore", saved.get().serverMajor() * 10_000);
                extensions(administration, saved.get());
                SavedDatabase database = saved.get();
                Set<String> unknown = new TreeSet<>();
                for (String locale : List.of(database.collation(), database.ctype())) {
                    if (!administration.knowsLocale(locale)) {
                        unknown.add(locale);
                    }
                }
                new LocaleRow(sheet).look(database, unknown, postgres.collationVersion(database.collation()));
                inTheWay(postgres, administration, name.getKey(), name.getValue());
            }
        }
        backup.databases().stream()
                .filter(database -> !names().containsKey(database.name()))
                .forEach(database -> sheet.warn(
                        "database", database.name() + " is in the backup and is left out: it is not Pachyderm's"));
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

    private void notOlder(Postgres.Server server, SavedDatabase saved) {
        if (saved.serverMajor() > server.majorVersion()) {
            sheet.fail(
                    "database",
                    "PostgreSQL " + server.majorVersion() + " is older than the " + saved.serverMajor() + " that "
                            + saved.name() + " was dumped from",
                    "Restore into a server of the same version or a newer one.");
        }
    }

    private void extensions(Administration administration, SavedDatabase saved) throws DatabaseException {
        List<String> missing = administration.missingExtensions(saved.extensions().stream()
                .map(extension -> new Postgres.Extension(extension.name(), extension.version()))
                .toList());
        missing.forEach(one -> sheet.fail(
                "extensions",
                one + ", which " + saved.name() + " uses",
                "Install its package on the server; with a managed server allow it in its settings."));
        if (missing.isEmpty()) {
            sheet.pass(
                    "extensions",
                    saved.name() + ": the server has "
                            + String.join(
                                    ", ",
                                    saved.extensions().stream()
                                            .map(SavedDatabase.Extension::name)
                                            .toList()));
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

    private void provided(Postgres.Server server) {
        for (String name : names().keySet()) {
            backup.database(name).ifPresent(saved -> notOlder(server, saved));
        }
        sheet.warn("database", "the provider restores the databases; they are compared with the manifest when it has");
    }

    /** What is kept must be there, and not newer than what will be installed on it. */
    private void kept(Postgres postgres) throws DatabaseException {
        for (Map.Entry<String, String> name : names().entrySet()) {
            boolean needed = backup.database(name.getKey()).isPresent();
            if (!needed) {
                continue;
            }
            if (!postgres.exists(name.getValue())) {
                sheet.fail(
                        "database",
                        name.getValue() + " is to be kept, and there is no such database",
                        "Name the one that is there, or restore it from the dumps.");
            } else if (name.getKey().equals("pachyderm")) {
                new MigrationsRow(sheet)
                        .look(
                                name.getValue() + ", which is kept,",
                                postgres.migrationsMax(name.getValue()),
                                sheet.text("version"));
            }
        }
        sheet.warn("database", "the databases are kept as they are; nothing of them is compared with the backup");
    }
}
