package lifeboat.screen;

import java.util.List;
import java.util.Optional;

/** A part of the run screen that can have the keys: the steps, the step, its output, the pods. Immutable. */
interface Pane {
    /** What heads it. */
    String title(RunView view);

    /**
     * The pane after a message: any message, keys only while it has them.
     *
     * @param rows how many rows it has inside
     */
    Pane update(Message message, RunView view, int rows);

    /** Draws what is inside its frame. */
    void draw(Canvas canvas, RunView view, boolean focused);

    /** The keys that work while it has them. */
    Bindings bindings(RunView view);

    /** Why a deed of the bindings does nothing now; empty if it does. */
    default Optional<String> obstacle(Deed deed, RunView view) {
        return Optional.empty();
    }

    /** Whether keys are text for its filter or search now. */
    default boolean isTyping() {
        return false;
    }

    /** What {@link Deed#DETAILS} opens; empty for nothing. */
    default Optional<Popup.After> details(RunView view) {
        return Optional.empty();
    }

    /** All that it shows, as text, to be copied or saved. */
    List<String> lines(RunView view);
}
