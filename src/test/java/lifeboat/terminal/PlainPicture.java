package lifeboat.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A picture of cells, for tests. */
public class PlainPicture implements Picture {
    private final Size size;
    private final String[][] texts;
    private final Style[][] styles;
    private Optional<Point> cursor = Optional.empty();

    /** A blank one. */
    public PlainPicture(Size size) {
        this.size = size;
        texts = new String[size.rows()][size.columns()];
        styles = new Style[size.rows()][size.columns()];
        for (int row = 0; row < size.rows(); row++) {
            Arrays.fill(texts[row], " ");
            Arrays.fill(styles[row], Style.PLAIN);
        }
    }

    /** Puts text there, as wide as it is; what does not fit is left out. */
    public PlainPicture put(int column, int row, String text, Style style) {
        int at = column;
        for (String cluster : clusters(text)) {
            int width = TextWidth.of(cluster);
            if (at + width > size.columns()) {
                break;
            }
            tear(at, row);
            texts[row][at] = cluster;
            styles[row][at] = style;
            if (width == 2) {
                tear(at + 1, row);
                texts[row][at + 1] = "";
                styles[row][at + 1] = style;
            }
            at += width;
        }
        return this;
    }

    /** The other half of a wide character becomes blank. */
    private void tear(int column, int row) {
        if (texts[row][column].isEmpty()) {
            texts[row][column - 1] = " ";
        } else if (column + 1 < size.columns() && texts[row][column + 1].isEmpty()) {
            texts[row][column + 1] = " ";
        }
    }

    /** Puts text there, plain. */
    public PlainPicture put(int column, int row, String text) {
        return put(column, row, text, Style.PLAIN);
    }

    /** Shows the cursor there. */
    public PlainPicture cursor(int column, int row) {
        cursor = Optional.of(new Point(column, row));
        return this;
    }

    private static List<String> clusters(String text) {
        List<String> clusters = new ArrayList<>();
        text.codePoints().forEach(character -> {
            String one = Character.toString(character);
            if (TextWidth.of(character) == 0 && !clusters.isEmpty()) {
                clusters.set(clusters.size() - 1, clusters.get(clusters.size() - 1) + one);
            } else {
                clusters.add(one);
            }
        });
        return clusters;
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public String text(int column, int row) {
        return texts[row][column];
    }

    @Override
    public Style style(int column, int row) {
        return styles[row][column];
    }

    @Override
    public Optional<Point> cursor() {
        return cursor;
    }
}
