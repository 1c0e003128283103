package lifeboat.lab.atlas;

/**
 * Which AtlasDB is played.
 *
 * @param minor 309 of {@code 0.309.0}
 * @param branch whether it is a build of the branch that has {@code backup-lock}
 */
record Release(String version, int minor, boolean branch) {
    /** {@code 0.309.0}, or {@code 0.22.0-branch}. */
    static Release parse(String text) {
        String version = text.strip();
        boolean branch = version.endsWith("-branch");
        String bare = branch ? version.substring(0, version.length() - "-branch".length()) : version;
        return new Release(bare, Integer.parseInt(bare.split("\\.", -1)[1]), branch);
    }

    /** Whether the service has the lock's endpoint. */
    boolean hasLockEndpoint() {
        return minor >= 32 && minor <= 421;
    }

    /** Whether that endpoint gives whole entries. */
    boolean locksByEntry() {
        return minor < 35;
    }

    /** Whether cleaning misses what began before the timestamp. */
    boolean leavesStraddlers() {
        return minor < 38;
    }

    /** Whether cleaning knows a start timestamp. */
    boolean hasStartTimestamp() {
        return minor >= 103;
    }

    /** Whether cleaning falls over without one. */
    boolean fallsOverWithoutStart() {
        return minor >= 103 && minor < 118;
    }

    /** Whether {@code --offline} is known. */
    boolean hasOffline() {
        return minor >= 12;
    }

    /** Whether the timestamp commands say that they are deprecated. */
    boolean deprecates() {
        return minor >= 43;
    }
}
