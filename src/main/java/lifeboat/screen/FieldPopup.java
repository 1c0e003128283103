package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.screen.Sheet.Line;

/** A popup with a text and, under it, a field to type into. Pasted text is taken; Enter has to be typed all the same. */
interface FieldPopup extends Popup {
    /** Where somebody is in it. */
    Typing typing();

    /** It, with something else typed. */
    Popup with(Typing typing);

    /** What its table of keys is called. */
    String name();

    /** What heads it. */
    String title(RunView view);

    /** What is said, for that width. */
    List<Line> text(RunView view, int columns);

    /** What the field is for. */
    String asks(RunView view);

    /** What Enter is called. */
    String enter();

    /** What follows from Enter. */
    After given(RunView view);

    /** Whether it is about something that is past. */
    default boolean isOver(RunView view) {
        return false;
    }

    /** It stays and says why what was typed is not taken. */
    default After wrong(String why) {
        return After.stay(with(typing().wrong(why)));
    }

    @Override
    default After update(Message message, RunView view) {
        if (isOver(view)) {
            return After.close();
        }
        if (message instanceof Message.Drawn) {
            return After.stay(with(typing().seen(message)));
        }
        if (message instanceof Message.Typed typed) {
            return After.stay(with(typing().with(typing().field().typed(typed.stroke()))));
        }
        if (message instanceof Message.Pasted pasted) {
            return TextField.objection(pasted.text())
                    .map(this::wrong)
                    .orElseGet(
                            () -> After.stay(with(typing().with(typing().field().pasted(pasted.text())))));
        }
        return message instanceof Message.Did did ? did(did, view) : After.stay(this);
    }

    private After did(Message.Did did, RunView view) {
        if (did.deed() == Deed.BACK) {
            return Questions.back(view);
        }
        if (did.deed() == Deed.CHOOSE) {
            return typing().seen().mayAnswer(did.nanos()) ? given(view) : After.saying(this, Questions.TOO_SOON);
        }
        int columns = PopupBox.columns(typing().seen().columns());
        return After.stay(with(typing().did(did.deed(), text(view, columns), asks(view))));
    }

    @Override
    default void draw(Canvas canvas, RunView view) {
        typing().draw(
                        canvas,
                        title(view),
                        Optional.empty(),
                        text(view, PopupBox.columns(canvas.columns())),
                        asks(view));
    }

    @Override
    default Bindings bindings(RunView view) {
        return Bindings.of(name())
                .shownAs(enter(), Deed.CHOOSE, "Enter")
                .shownAs("close", Deed.BACK, "Esc")
                .and(Cursor.KEYS_BESIDE_TEXT);
    }

    @Override
    default boolean isTyping() {
        return true;
    }
}
