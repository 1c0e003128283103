package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.run.Preview;
import lifeboat.screen.Sheet.Line;
import lifeboat.screen.Sheet.Piece;

/** Exactly the fields that change, each before and after, and the longer texts of a preview. */
record DiffPopup(String heading, Preview preview, TextBox box) implements Popup {
    private static final Bindings KEYS = Bindings.of("What changes")
            .shown(Deed.COPY, "y")
            .shown(Deed.BACK, "Esc", "d", "q")
            .and(Scroll.KEYS);

    /** How wide lines may be that are pasted elsewhere. */
    private static final int COPIED = 120;

    static DiffPopup of(String heading, Preview preview) {
        return new DiffPopup(heading, preview, TextBox.first());
    }

    @Override
    public After update(Message message, RunView view) {
        if (message instanceof Message.Did did && did.deed() == Deed.BACK) {
            return After.close();
        }
        if (message instanceof Message.Did did && did.deed() == Deed.COPY) {
            String all = String.join("\n", Sheet.texts(lines(COPIED)));
            return new After(Optional.of(this), List.of(new Command.Copy(all)), "");
        }
        return After.stay(new DiffPopup(heading, preview, box.told(message, this::lines)));
    }

    private List<Line> lines(int columns) {
        Sheet sheet = new Sheet(columns);
        for (Preview.Change change : preview.changes()) {
            sheet.gap();
            sheet.line(new Piece(change.object() + "  " + change.field(), Role.TITLE));
            sheet.exact("- ", Role.REMOVED, change.before(), Role.REMOVED);
            sheet.exact("+ ", Role.ADDED, change.after(), Role.ADDED);
        }
        if (!preview.details().isEmpty()) {
            sheet.gap();
            preview.details().forEach(detail -> sheet.exact("  ", Role.PLAIN, detail, Role.PLAIN));
        }
        return sheet.lines();
    }

    @Override
    public void draw(Canvas canvas, RunView view) {
        box.draw(canvas, heading, "- before  + after", this::lines);
    }

    @Override
    public Bindings bindings(RunView view) {
        return KEYS;
    }
}
