package lifeboat.screen;

import java.util.Optional;
import lifeboat.terminal.Stroke;

/** What stands over every scene: the help, the palette, the list of themes. Immutable. */
interface Overlay {
    /**
     * What follows from a key.
     *
     * @param overlay empty when it is closed
     * @param chosen what the operator chose in it
     * @param nanos when
     */
    record After(Optional<Overlay> overlay, Optional<Deed> chosen, long nanos) {}

    After pressed(Stroke stroke);

    After pasted(String text);

    void draw(Canvas canvas);

    Bindings bindings();

    /** The keys of the screen that is on. */
    static Overlay help(App app) {
        throw new UnsupportedOperationException("help is not drawn yet");
    }

    /** Everything that can be done now, by name. */
    static Overlay palette(App app) {
        throw new UnsupportedOperationException("the palette is not drawn yet");
    }

    /** The themes by name. */
    static Overlay themes() {
        throw new UnsupportedOperationException("themes are not listed yet");
    }
}
