package lifeboat.screen;

import java.util.List;
import lifeboat.terminal.Stroke;

/**
 * The keys of one deed.
 *
 * @param deed what they do
 * @param strokes the keys; the first is the one that is shown
 * @param label what the footer says; the deed's own unless the screen has a better word
 * @param footer whether it stands in the footer
 */
public record Binding(Deed deed, List<Stroke> strokes, String label, boolean footer) {
    /** The name of its first key, such as {@code Enter}, {@code d} or {@code Ctrl-L}. */
    public String key() {
        return KeyNames.of(strokes.get(0));
    }
}
