package lifeboat.screen;

import java.util.List;
import java.util.Locale;
import lifeboat.terminal.Colour;
import lifeboat.terminal.Style;

/** A screen as a picture: what a terminal with a dark background shows. */
record Svg(Grid grid, Theme theme, String title, String description) {
    private static final double WIDE = 8.4;
    private static final int HIGH = 18;
    private static final int EDGE = 10;
    private static final String PAPER = "#16161e";
    private static final String INK = "#d5d9ea";
    private static final List<String> SIXTEEN = List.of(
            "#15161e", "#f7768e", "#9ece6a", "#e0af68", "#7aa2f7", "#bb9af7", "#7dcfff", "#a9b1d6", "#414868",
            "#f7768e", "#9ece6a", "#e0af68", "#7aa2f7", "#bb9af7", "#7dcfff", "#ffffff");

    String text() {
        int columns = grid.size().columns();
        int rows = grid.size().rows();
        int width = (int) Math.ceil(columns * WIDE) + 2 * EDGE;
        int height = rows * HIGH + 2 * EDGE;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height);
        svg.append("\" role=\"img\" aria-labelledby=\"title description\">\n");
        svg.append("<title id=\"title\">").append(escaped(title)).append("</title>\n");
        svg.append("<desc id=\"description\">").append(escaped(description)).append("</desc>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"")
                .append(PAPER)
                .append("\"/>\n");
        svg.append("<g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\"");
        svg.append(" fill=\"").append(INK).append("\" xml:space=\"preserve\">\n");
        for (int row = 0; row < rows; row++) {
            row(row, columns, svg);
        }
        return svg.append("</g>\n</svg>\n").toString();
    }

    private void row(int row, int columns, StringBuilder svg) {
        int from = 0;
        while (from < columns) {
            int to = from + 1;
            while (to < columns && grid.role(to, row) == grid.role(from, row)) {
                to++;
            }
            piece(row, from, to, svg);
            from = to;
        }
    }

    private void piece(int row, int from, int to, StringBuilder svg) {
        Style style = theme.style(grid.role(from, row));
        String ink = colour(style.reverse() ? style.background() : style.foreground(), style.reverse() ? PAPER : INK);
        String paper = colour(style.reverse() ? style.foreground() : style.background(), style.reverse() ? INK : PAPER);
        if (!paper.equals(PAPER)) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
                    EDGE + from * WIDE,
                    EDGE + row * HIGH,
                    (to - from) * WIDE,
                    HIGH,
                    paper));
        }
        StringBuilder text = new StringBuilder();
        for (int column = from; column < to; column++) {
            text.append(grid.text(column, row));
        }
        String shown = text.toString().stripTrailing();
        int skipped = shown.length() - shown.stripLeading().length();
        shown = shown.strip();
        if (!shown.isEmpty()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\"%s%s>%s</text>\n",
                    EDGE + (from + skipped) * WIDE,
                    EDGE + row * HIGH + 13,
                    lifeboat.terminal.TextWidth.of(shown) * WIDE,
                    ink.equals(INK) ? "" : " fill=\"" + ink + "\"",
                    (style.bold() ? " font-weight=\"bold\"" : "")
                            + (style.underline() ? " text-decoration=\"underline\"" : ""),
                    escaped(shown)));
        }
    }

    private static String colour(Colour colour, String standard) {
        if (colour instanceof Colour.Rgb rgb) {
            return String.format("#%02x%02x%02x", rgb.red(), rgb.green(), rgb.blue());
        }
        return colour instanceof Colour.Named named ? SIXTEEN.get(named.number()) : standard;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
