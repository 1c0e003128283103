package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.backup.SavedDatabase;
import lifeboat.database.Administration;
import lifeboat.database.DatabaseException;
import lifeboat.database.Postgres;
import lifeboat.database.RestoreNames;
import lifeboat.database.RestoreRequest;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.run.Verdict;
import lifeboat.runbook.Restoring;

/**
 * Restores one database: into a scratch name, compared there, renamed last. Whatever goes wrong before the rename leaves nothing
 * behind under the final name, and the scratch database is dropped.
 */
final class RestoreDatabaseDoing implements Doing<Restoring.RestoreDatabase> {
    @Override
    public Preview preview(Call<Restoring.RestoreDatabase> call) throws PerformException {
        String name = call.text(call.action().as());
        SavedDatabase saved = Backups.database(call, call.text(call.action().database()));
        Administration administration =
                RestoreTools.administration(call, call.action().target());
        Postgres postgres = call.world().postgres(call.run(), call.action().target());
        try {
            Postgres.Server server = postgres.identify();
            if (administration.mark(name).equals(Optional.of(mark(call)))) {
                return Preview.ofDetails(
                        List.of(name + " was restored by an earlier attempt; it is compared with the manifest again"));
            }
            String before = !postgres.exists(name) ? "(not there)" : administration.isEmpty(name) ? "empty" : "in use";
            List<String> warnings = new ArrayList<>();
            if (before.equals("in use")) {
                warnings.add(name + " is not empty; the step will refuse. Rename it first.");
            }
            return new Preview(
                    List.of(new Preview.Change(
                            "database " + name + " on " + server.address(),
                            "content",
                            before,
                            saved.tables().size() + " tables, " + saved.rows() + " rows of the backup")),
                    List.of(),
                    List.of(RestoreTools.restores(call).preview(request(call, saved, "preview"))),
                    List.of(
                            administration.createStatement(scratch(call), shape(saved)),
                            "compared with the manifest under that name, then renamed to " + name
                                    + "; if anything fails it is dropped"),
                    warnings);
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("looking at the database was interrupted", "Try again.", e);
        }
    }

    private static String scratch(Call<Restoring.RestoreDatabase> call) {
        return RestoreNames.scratch(
                call.text(call.action().as()), call.world().surroundings().runId());
    }

    private static String mark(Call<Restoring.RestoreDatabase> call) {
        return RestoreNames.mark(
                call.world().surroundings().runId(), call.text(call.action().as()));
    }

    private static Administration.Shape shape(SavedDatabase saved) {
        return new Administration.Shape(saved.owner(), saved.encoding(), saved.collation(), saved.ctype());
    }

    private static RestoreRequest request(Call<Restoring.RestoreDatabase> call, SavedDatabase saved, String log)
            throws PerformException {
        try {
            return new RestoreRequest(
                    call.world().databaseLocation(call.run(), call.action().target()),
                    saved.serverMajor(),
                    Folders.of(call).database(saved.name()),
                    scratch(call),
                    call.number(call.action().jobs()),
                    call.world().artifacts().resolve(call.step().id() + "-" + log),
                    call.timeout());
        } catch (IllegalArgumentException e) {
            throw new PerformException(
                    "the restore cannot be asked for: " + e.getMessage(), "Change the parameter.", e);
        }
    }

