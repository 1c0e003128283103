package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.screen.Sheet.Line;

/** A popup with a text and, under it, a list of what can be chosen. */
interface MenuPopup extends Popup {
    /** Where somebody is in it. */
    Picking picking();

    /** It, somewhere else. */
    Popup with(Picking picking);

    /** What its table of keys is called. */
    String name();

    /** What heads it. */
    String title(RunView view);

    /** A word at its right corner; may be empty. */
    default String corner(RunView view) {
        return "";
    }

    default Role frame(RunView view) {
        return Role.FOCUS;
    }

    /** What is said, for that width. */
    List<Line> text(RunView view, int columns);

    /** What can be chosen. */
    List<Pick> picks(RunView view);

    /** What follows when something that can be chosen is. */
    After chosen(int pick, RunView view, long nanos);

    /** What Enter is called. */
    default String enter() {
        return "choose";
    }

    /** What Esc is called. */
    default String escape() {
        return "close";
    }

    /** What follows from Esc: back to the popup of the question, which for that one is to close it. */
    default After escaped(RunView view) {
        return Questions.back(view);
    }

    /** Further keys. */
    default Bindings more(RunView view) {
        return Bindings.of("");
    }

    /** What follows from one of the further keys. */
    default After did(Deed deed, RunView view, long nanos) {
        return After.stay(this);
    }

    /** Whether it is about something that is past. */
    default boolean isOver(RunView view) {
        return false;
    }

    @Override
    default After update(Message message, RunView view) {
        if (isOver(view)) {
            return After.close();
        }
        if (message instanceof Message.Drawn) {
            return After.stay(with(picking().seen(message)));
        }
        if (!(message instanceof Message.Did did)) {
            return After.stay(this);
        }
        if (did.deed() == Deed.BACK) {
            return escaped(view);
        }
        if (did.deed() == Deed.CHOOSE) {
            return choose(view, did.nanos());
        }
        boolean further = more(view).all().stream().anyMatch(binding -> binding.deed() == did.deed());
        if (further) {
            return picking().seen().mayAnswer(did.nanos())
                    ? did(did.deed(), view, did.nanos())
                    : After.saying(this, Questions.TOO_SOON);
        }
        int columns = PopupBox.columns(picking().seen().columns());
        return After.stay(with(picking().did(did.deed(), text(view, columns), picks(view))));
    }

    private After choose(RunView view, long nanos) {
        if (!picking().seen().mayAnswer(nanos)) {
            return After.saying(this, Questions.TOO_SOON);
        }
        List<Pick> picks = picks(view);
        int at = Math.min(picking().at(), picks.size() - 1);
        Optional<String> obstacle = at < 0 ? Optional.empty() : picks.get(at).obstacle();
        return obstacle.map(why -> After.saying(this, "not now: " + why)).orElseGet(() -> chosen(at, view, nanos));
    }

    @Override
    default void draw(Canvas canvas, RunView view) {
        picking()
                .draw(
                        canvas,
                        title(view),
                        corner(view),
                        frame(view),
                        text(view, PopupBox.columns(canvas.columns())),
                        picks(view));
    }

    @Override
    default Bindings bindings(RunView view) {
        return Bindings.of(name())
                .shownAs(enter(), Deed.CHOOSE, "Enter")
                .shownAs(escape(), Deed.BACK, "Esc")
                .and(more(view))
                .and(Cursor.KEYS);
    }

    @Override
    default Optional<String> obstacle(Deed deed, RunView view) {
        boolean further = more(view).all().stream().anyMatch(binding -> binding.deed() == deed);
        return further ? Questions.obstacle(deed, view) : Optional.empty();
    }
}
