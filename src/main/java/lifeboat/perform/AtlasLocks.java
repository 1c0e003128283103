package lifeboat.perform;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.atlas.BackupLock;
import lifeboat.database.DatabaseException;

/** The backup lock of an AtlasDB, as its endpoint and its store know it. */
final class AtlasLocks {
    /** What stands in a lock that nobody holds. */
    static final String FREE =
            "{\"lockName\":\"BackupLock\",\"instanceId\":\"00000000-0000-0000-0000-000000000000\",\"reason\":\"Available\"}";

    /** The reason that says so. */
    static final String AVAILABLE = "Available";

    private static final Pattern REASON = Pattern.compile("\"reason\"\\s*:\\s*\"([^\"]*)\"");

    private AtlasLocks() {}

    static BackupLock endpoint(AtlasPlace place) throws PerformException {
        if (!place.cli().line().lock().isThere()) {
            throw new PerformException(
                    place.cli().line().lock().words() + ", and this is " + place.version(),
                    "Go on without a lock, which asks about sweep.");
        }
        return new BackupLock(place.service(), place.cli().line(), BackupLock.Limits.USUAL);
    }

    /** The reason in the lock, where the store can be asked for it: {@link #AVAILABLE} while nobody holds it. */
    static Optional<String> now(Call<?> call, AtlasPlace place) throws PerformException {
        if (!place.isPostgres()) {
            return Optional.empty();
        }
        try {
            String lock = place.store(call.world(), call.run()).lock().orElse(FREE);
            Matcher reason = REASON.matcher(lock);
            return Optional.of(reason.find() ? reason.group(1) : lock);
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }
}
