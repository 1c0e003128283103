package lifeboat.screen;

import java.util.List;
import java.util.Optional;

/** A scene with a little of everything, which keeps what it was told. */
record SampleScene(List<Message> told, boolean isTyping) implements Scene {
    static SampleScene quiet() {
        return new SampleScene(List.of(), false);
    }

    @Override
    public Next update(Message message) {
        List<Message> more = new java.util.ArrayList<>(told);
        more.add(message);
        SampleScene then = new SampleScene(List.copyOf(more), isTyping);
        if (message instanceof Message.Did did && did.deed() == Deed.QUIT) {
            return Next.doing(then, new Command.Quit());
        }
        return Next.stay(then);
    }

    @Override
    public void draw(Canvas canvas) {
        canvas.text(0, 0, "a sample", Role.TITLE);
        canvas.cursor(3, 3);
    }

    @Override
    public Bindings bindings() {
        return Bindings.of("The sample")
                .shown(Deed.CONFIRM, "Enter")
                .shown(Deed.DIFF, "d")
                .shown(Deed.COMMANDS, "c")
                .shown(Deed.NOTE, "n")
                .shown(Deed.SKIP, "s")
                .shown(Deed.NEXT_PANE, "Tab")
                .shown(Deed.FILTER, "/")
                .shown(Deed.QUIT, "q")
                .also(Deed.SAVE, "Ctrl-S")
                .and(Cursor.KEYS);
    }

    @Override
    public Optional<String> obstacle(Deed deed) {
        return deed == Deed.SKIP ? Optional.of("this step may not be skipped") : Optional.empty();
    }
}
