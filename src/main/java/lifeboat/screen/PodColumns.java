package lifeboat.screen;

import java.time.Instant;
import lifeboat.perform.PodFeed.Pod;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.TextWidth;

/**
 * How wide each column of the pods is; 0 for one that is not shown. Depends on the width of the pane alone, so that no
 * column moves because a pod came, went or changed.
 */
record PodColumns(int name, int status, int ready, int restarts, int age, int node, int owner) {
    private static final int MARK = 1;
    private static final int STATUS = 17;
    private static final int READY = 5;
    private static final int RESTARTS = 9;
    private static final int AGE = 5;
    private static final int LONGEST_NAME = 48;

    /** The columns of a pane that is so wide. What matters least goes first. */
    static PodColumns of(int wide) {
        int ready = wide >= 36 ? READY : 0;
        int restarts = wide >= 56 ? RESTARTS : 0;
        int age = wide >= 62 ? AGE : 0;
        int owner = wide >= 120 ? 28 : 0;
        int status = wide >= 42 ? STATUS : Math.max(8, Math.min(STATUS, wide * 2 / 5 - ready / 2));
        int rest = wide - MARK - gap(status) - gap(ready) - gap(restarts) - gap(age) - gap(owner);
        int node = wide >= 76 ? Math.max(12, Math.min(24, rest - 26)) : 0;
        return new PodColumns(
                Math.max(1, Math.min(LONGEST_NAME, rest - gap(node))), status, ready, restarts, age, node, owner);
    }

    private static int gap(int column) {
        return column == 0 ? 0 : column + 1;
    }

    /** Whether what they are sorted by is seen in a column. */
    boolean shows(PodSort sort) {
        return switch (sort) {
            case NAME, STATUS -> true;
            case RESTARTS -> restarts > 0;
            case AGE -> age > 0;
            case NODE -> node > 0;
        };
    }

    void header(Canvas canvas, int row, PodSort sort) {
        Row at = new Row(canvas, row);
        at.put(name, head("NAME", PodSort.NAME, sort), Role.TITLE);
        at.put(status, head("STATUS", PodSort.STATUS, sort), Role.TITLE);
        at.put(ready, "READY", Role.TITLE);
        at.put(restarts, head("RESTARTS", PodSort.RESTARTS, sort), Role.TITLE);
        at.put(age, head("AGE", PodSort.AGE, sort), Role.TITLE);
        at.put(node, head("NODE", PodSort.NODE, sort), Role.TITLE);
        at.put(owner, "OWNER", Role.TITLE);
    }

    private static String head(String word, PodSort column, PodSort sort) {
        return column == sort ? word + sort.arrow() : word;
    }

    /** One pod; {@code dim} when it is not known to be so any more. */
    void draw(Canvas canvas, int row, Pod pod, Instant now, PodFilter filter, boolean dim) {
        PodState state = PodState.of(pod, now);
        boolean gone = pod.life().gone().isPresent();
        String mark = PodState.mark(pod, now);
        Role plain = dim || gone ? Role.MUTED : Role.PLAIN;
        canvas.text(0, row, mark, gone ? Role.REMOVED : mark.isBlank() ? Role.PLAIN : Role.ADDED);
        Canvas names = canvas.part(MARK, row, name, 1);
        String shown = middle(pod.name(), name);
        if (filter.isEmpty() || filter.isInverse()) {
            names.text(0, 0, shown, plain);
        } else {
            new Search(filter.wanted().toLowerCase(java.util.Locale.ROOT), -1).draw(names, 0, 0, shown, plain);
        }
        Row at = new Row(canvas, row);
        at.skip(name);
        at.put(status, state.word(), dim ? Role.MUTED : state.role());
        at.put(ready, pod.readiness(), plain == Role.PLAIN && pod.ready() < pod.containers() ? state.role() : plain);
        at.put(restarts, Integer.toString(pod.restarts()), plain);
        at.put(age, PodAge.of(pod.created(), now), plain);
        at.put(node, pod.node().isEmpty() ? "-" : pod.node(), plain);
        at.put(owner, pod.owner().isEmpty() ? "-" : pod.owner(), plain);
    }

    /** A name cut in the middle: it begins with what made it and ends with what tells it from its siblings. */
    static String middle(String name, int wide) {
        String safe = SafeText.of(name);
        if (TextWidth.of(safe) <= wide) {
            return safe;
        }
        int tail = Math.min(6, (wide - 1) / 2);
        int from = safe.length();
        int used = 0;
        while (from > 0 && used + TextWidth.of(safe.codePointBefore(from)) <= tail) {
            int character = safe.codePointBefore(from);
            used += TextWidth.of(character);
            from -= Character.charCount(character);
        }
        return Canvas.fit(safe, wide - used) + safe.substring(from);
    }

    /** Goes from column to column. */
    private static final class Row {
        private final Canvas canvas;
        private final int row;
        private int at = MARK;

        Row(Canvas canvas, int row) {
            this.canvas = canvas;
            this.row = row;
        }

        void put(int wide, String text, Role role) {
            if (wide > 0) {
                canvas.fitted(at, row, wide, text, role);
                skip(wide);
            }
        }

        void skip(int wide) {
            at += wide + 1;
        }
    }
}
