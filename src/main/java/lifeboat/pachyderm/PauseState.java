package lifeboat.pachyderm;

/** What {@code pachctl enterprise pause-status} says. It says nothing about worker pods. */
public enum PauseState {
    /** pachd works. */
    UNPAUSED("unpaused"),
    /** pachd is being restarted into the other mode. */
    PARTIALLY_PAUSED("partially-paused"),
    /** pachd is paused. */
    PAUSED("paused");

    private final String word;

    PauseState(String word) {
        this.word = word;
    }

    /** The word that pachctl prints. */
    public String word() {
        return word;
    }
}
