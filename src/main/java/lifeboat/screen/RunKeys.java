package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.run.Preview;
import lifeboat.terminal.Stroke;

/** The keys of the run screen: those of the popup if one is open, else of the pane, of what is asked, of the screen. */
record RunKeys(RunScene scene) {
    private static final Bindings LOOKING = Bindings.of("The run")
            .shown(Deed.DIFF, "d")
            .shown(Deed.COMMANDS, "c")
            .shown(Deed.NEXT_PANE, "Tab")
            .also(Deed.PREVIOUS_PANE, "Shift-Tab")
            .also(Deed.ZOOM, "z", "+")
            .also(Deed.ABOUT, "i")
            .also(Deed.BACK, "Esc")
            .also(Deed.COPY, "y")
            .also(Deed.SAVE, "Ctrl-S");

    Bindings bindings() {
        RunView view = scene.view();
        if (scene.popup().isPresent()) {
            return scene.popup().get().bindings(view);
        }
        Pane pane = scene.pane();
        Bindings own = pane.bindings(view);
        return pane.isTyping() ? own : merged(own, List.of(Questions.bindings(view), own, LOOKING));
    }

    /** All of these in order, each key once: the pane's own come before the others wherever they stand. */
    private static Bindings merged(Bindings own, List<Bindings> all) {
        List<Stroke> taken = new ArrayList<>();
        List<Deed> deeds = new ArrayList<>();
        List<Binding> kept = new ArrayList<>();
        List<Stroke> first =
                own.all().stream().flatMap(one -> one.strokes().stream()).toList();
        for (Bindings some : all) {
            for (Binding binding : some.all()) {
                List<Stroke> free = binding.strokes().stream()
                        .filter(stroke -> !taken.contains(stroke))
                        .filter(stroke -> some == own || !first.contains(stroke))
                        .toList();
                if (!free.isEmpty() && !deeds.contains(binding.deed())) {
                    kept.add(new Binding(binding.deed(), free, binding.label(), binding.footer()));
                    taken.addAll(free);
                    deeds.add(binding.deed());
                }
            }
        }
        return new Bindings("The run", kept);
    }

    Optional<String> obstacle(Deed deed) {
        RunView view = scene.view();
        if (scene.popup().isPresent()) {
            return scene.popup().get().obstacle(deed, view);
        }
        Pane pane = scene.pane();
        if (has(pane.bindings(view), deed)) {
            return pane.obstacle(deed, view);
        }
        if (deed == Deed.CONFIRM && !scene.isPreviewShown()) {
            return Optional.of("what it would do is not on the screen; Esc goes back to it");
        }
        Optional<Preview> preview = scene.preview();
        return switch (deed) {
            case DIFF ->
                unless(preview, one -> one.changes().isEmpty() && one.details().isEmpty(), "more to show");
            case COMMANDS -> unless(preview, one -> one.commands().isEmpty(), "command that does the same");
            default -> has(Questions.bindings(view), deed) ? Questions.obstacle(deed, view) : Optional.empty();
        };
    }

    private static Optional<String> unless(
            Optional<Preview> preview, java.util.function.Predicate<Preview> empty, String what) {
        if (preview.isEmpty()) {
            return Optional.of("nothing is previewed");
        }
        return preview.filter(empty).map(none -> "there is no " + what);
    }

    static boolean has(Bindings bindings, Deed deed) {
        return bindings.all().stream().anyMatch(one -> one.deed() == deed);
    }
}
