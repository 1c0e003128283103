package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.run.Preview;
import lifeboat.run.Wording;
import lifeboat.screen.Sheet.Line;

/** The same by hand, as commands to be copied. */
record CommandsPopup(String heading, Preview preview, Scroll scroll) implements Popup {
    private static final Bindings KEYS = Bindings.of("The same by hand")
            .shown(Deed.COPY, "y")
            .shown(Deed.BACK, "Esc", "c", "q")
            .and(Scroll.KEYS);

    static CommandsPopup of(String heading, Preview preview) {
        return new CommandsPopup(heading, preview, Scroll.top());
    }

    @Override
    public After update(Message message, RunView view) {
        if (!(message instanceof Message.Did did)) {
            return After.stay(this);
        }
        if (did.deed() == Deed.BACK) {
            return After.close();
        }
        if (did.deed() == Deed.COPY) {
            String all = preview.commands().stream().map(Wording::command).collect(Collectors.joining("\n"));
            return new After(Optional.of(this), List.of(new Command.Copy(all)), "");
        }
        return After.stay(new CommandsPopup(
                heading,
                preview,
                TextBox.moved(scroll, did.deed(), lines(TextBox.WIDE).size())));
    }

    private List<Line> lines(int columns) {
        Sheet sheet = new Sheet(columns);
        preview.commands().forEach(argv -> sheet.exact("", Role.PLAIN, Wording.command(argv), Role.PLAIN));
        return sheet.lines();
    }

    @Override
    public void draw(Canvas canvas, RunView view) {
        TextBox.draw(canvas, heading, "nothing is done", scroll, this::lines);
    }

    @Override
    public Bindings bindings(RunView view) {
        return KEYS;
    }
}
