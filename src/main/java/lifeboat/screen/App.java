package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.terminal.Input;
import lifeboat.terminal.Size;
import lifeboat.terminal.Stroke;

/**
 * The whole screen: a scene, what stands over every scene (help and palette), the footer and the notice. Immutable and pure.
 *
 * @param scene what is on
 * @param overlay help or palette; empty for neither
 * @param notice the last thing said; gone with the next key
 * @param mouse whether the mouse is captured
 * @param over whether the screen is to be closed
 */
public record App(Scene scene, Optional<Overlay> overlay, String notice, boolean mouse, boolean over) {
    static final int LEAST_COLUMNS = 60;
    static final int LEAST_ROWS = 15;

    /** The keys that work on every screen. */
    static final Bindings EVERYWHERE = Bindings.of("Everywhere")
            .also(Deed.HELP, "?", "F1")
            .also(Deed.PALETTE, ":", "Ctrl-P")
            .also(Deed.THEME)
            .also(Deed.MOUSE)
            .also(Deed.REPAINT, "Ctrl-L")
            .also(Deed.SUSPEND, "Ctrl-Z");

    /** What follows from a message. */
    public record After(App app, List<Command> commands) {}

    /** A screen that shows this scene. */
    public static App of(Scene scene) {
        return new App(scene, Optional.empty(), "", false, false);
    }

    /** All keys that work now: the scene's and those that work everywhere. */
    Bindings bindings() {
        return scene.bindings().and(EVERYWHERE);
    }

    /** The screen after a message. */
    public After update(Message message) {
        if (message instanceof Message.Came came) {
            return came(came.input());
        }
        if (message instanceof Message.Said said) {
            return new After(with(said.text()), List.of());
        }
        return tell(message, notice);
    }

    private After came(Input input) {
        if (input instanceof Input.Pressed pressed) {
            return pressed(pressed.stroke(), pressed.nanos());
        }
        if (input instanceof Input.Pasted pasted) {
            return overlay.isPresent()
                    ? overlay(overlay.get().pasted(pasted.text()))
                    : tell(new Message.Pasted(pasted.text()), "");
        }
        if (input instanceof Input.Gone) {
            return new After(new App(scene, overlay, notice, mouse, true), List.of(new Command.Quit()));
        }
        return new After(this, List.of());
    }

    private After pressed(Stroke stroke, long nanos) {
        if (overlay.isPresent()) {
            return overlay(overlay.get().pressed(stroke));
        }
        boolean text = scene.isTyping() && stroke.types();
        Optional<Deed> deed = text ? Optional.empty() : bindings().deed(stroke);
        return deed.map(known -> did(known, nanos)).orElseGet(() -> tell(new Message.Typed(stroke, nanos), ""));
    }

    private After overlay(Overlay.After after) {
        App then = new App(scene, after.overlay(), "", mouse, over);
        return after.chosen().isPresent() ? then.did(after.chosen().get(), after.nanos()) : new After(then, List.of());
    }

    private After did(Deed deed, long nanos) {
        Optional<String> obstacle = obstacle(deed);
        if (obstacle.isPresent()) {
            return new After(with("not now: " + obstacle.get()), List.of());
        }
        return switch (deed) {
            case HELP -> new After(with(Overlay.help(this)), List.of());
            case PALETTE -> new After(with(Overlay.palette(this)), List.of());
            case THEME -> new After(with(Overlay.themes()), List.of());
            case MOUSE -> new After(new App(scene, overlay, "", !mouse, over), List.of(new Command.Mouse(!mouse)));
            case REPAINT -> new After(with(""), List.of(new Command.Repaint()));
            case SUSPEND -> new After(with(""), List.of(new Command.Suspend()));
            default -> tell(new Message.Did(deed, nanos), "");
        };
    }

    /** Why a deed does nothing now. */
    Optional<String> obstacle(Deed deed) {
        boolean here = scene.bindings().all().stream().anyMatch(binding -> binding.deed() == deed);
        return here ? scene.obstacle(deed) : Optional.empty();
    }

    private After tell(Message message, String before) {
        Next next = scene.update(message);
        boolean quits = next.commands().stream().anyMatch(Command.Quit.class::isInstance);
        String said = next.notice().isEmpty() ? before : next.notice();
        return new After(new App(next.scene(), overlay, said, mouse, over || quits), next.commands());
    }

    private App with(String said) {
        return new App(scene, overlay, said, mouse, over);
    }

    private App with(Overlay shown) {
        return new App(scene, Optional.of(shown), "", mouse, over);
    }

    /** Draws everything for a terminal of that size. */
    Grid draw(Size size) {
        Grid grid = new Grid(size);
        Canvas all = Canvas.of(grid);
        if (size.columns() < LEAST_COLUMNS || size.rows() < LEAST_ROWS) {
            all.prose(
                    0,
                    0,
                    "Lifeboat needs " + LEAST_COLUMNS + "x" + LEAST_ROWS + ", this is " + size.columns() + "x"
                            + size.rows() + ". Make the window larger; the run goes on.",
                    Role.WARNING);
            return grid;
        }
        Canvas body = all.part(0, 0, size.columns(), size.rows() - 1);
        scene.draw(body);
        overlay.ifPresent(shown -> shown.draw(body));
        new Footer(this).draw(all.part(0, size.rows() - 1, size.columns(), 1));
        return grid;
    }

    /** Whether something changes with the time. */
    boolean ticks() {
        return scene.ticks();
    }

    /** Deeds with their keys and obstacles, for help and palette. */
    List<Binding> deeds() {
        return new ArrayList<>(bindings().all());
    }
}
