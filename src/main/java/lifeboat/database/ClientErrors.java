package lifeboat.database;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.process.Exit;

/** Picks the lines that matter from what a client program says, and tells what they mean. For one program. */
final class ClientErrors {
    private static final Pattern TELLING =
            Pattern.compile("(?i)\\b(error|fatal|panic|detail|hint):|could not|failed|terminat|cannot");
    private static final int KEPT = 8;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void hear(String line) {
        if (TELLING.matcher(line).find()) {
            lines.addLast(line.strip());
            if (lines.size() > KEPT) {
                lines.removeFirst();
            }
        }
    }

    /** What to throw for a program that did not come to a good end. */
    synchronized DatabaseException explain(String doing, Exit exit, DatabaseLocation location) {
        String said = String.join(" / ", lines);
        Kind kind = exit.timedOut() ? Kind.TIMEOUT : exit.stopped() ? Kind.STOPPED : kind(said);
        String message = doing + ": " + exit.words() + (said.isEmpty() ? "" : ": " + said);
        String hint = kind == Kind.STOPPED
                ? "What was written is kept beside the target as .partial."
                : SqlErrors.hint(kind, said, location);
        return new DatabaseException(kind, message, hint);
    }

    private static Kind kind(String said) {
        String low = said.toLowerCase(Locale.ROOT);
        if (low.contains("password authentication failed")
                || low.contains("no password supplied")
                || low.contains("role \"") && low.contains("does not exist")) {
            return Kind.LOGIN;
        }
        if (low.contains("does not support ssl")
                || low.contains("certificate")
                || low.contains("ssl error")
                || low.contains("no encryption")) {
            return Kind.TLS;
        }
        if (low.contains("server version mismatch")) {
            return Kind.TOOLS;
        }
        if (low.contains("no space left") || low.contains("disk quota")) {
            return Kind.DISK;
        }
        if (low.contains("permission denied")) {
            return Kind.PERMISSION;
        }
        if (low.contains("fatal:  database \"") || low.contains("fatal: database \"")) {
            return Kind.NO_DATABASE;
        }
        if (low.contains("connection refused") || low.contains("could not translate host name")) {
            return Kind.UNREACHABLE;
        }
        return Kind.PROGRAM;
    }
}
