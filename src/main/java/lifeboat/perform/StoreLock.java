package lifeboat.perform;

import java.util.Optional;
import lifeboat.database.AdvisoryLock;
import lifeboat.database.DatabaseException;
import lifeboat.database.DatabaseLocation;
import lifeboat.run.Run;
import lifeboat.runbook.Target;

/** The lock of a run where other machines can see it, for an AtlasDB, which has no cluster: on the server that holds its store. */
public final class StoreLock implements AutoCloseable {
    private final AdvisoryLock held;
    private final String where;

    private StoreLock(AdvisoryLock held, String where) {
        this.held = held;
        this.where = where;
    }

    /**
     * Takes it; nothing if the runbook has no AtlasDB, or its store is not in PostgreSQL.
     *
     * @throws PerformException if somebody else has it, or the server cannot be asked
     */
    public static Optional<StoreLock> take(World world, Run run, String name) throws PerformException {
        for (String target : World.targets(run, Target.Atlas.class)) {
            if (AtlasPlace.of(world, run, target).isPostgres()) {
                return Optional.of(take(world.databaseLocation(run, AtlasPlace.SERVER), name, run.id()));
            }
        }
        return Optional.empty();
    }

    private static StoreLock take(DatabaseLocation location, String name, String run) throws PerformException {
        try {
            AdvisoryLock lock = AdvisoryLock.take(location, name, "lifeboat " + run)
                    .orElseThrow(() -> new PerformException(
                            "somebody else works on " + name + ": the lock on " + location.address() + " is taken",
                            "pg_stat_activity there names the run that has it; finish that one first."));
            return new StoreLock(lock, "advisory lock on " + location.address());
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    /** Which lock on which server. */
    public String where() {
        return where;
    }

    /** Gives it back; the server does so by itself when this process ends. */
    @Override
    public void close() {
        held.close();
    }
}
