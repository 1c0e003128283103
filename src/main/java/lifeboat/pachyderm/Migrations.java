package lifeboat.pachyderm;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The largest id that {@code public.migrations} has once a version of Pachyderm has started on a database. A version refuses a
 * database whose largest id is larger ("database state is newer than application is expecting"), and migrates one whose largest
 * id is smaller, for good.
 *
 * <p>The numbers are how many migrations the source of each release applies; each release from 2.0.0 to 2.12.0-rc.3 was counted.
 */
public final class Migrations {
    /** By the first release that has it; it stays until the next one. */
    private static final NavigableMap<PachydermVersion, Long> FROM = new TreeMap<>(Map.ofEntries(
            Map.entry(PachydermVersion.of(2, 0, 0), 21L),
            Map.entry(PachydermVersion.of(2, 1, 0), 24L),
            Map.entry(PachydermVersion.of(2, 3, 0), 25L),
            Map.entry(PachydermVersion.of(2, 5, 0), 28L),
            Map.entry(PachydermVersion.of(2, 5, 4), 29L),
            Map.entry(PachydermVersion.of(2, 6, 0), 35L),
            Map.entry(PachydermVersion.of(2, 7, 0), 39L),
            Map.entry(PachydermVersion.of(2, 8, 0), 47L),
            Map.entry(PachydermVersion.of(2, 10, 0), 53L),
            Map.entry(PachydermVersion.of(2, 11, 0), 59L),
            Map.entry(new PachydermVersion(2, 12, 0, "-rc.1"), 65L)));

    /** The newest that was counted; what comes after it may have more. */
    private static final PachydermVersion NEWEST = new PachydermVersion(2, 12, 0, "-rc.3");

    private Migrations() {}

    /**
     * The largest id of a version. Nothing for one that was not counted: 1.x, which has no such table, what is newer than 2.12.0-rc.3,
     * and other pre-releases, which were made in the middle of the work on their release.
     */
    public static OptionalLong last(PachydermVersion version) {
        Map.Entry<PachydermVersion, Long> known = FROM.floorEntry(version);
        boolean counted = known != null
                && version.compareTo(NEWEST) <= 0
                && (version.additional().isEmpty()
                        || !version.additional().startsWith("-")
                        || version.compareTo(FROM.lastKey()) >= 0);
        return counted ? OptionalLong.of(known.getValue()) : OptionalLong.empty();
    }

    /** The first release that takes a database with this largest id; empty when none that was counted does. */
    public static Optional<PachydermVersion> firstWith(long id) {
        return FROM.entrySet().stream()
                .filter(entry -> entry.getValue() >= id)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
