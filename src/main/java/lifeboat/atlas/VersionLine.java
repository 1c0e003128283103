package lifeboat.atlas;

import java.util.List;
import java.util.Optional;
import lifeboat.process.Version;

/**
 * A line of AtlasDB versions that behave alike: from which version on, how the backup lock is taken, and what {@code
 * clean-transactions} does there. Oldest first; a line ends where the next begins.
 */
public enum VersionLine {
    /** No timestamp files, or no {@code --offline}. */
    BEFORE_OFFLINE("0.0.0", Lock.NONE_YET, Cleaning.UNKNOWN),
    /** The first with files and {@code --offline}. */
    WITHOUT_LOCK("0.12.0", Lock.NONE_YET, Cleaning.LEAVES_STRADDLERS),
    /** The lock endpoint answers with the whole entry. */
    LOCK_BY_ENTRY("0.32.0", Lock.ENTRY, Cleaning.LEAVES_STRADDLERS),
    /** The lock endpoint answers with an id. */
    LOCK_BY_ID("0.35.0", Lock.ID, Cleaning.LEAVES_STRADDLERS),
    /** Cleaning looks at every transaction. */
    SOUND("0.38.0", Lock.ID, Cleaning.SOUND),
    /** Cleaning wants a start timestamp and falls over without one. */
    NEEDS_START("0.103.0", Lock.ID, Cleaning.FALLS_OVER),
    /** Cleaning wants a start timestamp, or to be told that none is meant. */
    NEEDS_FLAG("0.118.0", Lock.ID, Cleaning.NEEDS_FLAG),
    /** The persistent lock is gone. */
    LOCK_REMOVED("0.422.0", Lock.REMOVED, Cleaning.NEEDS_FLAG);

    /** How the backup lock is taken from the service. */
    public enum Lock {
        /** There is none yet. */
        NONE_YET("there is no backup lock before 0.32.0"),
        /** {@code release} takes back the entry that {@code acquire-backup-lock} gave. */
        ENTRY("the backup lock is the endpoint persistent-lock, released with its entry"),
        /** {@code release-backup-lock} takes back the id that {@code acquire-backup-lock} gave. */
        ID("the backup lock is the endpoint persistent-lock, released with its id"),
        /** There is none any more. */
        REMOVED("the backup lock was removed in 0.422.0, and nothing public took its place");

        private final String words;

        Lock(String words) {
            this.words = words;
        }

        /** Whether the service has the lock's endpoint. */
        public boolean isThere() {
            return this == ENTRY || this == ID;
        }

        /** What is so, in lower case. */
        public String words() {
            return words;
        }
    }

    /** What {@code clean-transactions --file} does. */
    enum Cleaning {
        UNKNOWN,
        LEAVES_STRADDLERS,
        SOUND,
        FALLS_OVER,
        NEEDS_FLAG
    }

    private final Version from;
    private final Lock lock;
    private final Cleaning cleaning;

    VersionLine(String from, Lock lock, Cleaning cleaning) {
        this.from = Version.in(from).orElseThrow();
        this.lock = lock;
        this.cleaning = cleaning;
    }

    /** The line of a version. */
    public static VersionLine of(Version version) {
        VersionLine found = BEFORE_OFFLINE;
        for (VersionLine line : values()) {
            if (line.from.compareTo(version) <= 0) {
                found = line;
            }
        }
        return found;
    }

    /** The first version of it. */
    public Version from() {
        return from;
    }

    /** How the backup lock is taken from the service. */
    public Lock lock() {
        return lock;
    }

    /** What has to stand behind {@code clean-transactions} besides the file. */
    public List<String> cleaningOptions() {
        return cleaning == Cleaning.NEEDS_FLAG ? List.of("--skip-start-timestamp-check") : List.of();
    }

    /** Why this line's {@code clean-transactions} must not be used, in lower case; empty if it may be. */
    public Optional<String> cleaningRefusal() {
        return switch (cleaning) {
            case UNKNOWN -> Optional.of("before 0.12.0 the program has no --offline, and its timestamps no files");
            case FALLS_OVER ->
                Optional.of("from 0.103.0 to 0.117 clean-transactions fails without a start timestamp, and what it"
                        + " does with one was never seen to be right");
            default -> Optional.empty();
        };
    }

    /** What to know of this line's {@code clean-transactions}, in lower case; empty if it does what it should. */
    public Optional<String> cleaningWarning() {
        return cleaning == Cleaning.LEAVES_STRADDLERS
                ? Optional.of("before 0.38.0 clean-transactions leaves a transaction that began before the backup"
                        + " timestamp and committed after it; the check afterwards finds such ones and fails")
                : Optional.empty();
    }
}
