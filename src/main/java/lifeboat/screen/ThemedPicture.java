package lifeboat.screen;

import java.util.Optional;
import lifeboat.terminal.Picture;
import lifeboat.terminal.Size;
import lifeboat.terminal.Style;

/** A grid that nobody draws on any more, in a theme. */
record ThemedPicture(Grid grid, Theme theme) implements Picture {
    @Override
    public Size size() {
        return grid.size();
    }

    @Override
    public String text(int column, int row) {
        return grid.text(column, row);
    }

    @Override
    public Style style(int column, int row) {
        return theme.style(grid.role(column, row));
    }

    @Override
    public Optional<Point> cursor() {
        return grid.cursor();
    }
}
