package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.TextWidth;

/** Text in roles, made for a width, line by line from the top. What comes from outside is made harmless on its way. */
final class Sheet {
    /** A piece of a line. */
    record Piece(String text, Role role) {}

    /** A line. */
    record Line(List<Piece> pieces) {
        static final Line BLANK = new Line(List.of());

        static Line of(String text, Role role) {
            return new Line(List.of(new Piece(text, role)));
        }

        String text() {
            return pieces.stream().map(piece -> SafeText.of(piece.text())).collect(Collectors.joining());
        }

        /** Draws it from a column on, cut off with an ellipsis if it is too long. */
        void draw(Canvas canvas, int column, int row) {
            int at = column;
            for (Piece piece : pieces) {
                at += canvas.fitted(at, row, canvas.columns() - at, piece.text(), piece.role());
            }
        }
    }

    private final int columns;
    private final List<Line> lines = new ArrayList<>();

    Sheet(int columns) {
        this.columns = Math.max(10, columns);
    }

    /** One line of these pieces, cut off where it is drawn if it is too long. */
    Sheet line(Piece... pieces) {
        lines.add(new Line(List.of(pieces)));
        return this;
    }

    /** An empty line, unless the last one is empty or there is none. */
    Sheet gap() {
        if (!lines.isEmpty() && !lines.get(lines.size() - 1).equals(Line.BLANK)) {
            lines.add(Line.BLANK);
        }
        return this;
    }

    /** Prose, broken between words and set in by so many columns. */
    Sheet prose(int in, String text, Role role) {
        return labelled(" ".repeat(in), Role.PLAIN, text, role);
    }

    /** Prose beside a label, broken between words. */
    Sheet labelled(String label, Role labels, String text, Role role) {
        int in = TextWidth.of(label);
        String before = label;
        for (String line : Prose.lines(text, columns - in)) {
            lines.add(new Line(List.of(new Piece(before, labels), new Piece(line, role))));
            before = " ".repeat(in);
        }
        return this;
    }

    /** Text whose blanks matter, cut into pieces at the edge and nowhere else. */
    Sheet exact(String label, Role labels, String text, Role role) {
        int in = TextWidth.of(label);
        String before = label;
        for (String paragraph : text.split("\\R", -1)) {
            for (String row : new Scroll(0, false, true).rows(List.of(paragraph), columns - in)) {
                lines.add(new Line(List.of(new Piece(before, labels), new Piece(row, role))));
                before = " ".repeat(in);
            }
        }
        return this;
    }

    /** All lines of another one. */
    Sheet all(List<Line> more) {
        lines.addAll(more);
        return this;
    }

    /** What was written so far. */
    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The lines as text, without blanks at their ends. */
    static List<String> texts(List<Line> lines) {
        return lines.stream().map(line -> line.text().stripTrailing()).toList();
    }
}
