package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.run.Ticket;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.Size;

/**
 * What became of a run, as it goes into the ticket.
 *
 * @param scroll which part of it is seen
 */
record SummaryScene(Ticket ticket, Scroll scroll, Size size) implements Scene {
    private static final int LABEL = 11;
    private static final int ABOVE = 2;

    /** A row on the screen. */
    private record Row(String label, String text, Ticket.Tone tone) {}

    static SummaryScene of(Ticket ticket) {
        return new SummaryScene(ticket, Scroll.top(), Size.USUAL);
    }

    @Override
    public Next update(Message message) {
        if (message instanceof Message.Drawn drawn) {
            return Next.stay(new SummaryScene(ticket, scroll, drawn.size()));
        }
        return message instanceof Message.Did did ? did(did.deed()) : Routes.next(this, message);
    }

    private Next did(Deed deed) {
        return switch (deed) {
            case COPY -> Next.doing(this, new Command.Copy(String.join("\n", text()) + "\n"));
            case SAVE -> Next.doing(this, new Command.Save("ticket", text()));
            case CHOOSE, BACK -> Next.doing(LauncherScene.looking(), new Command.Relist());
            case QUIT -> Next.doing(this, new Command.Quit());
            default -> {
                int count = rows(size.columns()).size();
                yield Next.stay(new SummaryScene(ticket, scroll.did(deed, count, size.rows() - 1 - ABOVE), size));
            }
        };
    }

    /** The ticket, harmless wherever it is pasted or shown. */
    private List<String> text() {
        return ticket.text().stream().map(SafeText::of).toList();
    }

    @Override
    public void draw(Canvas canvas) {
        Run run = ticket.run();
        Canvas header = canvas.part(0, 0, canvas.columns(), 1);
        header.fill(Role.HEADER);
        int at = 1;
        if (run.mode() == Mode.REHEARSAL) {
            at += header.text(at, 0, " REHEARSAL ", Role.REHEARSAL) + 1;
        }
        String end = run.phase() == Run.Phase.CLOSED ? run.result().orElse("ended") : "left unfinished";
        header.fitted(
                at,
                0,
                header.columns() - at - end.length() - 3,
                "The ticket: " + run.book().title(),
                Role.HEADER);
        header.right(header.columns() - 1, 0, end, end.equals("done") ? Role.OK : Role.WARNING);
        canvas.across(1, Role.BORDER);
        Canvas body = canvas.part(1, ABOVE, canvas.columns() - 2, canvas.rows() - ABOVE);
        List<Row> rows = rows(canvas.columns());
        int first = scroll.first(rows.size(), body.rows());
        for (int row = 0; row < body.rows() && first + row < rows.size(); row++) {
            Row one = rows.get(first + row);
            body.text(0, row, one.label(), Role.TITLE);
            body.text(LABEL, row, one.text(), role(one.tone()));
        }
        String place = scroll.place(rows.size(), body.rows());
        if (!place.isEmpty()) {
            canvas.right(canvas.columns() - 1, 1, " " + place + " ", Role.MUTED);
        }
    }

    private List<Row> rows(int columns) {
        List<Row> rows = new ArrayList<>();
        for (Ticket.Line line : ticket.lines()) {
            String indent =
                    " ".repeat(line.text().length() - line.text().stripLeading().length());
            String label = line.label();
            for (String part : Prose.lines(line.text(), columns - 2 - LABEL - indent.length())) {
                rows.add(new Row(label, indent + part, line.tone()));
                label = "";
            }
        }
        return rows;
    }

    private static Role role(Ticket.Tone tone) {
        return switch (tone) {
            case PLAIN -> Role.PLAIN;
            case MUTED -> Role.MUTED;
            case GOOD -> Role.OK;
            case WARNING -> Role.WARNING;
            case BAD -> Role.DANGER;
        };
    }

    @Override
    public Bindings bindings() {
        return Bindings.of("The summary")
                .shown(Deed.COPY, "y")
                .shown(Deed.SAVE, "s")
                .shownAs("launcher", Deed.CHOOSE, "Enter")
                .also(Deed.BACK, "Esc")
                .shown(Deed.QUIT, "q")
                .and(Scroll.KEYS);
    }
}
