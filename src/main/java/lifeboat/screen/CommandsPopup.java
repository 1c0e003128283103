package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.run.Preview;
import lifeboat.run.Wording;
import lifeboat.screen.Sheet.Line;

/** The same by hand, as commands to be copied. */
record CommandsPopup(String heading, Preview preview, TextBox box) implements Popup {
    private static final Bindings KEYS = Bindings.of("The same by hand")
            .shown(Deed.COPY, "y")
            .shown(Deed.BACK, "Esc", "c", "q")
            .and(Scroll.KEYS);

    static CommandsPopup of(String heading, Preview preview) {
        return new CommandsPopup(heading, preview, TextBox.first());
    }

    @Override
    public After update(Message message, RunView view) {
        if (message instanceof Message.Did did && did.deed() == Deed.BACK) {
            return After.close();
        }
        if (message instanceof Message.Did did && did.deed() == Deed.COPY) {
            String all = preview.commands().stream().map(Wording::command).collect(Collectors.joining("\n"));
            return new After(Optional.of(this), List.of(new Command.Copy(all)), "");
        }
        return After.stay(new CommandsPopup(heading, preview, box.told(message, this::lines)));
    }

    private List<Line> lines(int columns) {
        Sheet sheet = new Sheet(columns);
        preview.commands().forEach(argv -> sheet.exact("", Role.PLAIN, Wording.command(argv), Role.PLAIN));
        return sheet.lines();
    }

    @Override
    public void draw(Canvas canvas, RunView view) {
        box.draw(canvas, heading, "to be copied", this::lines);
    }

    @Override
    public Bindings bindings(RunView view) {
        return KEYS;
    }
}
