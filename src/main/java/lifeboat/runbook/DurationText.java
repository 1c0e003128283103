package lifeboat.runbook;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as runbooks and parameters write them: {@code 90s}, {@code 5m}, {@code 2h}, {@code 1h30m}. */
public final class DurationText {
    /** What a duration looks like, as a regular expression that also editors understand. */
    static final String PATTERN = "(?=[0-9])([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    private DurationText() {}

    /** The duration, longer than zero, or empty if the text is not one. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = COMPILED.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Duration duration = Duration.ofHours(number(matcher.group(1)))
                .plusMinutes(number(matcher.group(2)))
                .plusSeconds(number(matcher.group(3)));
        return duration.isZero() ? Optional.empty() : Optional.of(duration);
    }

    /** The duration in the same form, such as {@code 1h30m}; parts of a second are left out. */
    public static String format(Duration duration) {
        long hours = duration.toHours();
        int minutes = duration.toMinutesPart();
        int seconds = duration.toSecondsPart();
        String text = (hours > 0 ? hours + "h" : "") + (minutes > 0 ? minutes + "m" : "");
        return text.isEmpty() || seconds > 0 ? text + seconds + "s" : text;
    }

    private static long number(@org.jspecify.annotations.Nullable String part) {
        return part == null ? 0 : Long.parseLong(part.substring(0, part.length() - 1));
    }
}
