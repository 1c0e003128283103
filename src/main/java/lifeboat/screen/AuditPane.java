package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import lifeboat.run.Gist;
import lifeboat.run.Recorded;
import lifeboat.screen.Sheet.Line;
import lifeboat.screen.Sheet.Piece;
import lifeboat.terminal.TextWidth;

/** The last records of the journal, each in a line. */
record AuditPane(Scroll scroll) implements Pane {
    private static final int WIDE = 64;
    private static final String LABEL = "AUDIT ";

    static AuditPane first() {
        return new AuditPane(new Scroll(0, true, false));
    }

    @Override
    public String title(RunView view) {
        return view.frame().audit();
    }

    @Override
    public AuditPane update(Message message, RunView view, int rows) {
        return message instanceof Message.Did did
                ? new AuditPane(scroll.did(did.deed(), view.records().size(), rows))
                : this;
    }

    @Override
    public void draw(Canvas canvas, RunView view, boolean focused) {
        List<Recorded> records = view.records();
        canvas.text(0, 0, LABEL, focused ? Role.FOCUS : Role.TITLE);
        int left = TextWidth.of(LABEL);
        int first = scroll.first(records.size(), canvas.rows());
        for (int row = 0; row < canvas.rows() && first + row < records.size(); row++) {
            line(records.get(first + row), canvas.columns() >= WIDE).draw(canvas, left, row);
        }
    }

    private static Line line(Recorded recorded, boolean times) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(String.format("%04d ", recorded.sequence()), Role.MUTED));
        if (times) {
            pieces.add(new Piece(Times.second(recorded.at()) + " ", Role.MUTED));
        }
        pieces.add(new Piece(Gist.subject(recorded.event()) + "  ", Role.PLAIN));
        pieces.add(new Piece(Gist.words(recorded.event()), Role.MUTED));
        return new Line(pieces);
    }

    @Override
    public Bindings bindings(RunView view) {
        return Scroll.KEYS;
    }

    @Override
    public List<String> lines(RunView view) {
        return Sheet.texts(
                view.records().stream().map(recorded -> line(recorded, true)).toList());
    }
}
