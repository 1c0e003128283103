package lifeboat.screen;

import java.util.Optional;

/** One screen with what is on it. Immutable: what comes makes another scene. */
public interface Scene {
    /** The scene after a message, and what is to be done outside. */
    Next update(Message message);

    /** Draws all of it but the footer, which stands on the last row and is drawn by {@link App}. */
    void draw(Canvas canvas);

    /** The keys that work now. */
    Bindings bindings();

    /** Why a deed of the bindings does nothing now; empty if it does. */
    default Optional<String> obstacle(Deed deed) {
        return Optional.empty();
    }

    /** What this process is in the middle of, which Ctrl-Z would stop too; empty if it is in the middle of nothing. */
    default Optional<String> busy() {
        return Optional.empty();
    }

    /** Whether keys are text for a field now, so that only keys that type nothing may be deeds. */
    default boolean isTyping() {
        return false;
    }

    /** Whether something on it changes with the time, a second at a time. */
    default boolean ticks() {
        return false;
    }
}
