package lifeboat.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Moments and spans as people read them; moments in UTC, as in the audit. */
final class Times {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");

    private Times() {}

    /** Such as {@code 02:09}. */
    static String minute(Instant at) {
        return MINUTE.format(at.atOffset(ZoneOffset.UTC));
    }

    /** Such as {@code 02:09:41}. */
    static String second(Instant at) {
        return SECOND.format(at.atOffset(ZoneOffset.UTC));
    }

    /** How long something took or will take: {@code 41 s}, {@code 12 min}, {@code 1 h 20 min}. */
    static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = (seconds + 30) / 60;
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** How long something has been so, to the minute: {@code <1m}, {@code 4m}, {@code 1h20m}. */
    static String since(Instant then, Instant now) {
        long minutes = Math.max(0, Duration.between(then, now).toMinutes());
        if (minutes < 1) {
            return "<1m";
        }
        return minutes < 60 ? minutes + "m" : minutes / 60 + "h" + minutes % 60 + "m";
    }

    /** From the shortest to the longest: {@code 12–19 min}, {@code 41 s to 3 min}. */
    static String range(Duration least, Duration most) {
        String from = span(least);
        String to = span(most);
        boolean minutes = from.matches("[0-9]+ min") && to.matches("[0-9]+ min");
        return from.equals(to) ? to : minutes ? from.substring(0, from.indexOf(' ')) + "–" + to : from + " to " + to;
    }

    /** A clock that counts: {@code 0:41}, {@code 12:41}, {@code 1:02:41}. */
    static String count(Instant from, Instant now) {
        long seconds = Math.max(0, Duration.between(from, now).toSeconds());
        String minutes = seconds / 60 % 60 + ":";
        String last = String.format("%02d", seconds % 60);
        return seconds < 3600
                ? minutes + last
                : seconds / 3600 + ":" + (minutes.length() < 3 ? "0" : "") + minutes + last;
    }
}
