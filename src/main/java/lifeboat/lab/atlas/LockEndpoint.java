package lifeboat.lab.atlas;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.lab.atlas.AtlasService.Answer;
import org.jspecify.annotations.Nullable;

/**
 * {@code /persistent-lock} in its two forms, and sweep, which takes the same lock for moments; made after the sources, since
 * nobody has seen the real one run.
 */
final class LockEndpoint {
    private static final Pattern ENTRY =
            Pattern.compile("\\{\"lockName\":\"BackupLock\",\"instanceId\":\"([^\"]*)\",\"reason\":\"([^\"]*)\"}");
    private static final Pattern QUOTED = Pattern.compile("\"([0-9a-f-]{36})\"");

    private final AtlasTables tables;
    private final Release release;
    private Optional<String> swept = Optional.empty();

    LockEndpoint(AtlasTables tables, Release release) {
        this.tables = tables;
        this.release = release;
    }

    Answer answer(String path, @Nullable String query, String body) throws SQLException {
        if (!release.hasLockEndpoint()) {
            return new Answer(404, "HTTP 404 Not Found");
        }
        if (path.equals("/persistent-lock/acquire-backup-lock")) {
            if (query == null || !query.startsWith("reason=")) {
                return new Answer(release.minor() < 43 ? 500 : 400, "{\"message\":\"Please provide a reason\"}");
            }
            return acquire(URLDecoder.decode(query.substring("reason=".length()), StandardCharsets.UTF_8));
        }
        if (release.locksByEntry() && path.equals("/persistent-lock/release")) {
            return release(body);
        }
        Matcher id = QUOTED.matcher(body.strip());
        if (!release.locksByEntry() && path.equals("/persistent-lock/release-backup-lock")) {
            String now = now();
            boolean same = id.matches() && now.contains("\"instanceId\":\"" + id.group(1) + "\"");
            return id.matches()
                    ? release(same ? now : "")
                    : new Answer(400, "{\"message\":\"Unable to process JSON\"}");
        }
        return new Answer(404, "HTTP 404 Not Found");
    }

    private String now() throws SQLException {
        return tables.lock().orElse(AtlasTables.FREE);
    }

    private Answer acquire(String reason) throws SQLException {
        String id = UUID.randomUUID().toString();
        String entry = entry(id, reason);
        String now = now();
        if (now.equals(AtlasTables.FREE) && tables.setLock(now, entry)) {
            return new Answer(200, release.locksByEntry() ? entry : "\"" + id + "\"");
        }
        Matcher held = ENTRY.matcher(now());
        String words = held.matches()
                ? "LockEntry{lockName=BackupLock, instanceId=" + held.group(1) + ", reason=" + held.group(2) + "}"
                : "somebody";
        return conflict("Could not acquire the lock, it is held by " + words);
    }

    private Answer release(String entry) throws SQLException {
        if (!entry.isEmpty() && !entry.equals(AtlasTables.FREE) && tables.setLock(entry.strip(), AtlasTables.FREE)) {
            return release.locksByEntry() ? new Answer(200, "\"released\"") : new Answer(204, "");
        }
        return conflict("CheckAndSetException");
    }

    private static Answer conflict(String message) {
        return new Answer(
                409,
                "{\"exceptionClass\":\"com.palantir.atlasdb.keyvalue.api.CheckAndSetException\",\"message\":\""
                        + message + "\",\"code\":409}");
    }

    private static String entry(String id, String reason) {
        return "{\"lockName\":\"BackupLock\",\"instanceId\":\"" + id + "\",\"reason\":\"" + reason.replace("\"", "'")
                + "\"}";
    }

    /** Begins a batch if it is time and nobody has the lock, and ends one that was begun. */
    void sweep(boolean time) throws SQLException {
        if (swept.isPresent()) {
            tables.setLock(swept.get(), AtlasTables.FREE);
            swept = Optional.empty();
        } else if (time && release.hasLockEndpoint()) {
            String batch = entry(UUID.randomUUID().toString(), "sweep");
            if (tables.setLock(AtlasTables.FREE, batch)) {
                swept = Optional.of(batch);
            }
        }
    }
}
