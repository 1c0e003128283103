package lifeboat.screen;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import lifeboat.screen.Layout.Area;
import lifeboat.screen.Layout.Part;
import lifeboat.terminal.Size;
import lifeboat.terminal.Stroke;

/**
 * A run: its steps, the present one, its output, the pods, what is held, the audit; and what stands over them.
 *
 * @param view what is known of the run
 * @param panes what each pane looks at
 * @param focus the pane that has the keys
 * @param zoomed whether that pane has the whole screen
 * @param popup what stands over the panes
 * @param opened the question whose popup was opened already, or had none
 * @param size how large the terminal is
 */
public record RunScene(
        RunView view,
        Panes panes,
        Part focus,
        boolean zoomed,
        Optional<Popup> popup,
        Optional<Question> opened,
        Size size)
        implements Scene {

    private static final Bindings MOVING = Bindings.of("The run")
            .shown(Deed.NEXT_PANE, "Tab")
            .also(Deed.PREVIOUS_PANE, "Shift-Tab")
            .also(Deed.ZOOM, "z", "+")
            .also(Deed.BACK, "Esc")
            .also(Deed.COPY, "y")
            .also(Deed.SAVE, "Ctrl-S");
    private static final Bindings LOOKING =
            Bindings.of("The run").also(Deed.DIFF, "d").also(Deed.COMMANDS, "c");

    /** A run that was just opened. */
    public static RunScene of(RunView view) {
        return new RunScene(view, Panes.of(view), Part.STEP, false, Optional.empty(), Optional.empty(), Size.USUAL)
                .settled();
    }

    private RunScene with(RunView seen) {
        return new RunScene(seen, panes, focus, zoomed, popup, opened, size);
    }

    private RunScene with(Panes other) {
        return new RunScene(view, other, focus, zoomed, popup, opened, size);
    }

    private RunScene with(Optional<Popup> shown) {
        return new RunScene(view, panes, focus, zoomed, shown, opened, size);
    }

    private RunScene at(Part part, boolean whole) {
        return new RunScene(view, panes, part, whole, popup, opened, size);
    }

    private RunScene asked(Optional<Question> question) {
        return new RunScene(view, panes, focus, zoomed, popup, question, size);
    }

    private Layout layout() {
        return layout(size.columns(), size.rows() - 1);
    }

    private Layout layout(int columns, int rows) {
        boolean asked = !(view.question() instanceof Question.Busy)
                && panes.step().looked().isEmpty();
        Layout.Wants wants = new Layout.Wants(
                panes.output().isThere(view), asked, panes.pods().isPresent(), HoldsPane.least(view));
        return Layout.of(columns, rows, wants, zoomed ? Optional.of(focus) : Optional.empty());
    }

    /** The pane that has the keys: the step, when the one that had them has gone. */
    private Part front() {
        return layout().areas().containsKey(focus) ? focus : Part.STEP;
    }

    @Override
    public Next update(Message message) {
        if (message instanceof Message.Ended ended) {
            return ended(ended);
        }
        RunScene now = told(message);
        boolean keys =
                message instanceof Message.Did || message instanceof Message.Typed || message instanceof Message.Pasted;
        if (now.popup.isPresent()) {
            return now.after(now.popup.get().update(message, now.view));
        }
        return keys ? now.key(message) : Next.stay(now.opening());
    }

    private Next ended(Message.Ended ended) {
        return Routes.next(this, ended);
    }

    /** With what is known after a message that is not a key. */
    private RunScene told(Message message) {
        if (message instanceof Message.Tick tick && !counts() && sameMinute(tick.now())) {
            return this;
        }
        // A question that came under a popup has not been seen yet.
        boolean hidden = message instanceof Message.Drawn && popup.isPresent();
        RunScene now = hidden ? this : with(view.after(message));
        if (message instanceof Message.Drawn drawn && !drawn.size().equals(size)) {
            now = new RunScene(now.view, panes, focus, zoomed, popup, opened, drawn.size());
        }
        boolean other = message instanceof Message.Ran || message instanceof Message.Drawn;
        boolean saw = message instanceof Message.Saw || message instanceof Message.Looked;
        return other || saw ? now.settled() : now;
    }

    /** Something that counts seconds is on the screen. */
    private boolean counts() {
        Run run = view.run();
        boolean outage =
                run.downtime().began().isPresent() && run.downtime().ended().isEmpty();
        return outage || !run.inFlight().isEmpty() || PodsPane.counts(view);
    }

    private boolean sameMinute(Instant now) {
        return now.truncatedTo(ChronoUnit.MINUTES).equals(view.now().truncatedTo(ChronoUnit.MINUTES));
    }

    /** With the panes as wide as they are on this terminal, and the list of steps where the run is. */
    private RunScene settled() {
        Layout layout = layout();
        return with(panes.within(layout, view));
    }

    /** With the popup of a question that is new. */
    private RunScene opening() {
        Question question = view.question();
        if (question instanceof Question.Busy || view.frame().readOnly() || same(question)) {
            return this;
        }
        RunScene now = asked(Optional.of(question));
        Optional<Popup> popup = Questions.opening(now.view);
        return popup.isPresent() ? now.with(popup) : now;
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean same(Question question) {
        return opened.filter(old -> question instanceof Question.Confirm ? old == question : old.equals(question))
                .isPresent();
    }

    private Next after(Popup.After after) {
        int wishes = 0;
        boolean moves = false;
        for (Command command : after.commands()) {
            if (command instanceof Command.Ask ask) {
                wishes++;
                moves |= !(ask.wish() instanceof Wish.Note || ask.wish() instanceof Wish.Change);
            }
        }
        RunScene now = with(view.wishing(wishes)).with(after.popup());
        // What is asked after an answer is a new question, even if it reads the same.
        now = moves ? now.asked(Optional.empty()) : now;
        return new Next(now.popup.isPresent() ? now : now.opening(), after.commands(), after.notice());
    }

    private Next key(Message message) {
        Part front = front();
        Pane pane = panes.of(front);
        if (message instanceof Message.Typed typed && !pane.isTyping()) {
            return Next.stay(jumped(typed.stroke()));
        }
        if (message instanceof Message.Did did && !pane.isTyping()) {
            boolean own = pane.bindings(view).all().stream().anyMatch(binding -> binding.deed() == did.deed());
            if (own && front == Part.STEPS && did.deed() == Deed.DETAILS) {
                return Next.stay(
                        looking(Optional.of(panes.steps().selected(view))).at(Part.STEP, false));
            }
            if (own && did.deed() == Deed.DETAILS) {
                return pane.details(view).map(this::after).orElseGet(() -> Next.stay(this));
            }
            if (!own) {
                return did(did, front);
            }
        }
        int rows = layout().inside(front).high();
        return Next.stay(with(panes.with(front, pane.update(message, view, rows))));
    }

    private Next did(Message.Did did, Part front) {
        Optional<Popup.After> answer = Questions.answer(did.deed(), view, did.nanos());
        if (answer.isPresent()) {
            return after(answer.get());
        }
        return switch (did.deed()) {
            case NEXT_PANE -> Next.stay(moved(front, 1));
            case PREVIOUS_PANE -> Next.stay(moved(front, -1));
            case ZOOM -> Next.stay(at(front, !zoomed));
            case BACK -> Next.stay(back());
            case DIFF ->
                preview()
                        .map(one -> after(Popup.After.stay(DiffPopup.of(heading(), one))))
                        .orElseGet(() -> Next.stay(this));
            case COMMANDS ->
                preview()
                        .map(one -> after(Popup.After.stay(CommandsPopup.of(heading(), one))))
                        .orElseGet(() -> Next.stay(this));
            case COPY ->
                Next.doing(
                        this, new Command.Copy(String.join("\n", panes.of(front).lines(view))));
            case SAVE ->
                Next.doing(
                        this,
                        new Command.Save(Panes.name(front), panes.of(front).lines(view)));
            default -> Next.stay(this);
        };
    }

    private Optional<Preview> preview() {
        return view.question() instanceof Question.Confirm confirm ? Optional.of(confirm.preview()) : Optional.empty();
    }

    private String heading() {
        return panes.step().looking(Optional.empty()).title(view);
    }

    private RunScene moved(Part from, int by) {
        List<Part> parts = at(from, false).layout().parts();
        return at(parts.get(Math.floorMod(parts.indexOf(from) + by, parts.size())), zoomed);
    }

    private RunScene jumped(Stroke stroke) {
        int digit = stroke.types() && stroke.text().matches("[1-9]") ? Integer.parseInt(stroke.text()) : 0;
        Part[] parts = Part.values();
        boolean there = digit > 0
                && digit <= parts.length
                && at(focus, false).layout().areas().containsKey(parts[digit - 1]);
        return there ? at(parts[digit - 1], zoomed) : this;
    }

    /** One step back: from a pane that has it all, from a step that is looked at, from another pane. */
    private RunScene back() {
        if (zoomed) {
            return at(focus, false);
        }
        return looking(Optional.empty()).at(Part.STEP, false);
    }

    private RunScene looking(Optional<StepId> step) {
        Optional<StepId> other = step.filter(one -> !one.equals(StepPane.present(view)));
        return with(panes.looking(other, other.isEmpty())).settled();
    }

    @Override
    public void draw(Canvas canvas) {
        Layout layout = layout(canvas.columns(), canvas.rows());
        new Header(view).draw(canvas);
        layout.draw(canvas);
        Part front = layout.areas().containsKey(focus) ? focus : Part.STEP;
        for (Part part : layout.parts()) {
            Pane pane = panes.of(part);
            title(canvas, layout, part, pane, part == front);
            pane.draw(layout.inside(part).of(canvas), view, part == front);
        }
        popup.ifPresent(shown -> shown.draw(canvas, view));
    }

    private void title(Canvas canvas, Layout layout, Part part, Pane pane, boolean focused) {
        Area area = layout.areas().get(part);
        if (area == null) {
            return;
        }
        Role role = focused ? Role.FOCUS : Role.TITLE;
        int left = area.column();
        boolean below = layout.inside(part).row() > area.row();
        if (focused) {
            canvas.part(left + (left > 0 ? 1 : 0), area.row(), 1, 1).text(0, 0, "▸", role);
        }
        if (!below) {
            return;
        }
        Canvas row = canvas.part(left + (left > 0 ? 2 : 1), area.row(), area.wide() - 3, 1);
        int room = row.columns();
        if (part == Part.STEP) {
            Step step = view.run().step(panes.step().shown(view));
            Sheet.Piece strength = StepText.strength(step);
            row.right(room, 0, strength.text(), strength.role());
            room -= strength.text().length() + 2;
        }
        row.fitted(0, 0, room, pane.title(view), role);
    }

    @Override
    public Bindings bindings() {
        if (popup.isPresent()) {
            return popup.get().bindings(view);
        }
        Pane pane = panes.of(front());
        Bindings own = pane.bindings(view);
        if (pane.isTyping()) {
            return own;
        }
        return merged(own, List.of(Questions.bindings(view), own, LOOKING, MOVING));
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

    @Override
    public Optional<String> obstacle(Deed deed) {
        if (popup.isPresent()) {
            return popup.get().obstacle(deed, view);
        }
        Pane pane = panes.of(front());
        if (has(pane.bindings(view), deed)) {
            return pane.obstacle(deed, view);
        }
        if (deed == Deed.CONFIRM && !isPreviewSeen()) {
            return Optional.of("what it would do is not on the screen; Esc goes back to it");
        }
        if (has(Questions.bindings(view), deed)) {
            return Questions.obstacle(deed, view);
        }
        if (deed == Deed.DIFF
                && preview()
                        .filter(one ->
                                !one.changes().isEmpty() || !one.details().isEmpty())
                        .isEmpty()) {
            return Optional.of(preview().isEmpty() ? "nothing is previewed" : "there is no more to show");
        }
        if (deed == Deed.COMMANDS
                && preview().filter(one -> !one.commands().isEmpty()).isEmpty()) {
            return Optional.of(preview().isEmpty() ? "nothing is previewed" : "there is no command that does the same");
        }
        return Optional.empty();
    }

    private boolean isPreviewSeen() {
        return !(view.question() instanceof Question.Confirm)
                || (panes.step().looked().isEmpty() && layout().areas().containsKey(Part.STEP));
    }

    private static boolean has(Bindings bindings, Deed deed) {
        return Stream.of(bindings).flatMap(some -> some.all().stream()).anyMatch(one -> one.deed() == deed);
    }

    @Override
    public boolean isTyping() {
        return popup.map(Popup::isTyping).orElseGet(() -> panes.of(front()).isTyping());
    }

    @Override
    public boolean ticks() {
        return true;
    }
}
