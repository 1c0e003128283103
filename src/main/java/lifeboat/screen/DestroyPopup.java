package lifeboat.screen;

import java.util.List;
import java.util.Locale;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.screen.Sheet.Line;

/**
 * Has the name of what is destroyed typed. Cancel has the keys at first; the first letter gives them to the field.
 *
 * @param question the preview that is answered by it
 * @param field what was typed; nothing that was pasted
 * @param focus what has the keys
 */
record DestroyPopup(Question.Confirm question, TextField field, Focus focus, Scroll scroll, Seen seen)
        implements Popup {
    private static final String PASTED = "type it; pasted text does not confirm";

    /** What can have the keys, in the order of Tab. */
    enum Focus {
        FIELD,
        CANCEL,
        GO
    }

    static DestroyPopup of(Question.Confirm question) {
        return new DestroyPopup(question, TextField.of(""), Focus.CANCEL, Scroll.top(), Seen.notYet());
    }

    @Override
    public After update(Message message, RunView view) {
        if (!Questions.isAsked(question, view)) {
            return After.close();
        }
        if (message instanceof Message.Pasted) {
            return After.saying(this, PASTED);
        }
        if (message instanceof Message.Drawn) {
            return After.stay(new DestroyPopup(question, field, focus, scroll, seen.after(message)));
        }
        if (message instanceof Message.Typed typed) {
            if (!answers(view, typed.nanos())) {
                return After.saying(this, Questions.TOO_SOON);
            }
            TextField then = field.typed(typed.stroke());
            return After.stay(then.equals(field) ? this : focused(then, Focus.FIELD));
        }
        return message instanceof Message.Did did ? did(did, view) : After.stay(this);
    }

    private After did(Message.Did did, RunView view) {
        switch (did.deed()) {
            case BACK:
                return After.close();
            case NEXT_FIELD:
                return After.stay(focused(field, moved(1)));
            case PREVIOUS_FIELD:
                return After.stay(focused(field, moved(-1)));
            case CHOOSE:
                return entered(view, did.nanos());
            default:
                int rows = PopupBox.of(seen.rows(), lines(view).size(), under(view))
                        .text();
                Scroll then = scroll.did(did.deed(), lines(view).size(), rows);
                return After.stay(new DestroyPopup(question, field, focus, then, seen));
        }
    }

    private DestroyPopup focused(TextField typed, Focus where) {
        return new DestroyPopup(question, typed, where, scroll, seen);
    }

    private Focus moved(int by) {
        Focus[] all = Focus.values();
        return all[Math.floorMod(focus.ordinal() + by, all.length)];
    }

    private boolean answers(RunView view, long nanos) {
        return seen.mayAnswer(nanos) && view.mayConfirm(nanos);
    }

    private After entered(RunView view, long nanos) {
        if (focus == Focus.CANCEL) {
            return After.close();
        }
        if (!answers(view, nanos)) {
            return After.saying(this, Questions.TOO_SOON);
        }
        if (!field.text().equals(name(view.run()))) {
            return After.saying(this, "that is not the name of what would be destroyed");
        }
        return Questions.asking(new Wish.Confirm(question.step(), question.undo(), field.text()));
    }

    private String name(Run run) {
        return run.confirmation(run.step(question.step()), question.undo());
    }

    private String title(Run run) {
        return (question.undo() ? "To be taken back: " : "")
                + run.step(question.step()).title();
    }

    private String verb(Run run) {
        return question.undo()
                ? "Undo"
                : run.step(question.step()).title().strip().split(" ", 2)[0];
    }

    private List<Line> lines(RunView view) {
        return text(view, PopupBox.columns(seen.columns()));
    }

    private List<Line> text(RunView view, int columns) {
        Preview preview = question.preview();
        Sheet sheet = new Sheet(columns);
        String label = "on       ";
        for (String target : Told.targets(view.run())) {
            sheet.labelled(label, Role.MUTED, target, Role.PLAIN);
            label = " ".repeat(label.length());
        }
        for (Preview.Change change : preview.changes()) {
            sheet.labelled("changes  ", Role.MUTED, change.object() + "  " + change.field(), Role.PLAIN);
            sheet.labelled("       - ", Role.REMOVED, change.before(), Role.REMOVED);
            sheet.labelled("       + ", Role.ADDED, change.after(), Role.ADDED);
        }
        preview.cutsOff().forEach(cut -> sheet.labelled("cuts off ", Role.MUTED, cut, Role.PLAIN));
        preview.details().forEach(detail -> sheet.exact("", Role.PLAIN, detail, Role.PLAIN));
        preview.warnings().forEach(warning -> sheet.labelled("! ", Role.WARNING, warning, Role.WARNING));
        return sheet.lines();
    }

    private String asks(Run run) {
        return "Type " + name(run) + " to go on:";
    }

    private int under(RunView view) {
        return Prose.lines(asks(view.run()), PopupBox.columns(seen.columns())).size() + 3;
    }

    @Override
    public void draw(Canvas canvas, RunView view) {
        int columns = PopupBox.columns(canvas.columns());
        List<String> asks = Prose.lines(asks(view.run()), columns);
        List<Line> text = text(view, columns);
        Canvas under = PopupBox.of(canvas.rows(), text.size(), asks.size() + 3)
                .draw(canvas, title(view.run()), "DESTROYS", Role.DANGER, text, scroll);
        for (int row = 0; row < asks.size(); row++) {
            under.text(0, row, asks.get(row), Role.TITLE);
        }
        field.draw(under, 0, asks.size(), under.columns(), focus == Focus.FIELD);
        int row = asks.size() + 2;
        String go = verb(view.run());
        int at = Math.max(0, under.columns() - Math.min(30, go.length()) - 18);
        button(under, at, row, "Cancel", Focus.CANCEL);
        boolean ready = field.text().equals(name(view.run()));
        button(under, at + 13, row, Canvas.fit(go, 30), Focus.GO);
        if (!ready) {
            under.text(0, row, Canvas.fit("the name is not there yet", at - 1), Role.MUTED);
        }
    }

    private void button(Canvas canvas, int column, int row, String label, Focus which) {
        boolean has = focus == which;
        String text = has ? "[ " + label + " ]" : "  " + label + "  ";
        canvas.text(column, row, text, has ? Role.SELECTED : which == Focus.GO ? Role.DANGER : Role.PLAIN);
    }

    @Override
    public Bindings bindings(RunView view) {
        String enter = focus == Focus.CANCEL ? "cancel" : verb(view.run()).toLowerCase(Locale.ROOT);
        return Bindings.of("What destroys")
                .shownAs(enter, Deed.CHOOSE, "Enter")
                .shown(Deed.NEXT_FIELD, "Tab")
                .also(Deed.PREVIOUS_FIELD, "Shift-Tab")
                .shownAs("cancel", Deed.BACK, "Esc")
                .and(Cursor.KEYS_BESIDE_TEXT);
    }

    @Override
    public boolean isTyping() {
        return true;
    }
}
