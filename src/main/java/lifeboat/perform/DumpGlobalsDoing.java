package lifeboat.perform;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lifeboat.backup.BackupFolder;
import lifeboat.database.DatabaseException;
import lifeboat.database.DatabaseLocation;
import lifeboat.database.DumpReport;
import lifeboat.database.Dumps;
import lifeboat.database.Postgres;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;

/** Dumps roles and tablespaces, without passwords. */
final class DumpGlobalsDoing implements Doing<Action.DumpGlobals> {
    @Override
    public Preview preview(Call<Action.DumpGlobals> call) {
        return Preview.ofDetails(List.of("pg_dumpall --globals-only --no-role-passwords into postgres/globals.sql"));
    }

    @Override
    public Outcome act(Call<Action.DumpGlobals> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        DatabaseLocation location =
                call.world().databaseLocation(call.run(), call.action().target());
        Postgres postgres = call.world().postgres(call.run(), call.action().target());
        Dumps dumps = new Dumps(
                call.world().programs(),
                DumpTools.of(call.world()),
                call.world().surroundings().runFolder().resolve("passwords"),
                "lifeboat " + call.world().surroundings().runId());
        BackupFolder folder = Folders.of(call);
        Path file = folder.globals();
        try {
            Postgres.Server server = postgres.identify();
            String entry = postgres.databases().stream()
                    .map(Postgres.Database::name)
                    .findFirst()
                    .orElse("postgres");
            for (Path left : List.of(Dumps.partial(file), file)) {
                if (Files.exists(left, LinkOption.NOFOLLOW_LINKS)) {
                    listener.line("kept aside: " + dumps.setAside(left).getFileName());
                }
            }
            Path log = call.world().artifacts().resolve(call.step().id() + "-" + attempt.number());
            DumpReport report = dumps.dumpGlobals(
                    location,
                    server.versionNumber(),
                    entry,
                    file,
                    log,
                    call.timeout(),
                    new DumpProgress("globals", listener));
            return Doing.done(
                    Map.of("sha256", List.of(report.files().get(0).sha256()), "argv", report.argv()),
                    "roles and tablespaces, " + Words.bytes(report.bytes()));
        } catch (DatabaseException e) {
            if (e.kind() == DatabaseException.Kind.STOPPED) {
                return new Outcome.Cancelled("the dump of the globals was stopped", EffectSeen.NONE);
            }
            throw Reasons.of(e);
        }
    }
}
