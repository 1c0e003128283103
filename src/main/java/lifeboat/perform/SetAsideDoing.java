package lifeboat.perform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.database.DatabaseException;
import lifeboat.database.Postgres;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Verdict;
import lifeboat.runbook.Restoring;

/** Gives a database that is in the way another name. Nothing is dropped: that is left to the operator, on another day. */
final class SetAsideDoing implements Doing<Restoring.SetAside> {
    @Override
    public Preview preview(Call<Restoring.SetAside> call) throws PerformException {
        String database = call.text(call.action().database());
        Postgres postgres = call.world().postgres(call.run(), call.action().target());
        try {
            Postgres.Server server = postgres.identify();
            if (!postgres.exists(database)) {
                return Preview.ofDetails(
                        List.of("there is no database " + database + " on " + server.address() + "; nothing to do"));
            }
            String size = postgres.databases().stream()
                    .filter(row -> row.name().equals(database))
                    .map(row ->
                            row.bytes().isPresent() ? Words.bytes(row.bytes().getAsLong()) : "size not told")
                    .findFirst()
                    .orElse("size not told");
            String users = RestoreTools.users(postgres, database);
            return new Preview(
                    List.of(new Preview.Change(
                            "database " + database + " on " + server.address(),
                            "name",
                            database,
                            RestoreTools.aside(call, postgres, database))),
                    List.of(),
                    List.of(),
                    List.of(
                            "the database holds " + size + "; its content is not touched",
                            "nothing is dropped: when the restore has proved itself, drop the database aside by hand"),
                    users.isEmpty() ? List.of() : List.of("still connected: " + users + "; the rename will fail"));
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    /** The new name, so that the way back is known even if nobody hears how the rename ended. */
    @Override
    public Map<String, List<String>> record(Call<Restoring.SetAside> call) throws PerformException {
        String database = call.text(call.action().database());
        Postgres postgres = call.world().postgres(call.run(), call.action().target());
        try {
            return Map.of(
                    "aside",
                    List.of(
                            postgres.exists(database)
                                    ? RestoreTools.aside(call, postgres, database)
                                    : RestoreTools.wasAside(call, postgres, database)
                                            .orElse("")));
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    /** The recorded name; a new one when this is the undo of another step, which records none. */
    private static String aside(Call<Restoring.SetAside> call, Postgres postgres, String database)
            throws DatabaseException {
        Optional<String> recorded = call.step()
                .register()
                .flatMap(name -> call.scope().lookup(name + ".aside"))
                .map(values -> String.join("", values))
                .filter(name -> !name.isEmpty());
        return recorded.isPresent() && !postgres.exists(recorded.get())
                ? recorded.get()
                : RestoreTools.aside(call, postgres, database);
    }

    @Override
    public Outcome act(Call<Restoring.SetAside> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        String database = call.text(call.action().database());
        Postgres postgres = call.world().postgres(call.run(), call.action().target());
        String aside;
        try {
            if (!postgres.exists(database)) {
                Optional<String> already = RestoreTools.wasAside(call, postgres, database);
                return Doing.done(
                        Map.of("aside", List.of(already.orElse(""))),
                        already.map(name -> database + " is " + name + " since an earlier attempt")
                                .orElse("there is no database " + database));
            }
            aside = aside(call, postgres, database);
            RestoreTools.administration(call, call.action().target()).rename(database, aside);
        } catch (DatabaseException e) {
            boolean inUse = e.kind() == DatabaseException.Kind.IN_USE;
            throw inUse ? inUse(postgres, database, e) : Reasons.of(e);
        }
        return Doing.done(Map.of("aside", List.of(aside)), database + " is now " + aside);
    }

    private static PerformException inUse(Postgres postgres, String database, DatabaseException e)
            throws PerformException {
        try {
            return new PerformException(
                    database + " is in use by " + RestoreTools.users(postgres, database), e.hint(), e);
        } catch (DatabaseException unknown) {
            throw Reasons.of(e);
        }
    }

    /** A name is a value in a known state: what was to go away is away, or it is not. */
    @Override
    public Performer.Finding probe(
            Call<Restoring.SetAside> call, Attempt attempt, Optional<lifeboat.run.Run.Program> program)
            throws PerformException {
        String database = call.text(call.action().database());
        try {
            boolean there =
                    call.world().postgres(call.run(), call.action().target()).exists(database);
            return new Performer.Finding(
                    Optional.of(there ? Verdict.DID_NOT : Verdict.TOOK_EFFECT),
                    there ? "the database " + database + " has its name still" : "no database has the name " + database,
                    !there);
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }
}
