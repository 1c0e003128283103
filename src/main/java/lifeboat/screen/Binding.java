package lifeboat.screen;

import java.util.List;
import java.util.stream.Collectors;
import lifeboat.terminal.Stroke;

/**
 * The keys of one deed.
 *
 * @param deed what they do
 * @param strokes the keys; the first is the one that is shown; none if it can only be chosen by its name
 * @param label what the footer says; the deed's own unless the screen has a better word
 * @param footer whether it stands in the footer
 */
public record Binding(Deed deed, List<Stroke> strokes, String label, boolean footer) {
    /** The name of its first key, such as {@code Enter}, {@code d} or {@code Ctrl-L}; empty if it has none. */
    public String key() {
        return strokes.isEmpty() ? "" : KeyNames.of(strokes.get(0));
    }

    /** The names of all its keys, such as {@code Up k}. */
    public String keys() {
        return strokes.stream().map(KeyNames::of).collect(Collectors.joining(" "));
    }
}
