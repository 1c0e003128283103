package lifeboat.lab.pachctl;

/** The release that is played, and how the releases differ. */
record Release(String text) {

    /** Whether it is of this line or a later one. */
    boolean since(int major, int minor) {
        String[] parts = text.split("[.-]", -1);
        int mine = Integer.parseInt(parts[0]);
        return mine > major || mine == major && Integer.parseInt(parts[1]) >= minor;
    }

    /** Whether it has {@code enterprise pause} and its like at all. */
    boolean knowsPause() {
        return since(2, 2);
    }

    /** Whether everything about enterprise says only that it is deprecated. */
    boolean droppedEnterprise() {
        return since(2, 12);
    }

    /** Whether the enterprise context is named on standard error; on standard output before. */
    boolean notesOnStandardError() {
        return since(2, 6);
    }

    /** Whether a time is printed as a message of protobuf and not as Go's own. */
    boolean printsTimesOfProtobuf() {
        return since(2, 7);
    }

    /** Whether {@code pause-status} answers although auth is off, as it is in the lab. */
    boolean pauseStatusWithoutAuth() {
        return since(2, 8);
    }

    /** Whether a context that names another deployment than it reaches is refused. */
    boolean checksDeploymentId() {
        return !since(2, 5);
    }

    /** Whether {@code inspect cluster} has {@code --raw}. */
    boolean inspectsRaw() {
        return since(2, 10);
    }

    /** Whether there are projects, and flags for them. */
    boolean knowsProjects() {
        return since(2, 5);
    }

    /** Whether too many or too few words are an error; before, the usage is printed and nothing is wrong. */
    boolean countsWords() {
        return since(2, 6);
    }

    /** Whether a refusal of a paused pachd comes with a note that it is paused. */
    boolean notesThatItIsPaused() {
        return since(2, 8);
    }
}
