package lifeboat.pachyderm;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Pachyderm. A pre-release such as {@code 2.12.0-rc.3} comes before its release.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number
 * @param additional what follows, with its sign, such as {@code -rc.3}; empty text for a release
 */
public record PachydermVersion(int major, int minor, int patch, String additional)
        implements Comparable<PachydermVersion> {
    private static final Pattern FORM =
            Pattern.compile("v?(\\d{1,5})\\.(\\d{1,5})\\.(\\d{1,5})([-+.][0-9A-Za-z.+-]*)?");
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})(?!.*\\d)");
    private static final Comparator<PachydermVersion> ORDER = Comparator.comparingInt(PachydermVersion::major)
            .thenComparingInt(PachydermVersion::minor)
            .thenComparingInt(PachydermVersion::patch)
            .thenComparing(v -> !v.preRelease())
            .thenComparing(v -> v.additional.replaceAll("[0-9]+.*", ""))
            .thenComparingInt(PachydermVersion::lastNumber)
            .thenComparing(PachydermVersion::additional);

    /** A version without anything behind its numbers. */
    public static PachydermVersion of(int major, int minor, int patch) {
        return new PachydermVersion(major, minor, patch, "");
    }

    /** The version that this whole text is, with or without a leading {@code v}; empty when it is none. */
    public static Optional<PachydermVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new PachydermVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Optional.ofNullable(matcher.group(4)).orElse("")));
    }

    /**
     * Why {@code pachctl enterprise pause} of this version does not work; empty when it does. It came with 2.2 and is a
     * stub since 2.12; {@code pachctl pause} never existed.
     */
    public Optional<String> cannotPause() {
        if (!isAtLeast(2, 2)) {
            return Optional.of("Pachyderm " + this + " has no `pachctl enterprise pause`; it came with 2.2");
        }
        if (isAtLeast(2, 12)) {
            return Optional.of("in Pachyderm " + this
                    + " `pachctl enterprise pause` is a stub that only says \"Deprecated. Please don't use.\"");
        }
        return Optional.empty();
    }

    /** What an operator should know before pausing with this version; empty when there is nothing, or no pause. */
    public Optional<String> pauseWarning() {
        if (cannotPause().isPresent()) {
            return Optional.empty();
        }
        if (!isAtLeast(2, 5)) {
            return Optional.of("before 2.5 a paused pachd may fail to start while there are workers (bug 8508); "
                    + "scaling is safer");
        }
        if (minor == 7 && patch < 2) {
            return Optional.of("before 2.7.2 a paused pachd crashes when pachctl asks for the cluster (bug 9248); "
                    + "scaling is safer");
        }
        return Optional.empty();
    }

    /** Whether {@code pause-status} works with auth disabled; before 2.8 it needs auth. */
    public boolean pauseStatusWorksWithoutAuth() {
        return isAtLeast(2, 8);
    }

    /** Whether the storage helper {@code pachw} may run beside pachd; 2.5 and later. */
    public boolean hasPachw() {
        return isAtLeast(2, 5);
    }

    /** Whether there are contexts for enterprise commands; 2.0 and later. */
    public boolean hasEnterpriseContext() {
        return isAtLeast(2, 0);
    }

    /** Whether enterprise registration lives in etcd, so that databases and bucket alone lose it; 2.0 only. */
    public boolean keepsEnterpriseInEtcd() {
        return major == 2 && minor == 0;
    }

    /** Whether this line is that one or a later one. */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || major == otherMajor && minor >= otherMinor;
    }

    /** The line, such as {@code 2.5}. */
    public String line() {
        return major + "." + minor;
    }

    private boolean preRelease() {
        return additional.startsWith("-");
    }

    private int lastNumber() {
        Matcher matcher = NUMBER.matcher(additional);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    @Override
    public int compareTo(PachydermVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + additional;
    }
}
