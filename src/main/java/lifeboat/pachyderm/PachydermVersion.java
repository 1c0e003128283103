package lifeboat.pachyderm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Pachyderm, as far as it decides what {@code pachctl} can do.
 *
 * @param additional such as {@code -rc.2}; may be empty
 */
public record PachydermVersion(int major, int minor, int patch, String additional)
        implements Comparable<PachydermVersion> {
    private static final Pattern FORM = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})([A-Za-z0-9.+-]*)");

    /** The version in a text such as {@code 2.8.4} or {@code v2.12.0-rc.3}; nothing if it is none. */
    public static Optional<PachydermVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new PachydermVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                matcher.group(4)));
    }

    /** Whether it is that line or a later one. */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    /**
     * Why {@code pachctl enterprise pause} of this version does not work; nothing when it does. It came with 2.2 and is a stub
     * since 2.12; {@code pachctl pause} never existed.
     */
    public Optional<String> cannotPause() {
        if (!isAtLeast(2, 2)) {
            return Optional.of("pachctl " + this + " has no enterprise pause; it came with 2.2");
        }
        if (isAtLeast(2, 12)) {
            return Optional.of("pachctl " + this + " has only a stub of enterprise pause, which fails");
        }
        return Optional.empty();
    }

    /** What an operator should know before pausing with this version. */
    public Optional<String> pauseWarning() {
        boolean broken = cannotPause().isEmpty() && !isAtLeast(2, 5);
        return broken
                ? Optional.of(
                        "before 2.5 a paused pachd may fail to start while there are workers (bug 8508); scaling is safer")
                : Optional.empty();
    }

    @Override
    public int compareTo(PachydermVersion other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
        return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + additional;
    }
}
