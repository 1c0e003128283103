package lifeboat.screen;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the panes of the run screen stand. More room shows more lines and more panes, never bigger margins.
 *
 * @param columns of the screen
 * @param rows of the screen without the footer
 * @param areas each pane that is on, with the row of its title
 * @param across the row between the upper and the lower panes; -1 if one pane has it all
 */
record Layout(int columns, int rows, Map<Part, Area> areas, int across) {
    /** The panes, in the order in which Tab visits them and digits name them. */
    enum Part {
        STEPS,
        STEP,
        OUTPUT,
        PODS,
        HOLDS,
        AUDIT
    }

    /** A rectangle. */
    record Area(int column, int row, int wide, int high) {
        /** What is inside: below the title, and off the line on its left. */
        Area inside() {
            return new Area(column + 1, row + 1, Math.max(0, wide - 2), Math.max(0, high - 1));
        }

        Canvas of(Canvas canvas) {
            return canvas.part(column, row, wide, high);
        }
    }

    /**
     * What there is to show.
     *
     * @param output whether there is output
     * @param asked whether the step waits for an answer, and so needs all the room there is
     * @param pods whether pods are watched
     * @param held how many rows the holds and the clock of the outage take, from the least that can be said to all
     */
    record Wants(boolean output, boolean asked, boolean pods, List<Integer> held) {
        /** As many rows as are of use, and not more than that. */
        int holds(int most) {
            return held.stream()
                    .filter(rows -> rows <= most)
                    .reduce((less, more) -> more)
                    .orElse(Math.max(1, most));
        }
    }

    private static final int TOP = 2;
    private static final int LARGE_COLUMNS = 100;
    private static final int LARGE_ROWS = 30;
    private static final int BESIDE_COLUMNS = 150;
    private static final int AUDIT_ROWS = 4;

    /**
     * A layout.
     *
     * @param zoomed the one pane that has it all; empty for none
     */
    static Layout of(int columns, int rows, Wants wants, Optional<Part> zoomed) {
        if (zoomed.isPresent()) {
            return new Layout(columns, rows, Map.of(zoomed.get(), new Area(0, TOP, columns, rows - TOP)), -1);
        }
        boolean large = columns >= LARGE_COLUMNS && rows >= LARGE_ROWS;
        int body = rows - TOP;
        int lower = large
                ? Math.max(body / 4, wants.holds(body / 3 - AUDIT_ROWS) + AUDIT_ROWS)
                : Math.max(3, (body - 1) / 5);
        int upper = body - 1 - lower;
        int left = Math.max(20, Math.min(56, columns * 36 / 100));
        if (large) {
            left = Math.max(34, Math.min(56, columns * 30 / 100));
        }
        Map<Part, Area> areas = new EnumMap<>(Part.class);
        areas.put(Part.STEPS, new Area(0, TOP, left, upper));
        step(areas, new Area(left, TOP, columns - left, upper), wants.output(), wants.asked() && !large);
        int middle = wants.pods() ? (large ? columns / 2 : left) : 0;
        int holds = wants.holds(lower - (large ? AUDIT_ROWS : 1));
        lower(areas, new Area(0, TOP + upper + 1, columns, lower), middle, holds);
        return new Layout(columns, rows, areas, TOP + upper);
    }

    private static void step(Map<Part, Area> areas, Area right, boolean output, boolean alone) {
        if (!output || alone) {
            areas.put(Part.STEP, right);
        } else if (right.wide() >= BESIDE_COLUMNS * 6 / 10) {
            int first = right.wide() * 45 / 100;
            areas.put(Part.STEP, new Area(right.column(), right.row(), first, right.high()));
            areas.put(Part.OUTPUT, new Area(right.column() + first, right.row(), right.wide() - first, right.high()));
        } else {
            int first = right.high() * 55 / 100;
            areas.put(Part.STEP, new Area(right.column(), right.row(), right.wide(), first));
            areas.put(Part.OUTPUT, new Area(right.column(), right.row() + first, right.wide(), right.high() - first));
        }
    }

    private static void lower(Map<Part, Area> areas, Area all, int left, int holds) {
        if (left > 0) {
            areas.put(Part.PODS, new Area(0, all.row(), left, all.high()));
        }
        areas.put(Part.HOLDS, new Area(left, all.row(), all.wide() - left, holds));
        areas.put(Part.AUDIT, new Area(left, all.row() + holds, all.wide() - left, all.high() - holds));
    }

    /** Where the content of a pane goes: the lower right ones have their titles beside it. */
    Area inside(Part part) {
        Area area = areas.getOrDefault(part, new Area(0, 0, 0, 0));
        boolean beside = across >= 0 && (part == Part.HOLDS || part == Part.AUDIT);
        return beside ? new Area(area.column() + 1, area.row(), area.wide() - 2, area.high()) : area.inside();
    }

    /** The panes that are on, in their order. */
    List<Part> parts() {
        return areas.keySet().stream().sorted().toList();
    }

    /** The lines between the panes. */
    void draw(Canvas canvas) {
        if (across < 0) {
            return;
        }
        canvas.part(0, across, columns, 1).across(0, Role.BORDER);
        areas.forEach((part, area) -> {
            if (area.column() > 0) {
                canvas.part(area.column(), area.row(), 1, area.high()).down(0, Role.BORDER);
                boolean upper = area.row() < across;
                boolean touches = upper ? area.row() + area.high() == across : area.row() == across + 1;
                if (touches) {
                    junction(canvas, area.column(), upper);
                }
            }
        });
    }

    private void junction(Canvas canvas, int column, boolean upper) {
        boolean both = areas.values().stream()
                        .filter(area -> area.column() == column)
                        .map(area -> area.row() < across)
                        .distinct()
                        .count()
                == 2;
        canvas.text(column, across, both ? "┼" : upper ? "┴" : "┬", Role.BORDER);
    }
}
