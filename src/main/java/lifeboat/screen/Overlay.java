package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.terminal.Stroke;

/** What stands over every scene: the help, the palette, the list of themes. Immutable. */
interface Overlay {
    /**
     * What follows from a key.
     *
     * @param overlay empty when it is closed
     * @param chosen what the operator chose in it
     * @param commands what is to be done outside
     * @param notice a line for the operator; empty for none
     */
    record After(Optional<Overlay> overlay, Optional<Deed> chosen, List<Command> commands, String notice) {
        static After stay(Overlay overlay, Command... commands) {
            return new After(Optional.of(overlay), Optional.empty(), List.of(commands), "");
        }

        static After saying(Overlay overlay, String notice) {
            return new After(Optional.of(overlay), Optional.empty(), List.of(), notice);
        }

        static After close(String notice, Command... commands) {
            return new After(Optional.empty(), Optional.empty(), List.of(commands), notice);
        }

        /** It is closed, and this is done. */
        static After choose(Deed deed) {
            return new After(Optional.empty(), Optional.of(deed), List.of(), "");
        }
    }

    /** After a key; the app is what it stands over. */
    After pressed(Stroke stroke, App app);

    /** After a paste. */
    After pasted(String text, App app);

    void draw(Canvas canvas, App app);

    /** Its own keys. */
    Bindings bindings();
}
