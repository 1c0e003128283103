package lifeboat.perform;

import java.util.List;
import java.util.Optional;
import lifeboat.database.Administration;
import lifeboat.database.DatabaseException;
import lifeboat.database.Postgres;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.Restoring;

/** Gives a database that was set aside its name back. What has that name meanwhile is never touched. */
final class BringBackDoing implements Doing<Restoring.BringBack> {
    /** What the server has of the two names. */
    private record Names(String database, String aside, boolean taken, boolean there) {
        static Names of(Call<Restoring.BringBack> call) throws PerformException {
            String database = call.text(call.action().database());
            String aside = call.text(call.action().aside());
            Postgres postgres = call.world().postgres(call.run(), call.action().target());
            try {
                return new Names(
                        database, aside, postgres.exists(database), !aside.isEmpty() && postgres.exists(aside));
            } catch (DatabaseException e) {
                throw Reasons.of(e);
            }
        }

        Optional<String> obstacle() {
            if (taken) {
                return Optional.of("the name " + database + " is taken: there is a database of that name");
            }
            return there ? Optional.empty() : Optional.of("there is no database " + aside);
        }
    }

    @Override
    public Preview preview(Call<Restoring.BringBack> call) throws PerformException {
        Names names = Names.of(call);
        if (names.aside().isEmpty()) {
            return Preview.ofDetails(List.of("nothing was set aside; nothing to do"));
        }
        return new Preview(
                List.of(new Preview.Change(
                        "database " + names.aside() + " on " + address(call), "name", names.aside(), names.database())),
                List.of(),
                List.of(),
                List.of("its content is not touched"),
                names.obstacle()
                        .map(obstacle -> List.of(obstacle + "; the step will refuse"))
                        .orElse(List.of()));
    }

    private static String address(Call<Restoring.BringBack> call) throws PerformException {
        return call.world().databaseLocation(call.run(), call.action().target()).address();
    }

    @Override
    public Outcome act(Call<Restoring.BringBack> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        Names names = Names.of(call);
        if (names.aside().isEmpty()) {
            return Doing.done("nothing was set aside");
        }
        if (names.taken() && !names.there()) {
            return Doing.done(names.database() + " has its name already");
        }
        if (names.obstacle().isPresent()) {
            return new Outcome.Failed(
                    true,
                    names.obstacle().get(),
                    names.taken()
                            ? "Take back the step that restored it, or rename it yourself; then undo this one again."
                            : "Look at the names of the databases with psql -l.",
                    EffectSeen.NONE);
        }
        Administration administration =
                RestoreTools.administration(call, call.action().target());
        try {
            administration.rename(names.aside(), names.database());
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
        return Doing.done(names.aside() + " is " + names.database() + " again");
    }

    @Override
    public Performer.Finding probe(Call<Restoring.BringBack> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        Names names = Names.of(call);
        boolean back = names.taken() && !names.there();
        return new Performer.Finding(
                Optional.of(back || names.aside().isEmpty() ? Verdict.TOOK_EFFECT : Verdict.DID_NOT),
                back ? names.database() + " has its name again" : names.aside() + " still has that name",
                true);
    }
}
