package lifeboat.perform;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import lifeboat.backup.BackupFolder;
import lifeboat.database.DatabaseException;
import lifeboat.database.DatabaseLocation;
import lifeboat.database.DumpReport;
import lifeboat.database.DumpRequest;
import lifeboat.database.Dumps;
import lifeboat.database.Postgres;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;

/** Dumps one database into the backup's folder, and notes beside it what was dumped. */
final class DumpDoing implements Doing<Action.Dump> {
    private static final Duration COUNTING = Duration.ofMinutes(30);

    @Override
    public Preview preview(Call<Action.Dump> call) throws PerformException {
        return new Preview(
                List.of(),
                List.of(),
                List.of(),
                List.of("pg_dump of " + call.text(call.action().database()) + " into postgres/ of the backup"),
                List.of());
    }

    private static Dumps dumps(Call<?> call) throws InterruptedException {
        return new Dumps(
                call.world().programs(),
                DumpTools.of(call.world()),
                call.world().surroundings().runFolder().resolve("passwords"),
                "lifeboat " + call.world().surroundings().runId());
    }

    private static DumpRequest request(Call<Action.Dump> call, Attempt attempt, int version, OptionalLong size)
            throws PerformException {
        String database = call.text(call.action().database());
        BackupFolder folder = Folders.of(call);
        Path log = call.world().artifacts().resolve(call.step().id() + "-" + attempt.number());
        try {
            return new DumpRequest(
                    call.world().databaseLocation(call.run(), call.action().target()),
                    version,
                    database,
                    folder.database(database),
                    call.number(call.action().jobs()),
                    call.number(call.action().compression()),
                    java.util.Optional.empty(),
                    size,
                    log,
                    call.timeout());
        } catch (IllegalArgumentException e) {
            throw new PerformException("the dump cannot be asked for: " + e.getMessage(), "Change the parameter.", e);
        }
    }

    @Override
    public Outcome act(Call<Action.Dump> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        String database = call.text(call.action().database());
        DatabaseLocation location =
                call.world().databaseLocation(call.run(), call.action().target());
        Postgres postgres = call.world().postgres(call.run(), call.action().target());
        Dumps dumps = dumps(call);
        try {
            Postgres.Server server = postgres.identify();
            OptionalLong size = postgres.databases().stream()
                    .filter(there -> there.name().equals(database))
                    .findFirst()
                    .map(Postgres.Database::bytes)
                    .orElse(OptionalLong.empty());
            DumpRequest request = request(call, attempt, server.versionNumber(), size);
            dumps.removeLeftPasswordFiles();
            makeRoom(dumps, request, listener);
            long writesBefore = postgres.writes(database);
            DumpReport report = dumps.dump(request, new DumpProgress(database, listener));
            listener.progress(database + ": counting rows");
            DumpNote note = DumpNote.of(postgres, server, database, report, COUNTING);
            long writes = postgres.writes(database) - writesBefore;
            note.write(Folders.of(call), writes);
            if (writes != 0) {
                listener.line(writes + " rows of " + database + " were written while it was dumped");
            }
            return Doing.done(
                    Map.of(
                            "directory", List.of(Folders.of(call).relative(request.directory())),
                            "bytes", List.of(Long.toString(report.bytes())),
                            "files", List.of(Integer.toString(report.files().size())),
                            "argv", report.argv(),
                            "note_sha256", List.of(note.sha256(writes))),
                    database + ": " + report.files().size() + " files, " + Words.bytes(report.bytes()) + ", "
                            + note.tables() + " tables, " + note.rows() + " rows, " + location.address() + ", "
                            + Words.duration(report.duration()));
        } catch (DatabaseException e) {
            if (e.kind() == DatabaseException.Kind.STOPPED) {
                return new Outcome.Cancelled("the dump of " + database + " was stopped", EffectSeen.NONE);
            }
            throw Reasons.of(e);
        }
    }

    /** A dump that did not come to its end, or whose note is missing, is kept aside; it is never overwritten. */
    private static void makeRoom(Dumps dumps, DumpRequest request, Performer.Listener listener)
            throws DatabaseException {
        for (Path left : List.of(request.partial(), request.directory())) {
            if (Files.exists(left, LinkOption.NOFOLLOW_LINKS)) {
                listener.line("kept aside: " + dumps.setAside(left).getFileName());
            }
        }
    }
}
