package lifeboat.perform;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.database.Administration;
import lifeboat.database.DatabaseException;
import lifeboat.database.JdbcAdministration;
import lifeboat.database.Postgres;
import lifeboat.database.RestoreNames;
import lifeboat.database.Restores;

/** What the steps of a restore need of the room {@code database}. */
final class RestoreTools {
    private RestoreTools() {}

    static Restores restores(Call<?> call) throws InterruptedException {
        return new Restores(
                call.world().programs(),
                DumpTools.of(call.world()),
                call.world().surroundings().runFolder().resolve("passwords"),
                application(call));
    }

    /** Who we are in the server's list of connections. */
    static String application(Call<?> call) {
        return "lifeboat " + call.world().surroundings().runId();
    }

    static Administration administration(Call<?> call, String target) throws PerformException {
        return new JdbcAdministration(call.world().databaseLocation(call.run(), target), application(call));
    }

    /** The name under which a database is out of the way: with the time when the run began, and a number if that is taken. */
    static String aside(Call<?> call, Postgres postgres, String database) throws DatabaseException {
        Instant when = call.run()
                .openedAt()
                .orElseGet(() -> call.world().surroundings().clock().instant());
        String name = RestoreNames.aside(database, when, 1);
        for (int number = 2; postgres.exists(name); number++) {
            name = RestoreNames.aside(database, when, number);
        }
        return name;
    }

    /** Where this run has put a database out of the way, if it did; told even if nobody heard how the rename ended. */
    static Optional<String> wasAside(Call<?> call, Postgres postgres, String database) throws DatabaseException {
        Optional<Instant> when = call.run().openedAt();
        Optional<String> last = Optional.empty();
        for (int number = 1; when.isPresent(); number++) {
            String name = RestoreNames.aside(database, when.get(), number);
            if (!postgres.exists(name)) {
                break;
            }
            last = Optional.of(name);
        }
        return last;
    }

    /** Who else is connected to a database, in words; empty text for nobody. */
    static String users(Postgres postgres, String database) throws DatabaseException {
        return postgres.activity(database).stream()
                .map(backend -> (backend.application().isEmpty() ? backend.user() : backend.application())
                        + (backend.clientAddress().isEmpty() ? "" : " from " + backend.clientAddress()))
                .distinct()
                .limit(5)
                .collect(Collectors.joining(", "));
    }
}
