package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.screen.Sheet.Line;

/**
 * Where somebody is in a popup with a text and a field.
 *
 * @param field what was typed
 * @param problem why what was typed is not taken; empty if nothing is wrong with it
 * @param scroll in the text
 * @param seen when and on what it was seen
 */
record Typing(TextField field, String problem, Scroll scroll, Seen seen) {
    /** Asks and what is wrong take so many rows at most. */
    private static final int MOST_ASKED = 3;

    private static final int MOST_WRONG = 2;

    /** A field with a text. */
    static Typing of(String text) {
        return new Typing(TextField.of(text), "", Scroll.top(), Seen.notYet());
    }

    /** An empty field that shows dots. */
    static Typing secret() {
        return new Typing(TextField.secret(), "", Scroll.top(), Seen.notYet());
    }

    Typing seen(Message message) {
        return new Typing(field, problem, scroll, seen.after(message));
    }

    Typing with(TextField other) {
        return new Typing(other, "", scroll, seen);
    }

    Typing wrong(String why) {
        return new Typing(field, why, scroll, seen);
    }

    /** What was typed, without blanks around it. */
    String text() {
        return field.text().strip();
    }

    /** After a deed that moves in the text; the same if it moves nothing. */
    Typing did(Deed deed, List<Line> text, String asks) {
        PopupBox room = PopupBox.of(seen.rows(), text.size(), under(asks, seen.columns()));
        return new Typing(field, problem, scroll.did(deed, text.size(), room.text()), seen);
    }

    /** The question, the field, and a row or two for what is wrong. */
    private int under(String asks, int columns) {
        int wide = PopupBox.columns(columns);
        return asked(asks, wide).size() + 1 + Math.max(1, wrong(wide).size());
    }

    private static List<String> asked(String asks, int wide) {
        List<String> lines = Prose.lines(asks, wide);
        return lines.subList(0, Math.min(MOST_ASKED, lines.size()));
    }

    private List<String> wrong(int wide) {
        List<String> lines = problem.isEmpty() ? List.of() : Prose.lines(problem, wide);
        return lines.subList(0, Math.min(MOST_WRONG, lines.size()));
    }

    /** Draws all of a popup. */
    void draw(Canvas canvas, String title, Optional<String> corner, List<Line> text, String asks) {
        PopupBox room = PopupBox.of(canvas.rows(), text.size(), under(asks, canvas.columns()));
        Canvas under = room.draw(canvas, title, corner.orElse(""), Role.FOCUS, text, scroll);
        int row = 0;
        for (String line : asked(asks, under.columns())) {
            under.text(0, row, line, Role.TITLE);
            row++;
        }
        field.draw(under, 0, row, under.columns(), true);
        for (String line : wrong(under.columns())) {
            row++;
            under.text(0, row, line, Role.DANGER);
        }
    }
}
