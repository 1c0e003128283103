package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.run.Mode;

/**
 * What is under way before a run is open: a lab that starts, a look at the targets, locks; and what stopped it.
 *
 * @param title what is opened
 * @param mode run or rehearsal, if that is known yet
 * @param lines what was said so far
 * @param trouble why it went no further
 * @param back where Esc leads; empty if it leads out
 * @param attempt what can be tried again
 */
public record OpeningScene(
        String title,
        Optional<Mode> mode,
        List<String> lines,
        Optional<Message.Trouble> trouble,
        Optional<Scene> back,
        Optional<Command> attempt)
        implements Scene {

    /** Waits for what the operator asked for on the command line, such as {@code rehearse pachyderm-backup}. */
    public static OpeningScene starting(String title, Optional<Mode> mode) {
        return new OpeningScene(title, mode, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Does it and waits for what comes of it. */
    static Next doing(String title, Mode mode, Optional<Scene> back, Command attempt) {
        return Next.doing(
                new OpeningScene(title, Optional.of(mode), List.of(), Optional.empty(), back, Optional.of(attempt)),
                attempt);
    }

    @Override
    public Next update(Message message) {
        if (message instanceof Message.Opening opening) {
            List<String> more = new ArrayList<>(lines);
            more.add(opening.line());
            return Next.stay(new OpeningScene(title, mode, List.copyOf(more), trouble, back, attempt));
        }
        if (message instanceof Message.Trouble what) {
            return Next.stay(new OpeningScene(title, mode, lines, Optional.of(what), back, attempt));
        }
        return message instanceof Message.Did did ? did(did.deed()) : Routes.next(this, message);
    }

    private Next did(Deed deed) {
        return switch (deed) {
            case BACK ->
                back.map(scene -> trouble.isPresent() && isFilledIn(scene)
                                ? Next.stay(scene)
                                : Next.doing(scene, new Command.GiveUp()))
                        .orElseGet(this::out);
            case RETRY ->
                attempt.map(again -> Next.doing(
                                new OpeningScene(title, mode, List.of(), Optional.empty(), back, attempt), again))
                        .orElseGet(() -> Next.stay(this));
            case QUIT -> out();
            default -> Next.stay(this);
        };
    }

    /** Whether Esc leads back to what was typed, to correct it and try again with the same lab. */
    private static boolean isFilledIn(Scene scene) {
        return scene instanceof FormScene || scene instanceof SecretsScene;
    }

    private Next out() {
        return Next.doing(this, new Command.GiveUp(), new Command.Quit());
    }

    @Override
    public void draw(Canvas canvas) {
        Canvas header = canvas.part(0, 0, canvas.columns(), 1);
        header.fill(Role.HEADER);
        int at = 1;
        if (mode.isPresent()) {
            boolean run = mode.get() == Mode.RUN;
            at += header.text(at, 0, run ? " RUN " : " REHEARSAL ", run ? Role.DANGER : Role.REHEARSAL) + 1;
        }
        header.fitted(at, 0, header.columns() - at - 1, title, Role.HEADER);
        canvas.across(1, Role.BORDER);
        Canvas body = canvas.part(2, 3, canvas.columns() - 4, canvas.rows() - 3);
        List<String> below = trouble.map(what -> below(what, body.columns())).orElse(List.of());
        int row = progress(body, Math.max(1, body.rows() - below.size() - 1));
        if (trouble.isPresent()) {
            row += 1 + body.prose(0, row + 1, "FAILED: " + trouble.get().reason(), Role.DANGER);
            if (!trouble.get().hint().isBlank()) {
                body.prose(0, row + 1, "HINT: " + trouble.get().hint(), Role.WARNING);
            }
        }
    }

    private static List<String> below(Message.Trouble what, int columns) {
        List<String> lines = new ArrayList<>(Prose.lines("FAILED: " + what.reason(), columns));
        lines.add("");
        lines.addAll(Prose.lines("HINT: " + what.hint(), columns));
        return lines;
    }

    /** The last lines: what is over, and what is under way. */
    private int progress(Canvas body, int most) {
        if (lines.isEmpty()) {
            body.text(0, 0, trouble.isPresent() ? "✗" : "▶", trouble.isPresent() ? Role.DANGER : Role.NOW);
            body.text(2, 0, trouble.isPresent() ? "It did not begin." : "Beginning…", Role.PLAIN);
            return 1;
        }
        int first = Math.max(0, lines.size() - most);
        for (int index = first; index < lines.size(); index++) {
            boolean last = index == lines.size() - 1;
            boolean failed = last && trouble.isPresent();
            String glyph = failed ? "✗" : last ? "▶" : "✓";
            body.text(0, index - first, glyph, failed ? Role.DANGER : last ? Role.NOW : Role.OK);
            body.fitted(2, index - first, body.columns() - 2, lines.get(index), last ? Role.PLAIN : Role.MUTED);
        }
        return lines.size() - first;
    }

    @Override
    public Bindings bindings() {
        Bindings keys = Bindings.of("Opening a run");
        if (trouble.isEmpty()) {
            return keys.shownAs("give up", Deed.BACK, "Esc").shown(Deed.QUIT, "q");
        }
        boolean form = back.filter(OpeningScene::isFilledIn).isPresent();
        keys = attempt.isPresent() ? keys.shown(Deed.RETRY, "r") : keys;
        return keys.shownAs(form ? "back to the form" : "back", Deed.BACK, "Esc")
                .shown(Deed.QUIT, "q");
    }
}
