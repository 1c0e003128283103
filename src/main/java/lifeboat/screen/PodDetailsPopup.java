package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.terminal.Size;

/**
 * All about one pod, as it was when it was looked at.
 *
 * @param pod its name
 * @param lines what is known; empty while it is being looked at
 * @param scroll what of it is seen
 * @param size the terminal's
 */
record PodDetailsPopup(String pod, Optional<List<String>> lines, Scroll scroll, Size size) implements Popup {
    private static final int WIDEST = 110;
    private static final int FRAME_COLUMNS = 4;
    private static final int FRAME_ROWS = 2;

    /** A part of a line that fits. */
    private record Row(String text, Role role) {}

    /** Open, and the pod is being looked at. */
    static Popup.After opened(String pod) {
        PodDetailsPopup popup = new PodDetailsPopup(pod, Optional.empty(), Scroll.top(), Size.USUAL);
        return new Popup.After(Optional.of(popup), List.of(new Command.LookAt(pod)), "");
    }

    @Override
    public Popup.After update(Message message, RunView view) {
        if (message instanceof Message.Looked looked && looked.pod().equals(pod)) {
            return Popup.After.stay(new PodDetailsPopup(pod, Optional.of(looked.lines()), scroll, size));
        }
        if (message instanceof Message.Drawn drawn) {
            return Popup.After.stay(new PodDetailsPopup(pod, lines, scroll, drawn.size()));
        }
        return message instanceof Message.Did did ? did(did.deed()) : Popup.After.stay(this);
    }

    private Popup.After did(Deed deed) {
        if (deed == Deed.BACK) {
            return Popup.After.close();
        }
        if (deed == Deed.COPY) {
            String text = pod + "\n" + String.join("\n", lines.orElse(List.of())) + "\n";
            return new Popup.After(Optional.of(this), List.of(new Command.Copy(text)), "");
        }
        if (deed == Deed.RELOAD) {
            return new Popup.After(Optional.of(this), List.of(new Command.LookAt(pod)), "looking again…");
        }
        int columns = columns(size.columns());
        int count = rows(columns - FRAME_COLUMNS).size();
        int high = high(count, size.rows() - 1) - FRAME_ROWS;
        return Popup.After.stay(new PodDetailsPopup(pod, lines, scroll.did(deed, count, high), size));
    }

    private static int columns(int most) {
        return Math.min(most, Math.max(40, Math.min(WIDEST, most - 4)));
    }

    private static int high(int rows, int most) {
        return Math.min(most, rows + FRAME_ROWS);
    }

    private List<Row> rows(int wide) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines.orElse(List.of("looking…"))) {
            Role role = role(line);
            broken(line, wide).forEach(part -> rows.add(new Row(part, role)));
        }
        return rows;
    }

    /** Broken between words; what follows stands under the first word behind the mark. */
    private static List<String> broken(String line, int wide) {
        int indent = 0;
        while (indent < line.length() && " ✓✗!".indexOf(line.charAt(indent)) >= 0) {
            indent++;
        }
        String before = line.substring(0, Math.min(indent, wide / 2));
        List<String> rows = new ArrayList<>();
        for (String part : Prose.lines(line.substring(before.length()), Math.max(1, wide - before.length()))) {
            rows.add((rows.isEmpty() ? before : " ".repeat(before.length())) + part);
        }
        return rows;
    }

    private static Role role(String line) {
        if (line.startsWith("✗")) {
            return Role.DANGER;
        }
        if (line.startsWith("!")) {
            return Role.WARNING;
        }
        if (line.startsWith("✓")) {
            return Role.OK;
        }
        boolean heading = !line.isEmpty() && Character.isUpperCase(line.charAt(0));
        return heading ? Role.TITLE : Role.PLAIN;
    }

    @Override
    public void draw(Canvas canvas, RunView view) {
        int wide = columns(canvas.columns());
        List<Row> rows = rows(wide - FRAME_COLUMNS);
        int high = high(rows.size(), canvas.rows());
        Canvas box = canvas.part((canvas.columns() - wide) / 2, (canvas.rows() - high) / 2, wide, high);
        Canvas inside = box.box("pod " + pod, scroll.place(rows.size(), Math.max(1, high - FRAME_ROWS)), Role.FOCUS);
        int first = scroll.first(rows.size(), inside.rows());
        for (int row = 0; row < inside.rows() && first + row < rows.size(); row++) {
            inside.text(
                    0, row, rows.get(first + row).text(), rows.get(first + row).role());
        }
    }

    @Override
    public Bindings bindings(RunView view) {
        return Bindings.of("A pod")
                .shown(Deed.BACK, "Esc", "q")
                .shown(Deed.COPY, "y")
                .shown(Deed.RELOAD, "r")
                .and(Scroll.KEYS);
    }

    @Override
    public Optional<String> obstacle(Deed deed, RunView view) {
        return deed == Deed.COPY && lines.isEmpty()
                ? Optional.of("the pod is still being looked at")
                : Optional.empty();
    }
}
