package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import lifeboat.terminal.Size;

/**
 * What a screen shows, as text and as roles, to be compared with a file that was read by a person once. {@code
 * -Dgolden.update} writes the files anew.
 */
record Shot(Grid grid) {
    private static final Path DIRECTORY = Path.of("src", "test", "resources", "screen");

    private static final Map<Role, Character> LETTERS = new EnumMap<>(Map.ofEntries(
            Map.entry(Role.PLAIN, '.'),
            Map.entry(Role.TITLE, 'T'),
            Map.entry(Role.MUTED, 'm'),
            Map.entry(Role.OK, 'o'),
            Map.entry(Role.WARNING, 'w'),
            Map.entry(Role.DANGER, 'D'),
            Map.entry(Role.NOW, 'N'),
            Map.entry(Role.SELECTED, 's'),
            Map.entry(Role.KEY, 'k'),
            Map.entry(Role.BORDER, 'b'),
            Map.entry(Role.FOCUS, 'F'),
            Map.entry(Role.ADDED, '+'),
            Map.entry(Role.REMOVED, '-'),
            Map.entry(Role.INPUT, 'i'),
            Map.entry(Role.MATCH, '*'),
            Map.entry(Role.HEADER, 'h'),
            Map.entry(Role.REHEARSAL, 'R'),
            Map.entry(Role.FOOTER, '_')));

    /** A whole screen with its footer. */
    static Shot of(App app, int columns, int rows) {
        Size size = new Size(columns, rows);
        // A scene learns its size when it was drawn; a terminal of the usual size shows nothing new then.
        return new Shot(app.update(new Message.Drawn(0, size)).app().draw(size));
    }

    /** A scene as it is shown, with its footer. */
    static Shot of(Scene scene, int columns, int rows) {
        return of(App.of(scene), columns, rows);
    }

    /** A popup over nothing, on a screen of that size; its last row stays free, as for the footer. */
    static Shot of(Popup popup, RunView view, int columns, int rows) {
        return of(canvas -> popup.draw(canvas.part(0, 0, columns, rows - 1), view), columns, rows);
    }

    /** Whatever is drawn on a canvas of that size. */
    static Shot of(Consumer<Canvas> drawing, int columns, int rows) {
        Grid grid = new Grid(new Size(columns, rows));
        drawing.accept(Canvas.of(grid));
        return new Shot(grid);
    }

    /** Compares a screen with {@code NAME-80x24.txt} and {@code NAME-120x40.txt}. */
    static void both(String name, App app) {
        of(app, 80, 24).matches(name);
        of(app, 120, 40).matches(name);
    }

    /** Compares a scene, with its footer, with {@code NAME-80x24.txt} and {@code NAME-120x40.txt}. */
    static void both(String name, Scene scene) {
        both(name, App.of(scene));
    }

    /** Compares a popup with {@code NAME-80x24.txt} and {@code NAME-120x40.txt}. */
    static void both(String name, Popup popup, RunView view) {
        of(popup, view, 80, 24).matches(name);
        of(popup, view, 120, 40).matches(name);
    }

    /** Compares it with {@code NAME-COLUMNSxROWS.txt}. */
    void matches(String name) {
        Path file = DIRECTORY.resolve(
                name + "-" + grid.size().columns() + "x" + grid.size().rows() + ".txt");
        try {
            if (System.getProperty("golden.update") != null) {
                Files.createDirectories(DIRECTORY);
                Files.writeString(file, all());
            }
            String difference =
                    difference(Files.readAllLines(file), all().lines().toList());
            assertThat(difference).as("%s", file).isEmpty();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String difference(List<String> expected, List<String> shown) {
        StringBuilder lines = new StringBuilder();
        for (int index = 0; index < Math.max(expected.size(), shown.size()); index++) {
            String before = index < expected.size() ? expected.get(index) : "(nothing)";
            String now = index < shown.size() ? shown.get(index) : "(nothing)";
            if (!before.equals(now)) {
                lines.append("\nline ").append(index + 1).append("\n  - ").append(before);
                lines.append("\n  + ").append(now);
            }
        }
        return lines.toString();
    }

    /** The characters, a line a row, without blanks at the ends. */
    String text() {
        StringBuilder all = new StringBuilder();
        for (int row = 0; row < grid.size().rows(); row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < grid.size().columns(); column++) {
                line.append(grid.text(column, row));
            }
            all.append(line.toString().stripTrailing()).append('\n');
        }
        return all.toString();
    }

    /** What the cells are for, a letter each, a line a row, without plain ones at the ends. */
    String roles() {
        StringBuilder all = new StringBuilder();
        for (int row = 0; row < grid.size().rows(); row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < grid.size().columns(); column++) {
                line.append(LETTERS.get(grid.role(column, row)));
            }
            all.append(line.toString().replaceFirst("\\.+$", "")).append('\n');
        }
        return all.toString();
    }

    /** What stands in a row. */
    String row(int row) {
        return text().lines().skip(row).findFirst().orElse("");
    }

    private String all() {
        return text() + "=== roles\n" + roles() + "=== legend\n" + legend()
                + grid.cursor()
                        .map(point -> "cursor at column " + point.column() + ", row " + point.row() + "\n")
                        .orElse("no cursor\n");
    }

    private String legend() {
        Set<Role> used = EnumSet.noneOf(Role.class);
        for (int row = 0; row < grid.size().rows(); row++) {
            for (int column = 0; column < grid.size().columns(); column++) {
                used.add(grid.role(column, row));
            }
        }
        StringBuilder lines = new StringBuilder();
        used.forEach(
                role -> lines.append(LETTERS.get(role)).append(' ').append(role).append('\n'));
        return lines.toString();
    }
}