    @Override
    public Outcome act(Call<Restoring.RestoreDatabase> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        String name = call.text(call.action().as());
        SavedDatabase saved = Backups.database(call, call.text(call.action().database()));
        Administration administration =
                RestoreTools.administration(call, call.action().target());
        Postgres postgres = call.world().postgres(call.run(), call.action().target());
        try {
            if (administration.mark(name).equals(Optional.of(mark(call)))) {
                return restoredBefore(name, new RestoreComparison(saved, postgres, name).compare(), listener);
            }
            Optional<Outcome> inTheWay = inTheWay(call, administration, postgres, name, listener);
            if (inTheWay.isPresent()) {
                return inTheWay.get();
            }
            if (administration.dropMarked(scratch(call), mark(call))) {
                listener.line("dropped " + scratch(call) + ", which an interrupted attempt had left");
            }
            if (administration.dropUnmarked(scratch(call))) {
                listener.line("dropped " + scratch(call) + ", whose making was cut off");
            }
            administration.create(scratch(call), shape(saved), mark(call));
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
        boolean kept = false;
        try {
            RestoreTools.restores(call)
                    .restore(
                            request(call, saved, Integer.toString(attempt.number())),
                            new RestoreProgress(name, saved.tables().size(), listener));
            listener.progress(name + ": comparing with the manifest");
            RestoreComparison.Result result = new RestoreComparison(saved, postgres, scratch(call)).compare();
            if (!result.differences().isEmpty()) {
                return differs(name, result, listener);
            }
            administration.rename(scratch(call), name);
            kept = true;
            return done(name, result);
        } catch (DatabaseException e) {
            if (e.kind() == DatabaseException.Kind.STOPPED) {
                return new Outcome.Cancelled("the restore of " + name + " was stopped", EffectSeen.NONE);
            }
            throw Reasons.of(e);
        } finally {
            if (!kept) {
                drop(call, administration, listener);
            }
        }
    }

    private static Outcome done(String name, RestoreComparison.Result result) {
        return Doing.done(
                Map.of(
                        "database", List.of(name),
                        "tables", List.of(Integer.toString(result.tables())),
                        "rows", List.of(Long.toString(result.rows())),
                        "migrations",
                                List.of(
                                        result.migrations().isPresent()
                                                ? Long.toString(
                                                        result.migrations().getAsLong())
                                                : "")),
                name + ": " + result.words() + ", as in the manifest");
    }

    /** The rename was heard of by nobody, or what came after it failed: the mark tells that the work is done. */
    private static Outcome restoredBefore(String name, RestoreComparison.Result result, Performer.Listener listener) {
        if (!result.differences().isEmpty()) {
            result.differences().forEach(difference -> listener.checked(name, Severity.FAIL, difference));
            return new Outcome.Failed(
                    true,
                    name + " was restored by an earlier attempt and is not what was dumped any more: "
                            + result.differences().get(0),
                    "Somebody wrote into it. Take this step back, then do it again.",
                    EffectSeen.HAPPENED);
        }
        listener.line(name + " was restored by an earlier attempt");
        return done(name, result);
    }

    /** A database that holds something is never touched; an empty one is renamed, because its name is needed. */
    private static Optional<Outcome> inTheWay(
            Call<Restoring.RestoreDatabase> call,
            Administration administration,
            Postgres postgres,
            String name,
            Performer.Listener listener)
            throws DatabaseException {
        if (!postgres.exists(name)) {
            return Optional.empty();
        }
        if (!administration.isEmpty(name)) {
            return Optional.of(new Outcome.Failed(
                    true,
                    "the database " + name + " is there and not empty",
                    "Name another database, or let the one that is there be renamed.",
                    EffectSeen.NONE));
        }
        String aside = RestoreTools.aside(call, postgres, name);
        administration.rename(name, aside);
        listener.line("the empty database " + name + " is now " + aside);
        return Optional.empty();
    }

    private static Outcome differs(String name, RestoreComparison.Result result, Performer.Listener listener) {
        result.differences().forEach(difference -> listener.checked(name, Severity.FAIL, difference));
        return new Outcome.Failed(
                false,
                name + " is not what was dumped: " + result.differences().get(0)
                        + (result.differences().size() > 1
                                ? ", and " + (result.differences().size() - 1) + " more"
                                : ""),
                "It was dropped again. Read the output of pg_restore in the run's folder under artifacts.",
                EffectSeen.NONE);
    }

    private static void drop(
            Call<Restoring.RestoreDatabase> call, Administration administration, Performer.Listener listener) {
        try {
            administration.dropMarked(scratch(call), mark(call));
        } catch (DatabaseException e) {
            listener.line(scratch(call) + " could not be dropped: " + Reasons.message(e)
                    + "; the next attempt tries again, or drop it by hand");
        }
    }

    /** The mark is put on the database when it is made and stays through the rename: it tells whose work the final one is. */
    @Override
    public Performer.Finding probe(
            Call<Restoring.RestoreDatabase> call, Attempt attempt, Optional<lifeboat.run.Run.Program> program)
            throws PerformException {
        String name = call.text(call.action().as());
        Administration administration =
                RestoreTools.administration(call, call.action().target());
        try {
            if (administration.mark(name).equals(Optional.of(mark(call)))) {
                return new Performer.Finding(
                        Optional.of(Verdict.TOOK_EFFECT), name + " is there, restored and compared by this run", true);
            }
            boolean half = administration.mark(scratch(call)).isPresent();
            return Doing.again(
                    half
                            ? scratch(call) + " is half restored; it is dropped and made afresh"
                            : "nothing of " + name + " is there yet");
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }
}
