package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import lifeboat.terminal.Input;
import lifeboat.terminal.Size;
import lifeboat.terminal.Stroke;

/**
 * Somebody at a screen: presses keys by name, as the loop passes them on, and looks at what was commanded. A second passes
 * before each key, and after each one the screen is drawn.
 */
final class Keys {
    private static final long SECOND = 1_000_000_000L;

    private final List<Command> commands = new ArrayList<>();
    private App app;
    private long nanos = SECOND;
    private Size size = Size.USUAL;

    Keys(App app) {
        this.app = app;
        drawn();
    }

    Keys(Scene scene) {
        this(App.of(scene));
    }

    /** Presses {@code "Enter"}, {@code "Ctrl-L"}, {@code "d"}. */
    Keys press(String... names) {
        for (String name : names) {
            press(KeyNames.stroke(name));
        }
        return this;
    }

    Keys press(Stroke stroke) {
        nanos += SECOND;
        return come(new Input.Pressed(stroke, nanos));
    }

    /** Presses keys at the very moment at which the screen was drawn last. */
    Keys pressAtOnce(String... names) {
        for (String name : names) {
            come(new Input.Pressed(KeyNames.stroke(name), nanos));
        }
        return this;
    }

    /** Types a text, a key a character. */
    Keys type(String text) {
        text.codePoints().forEach(character -> press(Stroke.of(Character.toString(character))));
        return this;
    }

    Keys paste(String text) {
        return come(new Input.Pasted(text));
    }

    Keys come(Input input) {
        return tell(new Message.Came(input));
    }

    /** Tells the screen something from outside. */
    Keys tell(Message message) {
        App.After after = app.update(message);
        commands.addAll(after.commands());
        boolean changed = !after.app().equals(app);
        app = after.app();
        if (changed) {
            drawn();
        }
        return this;
    }

    /** Makes the terminal another size. */
    Keys resize(int columns, int rows) {
        size = new Size(columns, rows);
        come(new Input.Resized(size));
        drawn();
        return this;
    }

    private void drawn() {
        App before = app;
        app = app.update(new Message.Drawn(nanos, size)).app();
        if (!app.equals(before)) {
            app = app.update(new Message.Drawn(nanos, size)).app();
        }
    }

    App app() {
        return app;
    }

    Scene scene() {
        return app.scene();
    }

    /** All that was commanded so far, oldest first. */
    List<Command> commands() {
        return List.copyOf(commands);
    }

    /** What it shows. */
    String text() {
        return Shot.of(app, size.columns(), size.rows()).text();
    }
}
