package lifeboat.lab.classic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a Pachyderm of 1.x does wrong now and then, and what a lab's does when it is asked for. */
public enum Trap {
    /** The first {@code stop pipeline} ends with 0 and is never recorded, as when the server drops its own error. */
    STOP_UNRECORDED,
    /** An extract ends with 0 before all of it was written; nothing in the stream tells. */
    EXTRACT_CUT,
    /** The context of the empty cluster still has the deployment id of the running one. */
    WRONG_CLUSTER,
    /** Who is logged in may not extract. */
    NOT_ADMIN,
    /** There are more pipelines than 1.13 restores without a licence. */
    CROWDED;

    /** As an option names it, such as {@code extract-cut}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one that an option names. */
    public static Optional<Trap> of(String word) {
        return Arrays.stream(values()).filter(trap -> trap.word().equals(word)).findFirst();
    }
}
