package lifeboat.pachyderm;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code license list-clusters} prints: five lines for each cluster, then a line of dashes. */
final class Registrations {
    private static final String NOTE = "Using enterprise context";
    private static final String END = "---";
    /** As Go prints a time, up to 2.6. */
    private static final Pattern TIME =
            Pattern.compile("(\\d{4,}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d(?:[.]\\d{1,9})?) ([+-]\\d{4})( \\S+)?");
    /** As Go prints a protobuf timestamp, from 2.7 on; the blanks in it are deliberately not stable. */
    private static final Pattern SECONDS = Pattern.compile("(?:seconds:(-?\\d+))?\\s*(?:nanos:(\\d+))?");

    private Registrations() {}

    /** What is not understood in such an answer. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** The clusters in the order in which they stand there; none if nothing is registered. */
    static List<RegisteredCluster> read(List<String> lines) throws Unreadable {
        List<RegisteredCluster> clusters = new ArrayList<>();
        Map<String, String> fields = new LinkedHashMap<>();
        for (String raw : lines) {
            String line = raw.strip();
            if (line.equals(END)) {
                clusters.add(cluster(fields));
                fields.clear();
            } else if (!line.isEmpty() && !line.startsWith(NOTE)) {
                int colon = line.indexOf(':');
                if (colon < 0) {
                    throw new Unreadable("a line is no field");
                }
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        if (!fields.isEmpty()) {
            throw new Unreadable("it ends in the middle of a cluster");
        }
        return List.copyOf(clusters);
    }

    private static RegisteredCluster cluster(Map<String, String> fields) throws Unreadable {
        String id = fields.getOrDefault("id", "");
        if (id.isEmpty() || !fields.containsKey("last_heartbeat")) {
            throw new Unreadable("a cluster has no id or no last_heartbeat");
        }
        return new RegisteredCluster(
                id,
                fields.getOrDefault("address", ""),
                fields.getOrDefault("version", ""),
                fields.getOrDefault("auth_enabled", "").equals("true"),
                heartbeat(fields.getOrDefault("last_heartbeat", "")));
    }

    /** A cluster that was never heard has none, or the beginning of the calendar. */
    private static Optional<Instant> heartbeat(String text) throws Unreadable {
        if (text.isEmpty() || text.equals("<nil>")) {
            return Optional.empty();
        }
        try {
            return Optional.of(instant(text)).filter(time -> time.isAfter(Instant.EPOCH));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new Unreadable("a last_heartbeat is no time");
        }
    }

    private static Instant instant(String text) throws Unreadable {
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            return LocalDateTime.parse(time.group(1) + "T" + time.group(2)).toInstant(ZoneOffset.of(time.group(3)));
        }
        Matcher seconds = SECONDS.matcher(text);
        if (seconds.matches()) {
            return Instant.ofEpochSecond(number(seconds.group(1)), number(seconds.group(2)));
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")) {
            return Instant.parse(text);
        }
        throw new Unreadable("a last_heartbeat is no time");
    }

    private static long number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
