package lifeboat.screen;

import java.util.List;
import java.util.Optional;

/** Something that stands over the run screen and has the keys while it does. Immutable. */
interface Popup {
    /**
     * What follows from a message; the view is the run as it is after that message. Every message comes, {@link Message.Drawn}
     * too: what was pressed before a popup was seen must not answer it.
     */
    After update(Message message, RunView view);

    /** Draws it somewhere on the canvas, which is the whole screen without the footer. */
    void draw(Canvas canvas, RunView view);

    /** The keys that work while it is open. */
    Bindings bindings(RunView view);

    /** Why a deed of the bindings does nothing now; empty if it does. */
    default Optional<String> obstacle(Deed deed, RunView view) {
        return Optional.empty();
    }

    /** Whether keys are text for a field now. */
    default boolean isTyping() {
        return false;
    }

    /**
     * What became of a popup.
     *
     * @param popup the popup from now on; empty when it is closed
     * @param commands what is to be done outside
     * @param notice a line for the operator; empty for none
     */
    record After(Optional<Popup> popup, List<Command> commands, String notice) {
        /** It stays, or another takes its place. */
        static After stay(Popup popup) {
            return new After(Optional.of(popup), List.of(), "");
        }

        /** It stays, and this is said. */
        static After saying(Popup popup, String notice) {
            return new After(Optional.of(popup), List.of(), notice);
        }

        /** It is closed, and these are to be done. */
        static After close(Command... commands) {
            return new After(Optional.empty(), List.of(commands), "");
        }
    }
}
