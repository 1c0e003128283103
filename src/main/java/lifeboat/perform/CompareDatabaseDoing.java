package lifeboat.perform;

import java.util.List;
import java.util.Map;
import lifeboat.backup.SavedDatabase;
import lifeboat.database.DatabaseException;
import lifeboat.database.Postgres;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.Restoring;

/** Compares a database that the provider restored with the manifest; a difference is refused, nothing is changed. */
final class CompareDatabaseDoing implements Doing<Restoring.CompareDatabase> {
    @Override
    public Preview preview(Call<Restoring.CompareDatabase> call) {
        return Preview.ofDetails(List.of("every table is counted, every sequence read"));
    }

    @Override
    public Outcome act(Call<Restoring.CompareDatabase> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        String name = call.text(call.action().as());
        SavedDatabase saved = Backups.database(call, call.text(call.action().database()));
        Postgres postgres = call.world().postgres(call.run(), call.action().target());
        try {
            RestoreComparison.Result result = new RestoreComparison(saved, postgres, name).compare();
            if (result.differences().isEmpty()) {
                return Doing.done(
                        Map.of(
                                "tables", List.of(Integer.toString(result.tables())),
                                "rows", List.of(Long.toString(result.rows())),
                                "migrations",
                                        List.of(
                                                result.migrations().isPresent()
                                                        ? Long.toString(result.migrations()
                                                                .getAsLong())
                                                        : "")),
                        name + ": " + result.words() + ", as in the manifest");
            }
            result.differences().forEach(difference -> listener.checked(name, Severity.FAIL, difference));
            return new Outcome.Failed(
                    false,
                    name + " is not what was backed up: " + result.differences().get(0),
                    "Another backup of the provider was restored, or somebody has written since. Restore the one that"
                            + " the manifest's evidence names.",
                    EffectSeen.NONE);
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }
}
