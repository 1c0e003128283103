package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.terminal.Input;
import lifeboat.terminal.Size;
import lifeboat.terminal.Stroke;

/**
 * The whole screen: a scene, what stands over every scene (help, palette, themes), the footer and the notice. Immutable and
 * pure. While the scene cannot be seen, because the terminal is too small, its keys do nothing.
 *
 * @param scene what is on
 * @param overlay help, palette or themes; empty for none
 * @param notice the last thing said; gone with the next key
 * @param mouse whether the mouse is captured
 * @param over whether the screen is to be closed
 * @param size how large the terminal was when it was drawn last
 * @param looks the themes
 */
public record App(
        Scene scene, Optional<Overlay> overlay, String notice, boolean mouse, boolean over, Size size, Looks looks) {
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

    /** What closes an overlay, in its footer. */
    private static final Binding CLOSE =
            Bindings.of("").shown(Deed.BACK, "Esc").all().get(0);

    /** What follows from a message. */
    public record After(App app, List<Command> commands) {}

    /**
     * The themes that there are.
     *
     * @param current the name of the one in use
     */
    public record Looks(List<String> names, String current) {}

    /** A screen that shows this scene. */
    public static App of(Scene scene) {
        return new App(scene, Optional.empty(), "", false, false, Size.USUAL, new Looks(List.of(), ""));
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
            return new After(saying(said.text()), List.of());
        }
        if (message instanceof Message.Themed themed) {
            return new After(looking(new Looks(themed.names(), themed.current())), List.of());
        }
        if (message instanceof Message.Drawn drawn) {
            App there = new App(scene, overlay, notice, mouse, over, drawn.size(), looks);
            // What is hidden has not reached the terminal.
            return overlay.isPresent() || tooSmall(drawn.size())
                    ? new After(there, List.of())
                    : there.tell(message, notice);
        }
        return tell(message, notice);
    }

    private After came(Input input) {
        if (input instanceof Input.Pressed pressed) {
            return pressed(pressed.stroke(), pressed.nanos());
        }
        if (input instanceof Input.Gone) {
            return new After(new App(scene, overlay, notice, mouse, true, size, looks), List.of(new Command.Quit()));
        }
        if (input instanceof Input.Pasted pasted && !tooSmall(size)) {
            return overlay.isPresent()
                    ? overlay(overlay.get().pasted(pasted.text(), this), 0)
                    : tell(new Message.Pasted(pasted.text()), "");
        }
        return new After(this, List.of());
    }

    private After pressed(Stroke stroke, long nanos) {
        if (tooSmall(size)) {
            Optional<Deed> always =
                    EVERYWHERE.deed(stroke).filter(deed -> deed == Deed.REPAINT || deed == Deed.SUSPEND);
            return always.map(deed -> did(deed, nanos)).orElse(new After(this, List.of()));
        }
        if (overlay.isPresent()) {
            Optional<Deed> always =
                    EVERYWHERE.deed(stroke).filter(deed -> deed == Deed.REPAINT || deed == Deed.SUSPEND);
            return always.map(deed -> did(deed, nanos))
                    .orElseGet(() -> overlay(overlay.get().pressed(stroke, this), nanos));
        }
        boolean text = scene.isTyping() && stroke.types();
        Optional<Deed> deed = text ? Optional.empty() : bindings().deed(stroke);
        return deed.map(known -> did(known, nanos)).orElseGet(() -> tell(new Message.Typed(stroke, nanos), ""));
    }

    private After overlay(Overlay.After after, long nanos) {
        App then = new App(scene, after.overlay(), after.notice(), mouse, over, size, looks);
        for (Command command : after.commands()) {
            if (command instanceof Command.UseTheme use) {
                then = then.looking(new Looks(looks.names(), use.name()));
            }
        }
        return after.chosen().isPresent() ? then.did(after.chosen().get(), nanos) : new After(then, after.commands());
    }

    private After did(Deed deed, long nanos) {
        Optional<String> obstacle = obstacle(deed);
        if (obstacle.isPresent()) {
            return new After(saying("not now: " + obstacle.get()), List.of());
        }
        return switch (deed) {
            case HELP -> new After(under(Help.of(this)), List.of());
            case PALETTE -> new After(under(Palette.of(this)), List.of());
            case THEME -> new After(under(ThemeList.of(looks)), List.of());
            case MOUSE ->
                new After(new App(scene, overlay, "", !mouse, over, size, looks), List.of(new Command.Mouse(!mouse)));
            case REPAINT -> new After(saying(""), List.of(new Command.Repaint()));
            case SUSPEND -> new After(saying(""), List.of(new Command.Suspend()));
            default -> tell(new Message.Did(deed, nanos), "");
        };
    }

    /** Why a deed does nothing now. */
    Optional<String> obstacle(Deed deed) {
        return obstacle(deed, scene.bindings());
    }

    /** Why a deed does nothing now, for whoever asks about many: {@code here} are the scene's keys. */
    Optional<String> obstacle(Deed deed, Bindings here) {
        if (deed == Deed.SUSPEND) {
            return scene.busy();
        }
        if (here.has(deed)) {
            return scene.obstacle(deed);
        }
        if (!EVERYWHERE.has(deed)) {
            return Optional.of("what is on the screen has changed");
        }
        return deed == Deed.THEME && looks.names().isEmpty()
                ? Optional.of("there are no themes to choose from")
                : Optional.empty();
    }

    private After tell(Message message, String before) {
        Next next = scene.update(message);
        boolean quits = next.commands().stream().anyMatch(Command.Quit.class::isInstance);
        String said = next.notice().isEmpty() ? before : next.notice();
        return new After(new App(next.scene(), overlay, said, mouse, over || quits, size, looks), next.commands());
    }

    private App saying(String said) {
        return new App(scene, overlay, said, mouse, over, size, looks);
    }

    private App under(Overlay shown) {
        return new App(scene, Optional.of(shown), "", mouse, over, size, looks);
    }

    private App looking(Looks other) {
        return new App(scene, overlay, notice, mouse, over, size, other);
    }

    private static boolean tooSmall(Size size) {
        return size.columns() < LEAST_COLUMNS || size.rows() < LEAST_ROWS;
    }

    /** Draws everything for a terminal of that size. */
    Grid draw(Size there) {
        Grid grid = new Grid(there);
        Canvas all = Canvas.of(grid);
        if (tooSmall(there)) {
            all.prose(
                    0,
                    0,
                    "Lifeboat needs at least " + LEAST_COLUMNS + "x" + LEAST_ROWS + ", this is " + there.columns() + "x"
                            + there.rows() + ". Make the window larger; the run goes on.",
                    Role.WARNING);
            return grid;
        }
        Canvas body = all.part(0, 0, there.columns(), there.rows() - 1);
        scene.draw(body);
        overlay.ifPresent(shown -> {
            grid.noCursor();
            shown.draw(body, this);
        });
        new Footer(this).draw(all.part(0, there.rows() - 1, there.columns(), 1));
        return grid;
    }

    /** Whether something changes with the time. */
    boolean ticks() {
        return scene.ticks();
    }

    /** What the footer offers: what works now, without what has no key. */
    List<Binding> footer() {
        Bindings bindings = overlay.map(Overlay::bindings).orElseGet(scene::bindings);
        return bindings.all().stream()
                .filter(binding -> binding.footer() && !binding.strokes().isEmpty())
                .filter(binding -> overlay.isPresent()
                        ? binding.deed() != Deed.BACK
                        : obstacle(binding.deed(), bindings).isEmpty())
                .toList();
    }

    /** What the footer offers at its end whatever happens: the way to the help, or out of it. */
    Binding lastResort() {
        if (overlay.isPresent()) {
            return CLOSE;
        }
        String key = scene.isTyping() ? "F1" : "?";
        return new Binding(Deed.HELP, List.of(KeyNames.stroke(key)), Deed.HELP.label(), true);
    }
}
