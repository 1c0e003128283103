package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Preview;
import lifeboat.runbook.StepId;
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

    /** A run that was just opened. */
    public static RunScene of(RunView view) {
        return new RunScene(
                        view, Panes.of(view), Part.STEP, false, Questions.pickedUp(view), Optional.empty(), Size.USUAL)
                .settled()
                .opening();
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

    Layout layout() {
        return layout(size.columns(), size.rows() - 1);
    }

    /** Where the panes stand on a screen of that size, footer not counted. */
    Layout layout(int columns, int rows) {
        boolean asked = preview().isPresent() && panes.step().looked().isEmpty();
        boolean pods = panes.pods().isPresent();
        int wide = (pods ? columns - columns / 2 : columns) - 2;
        List<Integer> held = panes.holds().wide(wide).heights(view);
        Layout.Wants wants = new Layout.Wants(panes.output().isThere(view), asked, pods, held);
        return Layout.of(columns, rows, wants, zoomed ? Optional.of(focus) : Optional.empty());
    }

    /** The pane that has the keys: the step, when the one that had them has gone. */
    private Part front() {
        return layout().areas().containsKey(focus) ? focus : Part.STEP;
    }

    Pane pane() {
        return panes.of(front());
    }

    /** Whether what would be done stands in the step pane, if anything is to be said yes to. */
    boolean isPreviewShown() {
        return preview().isEmpty()
                || (panes.step().looked().isEmpty() && layout().areas().containsKey(Part.STEP));
    }

    /** What is asked to be said yes to. */
    Optional<Preview> preview() {
        return view.question() instanceof Question.Confirm confirm ? Optional.of(confirm.preview()) : Optional.empty();
    }

    @Override
    public Next update(Message message) {
        if (leadsElsewhere(message)) {
            return Routes.next(this, message);
        }
        boolean keys =
                message instanceof Message.Did || message instanceof Message.Typed || message instanceof Message.Pasted;
        RunScene now = told(message);
        if (now.popup.isPresent()) {
            return now.after(now.popup.get().update(message, now.view));
        }
        if (keys) {
            Next done = now.key(message);
            return done.scene() instanceof RunScene next
                    ? new Next(next.opening(), done.commands(), done.notice())
                    : done;
        }
        RunScene next = now.opening();
        List<Command> bell = Questions.rings(view, next.view) ? List.of(new Command.Bell()) : List.of();
        boolean refused =
                next.view.refusal().isPresent() && !next.view.refusal().equals(view.refusal());
        String notice =
                refused ? "refused: " + next.view.refusal().orElseThrow().reason() : "";
        return new Next(next, bell, notice);
    }

    /** The end; or, when another process's run was followed, what comes of taking it over. */
    private static boolean leadsElsewhere(Message message) {
        return message instanceof Message.Ended
                || message instanceof Message.Opened
                || message instanceof Message.Needed
                || message instanceof Message.Trouble;
    }

    /** With what is known after a message. */
    private RunScene told(Message message) {
        if (message instanceof Message.Tick tick && Ticking.isStill(view, tick.now())) {
            return this;
        }
        // A question that came under a popup, or while another step is looked at, has not been seen yet.
        boolean hidden = message instanceof Message.Drawn && (popup.isPresent() || !isPreviewShown());
        RunView seen = hidden ? view : view.after(message);
        boolean other = !RunView.same(seen.question(), view.question());
        RunScene now = with(seen);
        if (message instanceof Message.Drawn drawn) {
            now = new RunScene(now.view, panes, focus, zoomed, popup, opened, drawn.size()).settled();
            return hidden ? now : now.with(now.panes.drawn(now.layout(), now.view));
        }
        boolean key =
                message instanceof Message.Did || message instanceof Message.Typed || message instanceof Message.Pasted;
        if (key) {
            return now;
        }
        if (other && panes.step().looked().isEmpty()) {
            now = now.with(panes.looking(Optional.empty(), false));
        }
        return now.settled();
    }

    /** With the panes as wide as they are on this terminal, and the list of steps where the run is. */
    private RunScene settled() {
        Layout layout = layout();
        return with(panes.within(layout, view));
    }

    /** With the popup of a question that is new. */
    private RunScene opening() {
        Question question = view.question();
        boolean quiet = question instanceof Question.Busy || view.frame().readOnly() || same(question);
        // Whoever types a search would answer without meaning to.
        if (quiet || popup.isPresent() || pane().isTyping()) {
            return this;
        }
        RunScene now = asked(Optional.of(question));
        Optional<Popup> popup = Questions.opening(now.view);
        return popup.isPresent() ? now.with(popup) : now;
    }

    private boolean same(Question question) {
        return opened.filter(old -> RunView.same(question, old)).isPresent();
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
        // What comes of it is seen from its top, however far its preview was read.
        now = moves && panes.step().looked().isEmpty() ? now.with(now.panes.looking(Optional.empty(), false)) : now;
        return new Next(now.opening(), after.commands(), after.notice());
    }

    private Next key(Message message) {
        Part front = front();
        Pane pane = panes.of(front);
        if (message instanceof Message.Typed typed && !pane.isTyping()) {
            return Next.stay(jumped(typed.stroke()));
        }
        if (message instanceof Message.Pasted && !pane.isTyping()) {
            return Next.saying(this, "nothing can be pasted here; a paste confirms nothing");
        }
        if (message instanceof Message.Did did && !pane.isTyping()) {
            boolean own = RunKeys.has(pane.bindings(view), did.deed());
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
        if (did.deed() == Deed.CONFIRM && preview().isPresent()) {
            int rows = layout().inside(Part.STEP).high();
            if (!panes.step().isRead(view, rows)) {
                Message down = new Message.Did(Deed.PAGE_DOWN, did.nanos());
                return Next.saying(
                        with(panes.with(Part.STEP, panes.step().update(down, view, rows))),
                        "read on: this is the rest of what it would do; Enter again says yes");
            }
        }
        Optional<Popup.After> answer = Questions.answer(did.deed(), view, did.nanos());
        if (answer.isPresent()) {
            return after(answer.get());
        }
        return switch (did.deed()) {
            case NEXT_PANE -> Next.stay(moved(front, 1));
            case PREVIOUS_PANE -> Next.stay(moved(front, -1));
            case ZOOM -> Next.stay(at(front, !zoomed));
            case BACK -> Next.stay(back());
            case ABOUT -> after(Popup.After.stay(AboutPopup.first()));
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

    private String heading() {
        return panes.step().looking(Optional.empty()).title(view);
    }

    private RunScene moved(Part from, int by) {
        if (from == Part.OUTPUT && panes.output().hasMore(view, by)) {
            return with(panes.with(Part.OUTPUT, panes.output().moved(view, by)));
        }
        List<Part> parts = at(from, false).layout().parts();
        return at(parts.get(Math.floorMod(parts.indexOf(from) + by, parts.size())), zoomed);
    }

    private RunScene jumped(Stroke stroke) {
        int digit = stroke.types() && stroke.text().matches("[1-9]") ? Integer.parseInt(stroke.text()) : 0;
        if (digit == 0 || digit > Part.values().length) {
            return this;
        }
        Part part = Part.values()[digit - 1];
        boolean there = at(part, false).layout().areas().containsKey(part);
        boolean hidden = part == Part.OUTPUT && panes.output().isThere(view);
        return there || hidden ? at(part, zoomed || !there) : this;
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
        new RunPicture(this).draw(canvas);
    }

    @Override
    public Bindings bindings() {
        return new RunKeys(this).bindings();
    }

    @Override
    public Optional<String> obstacle(Deed deed) {
        return new RunKeys(this).obstacle(deed);
    }

    @Override
    public Optional<String> busy() {
        return view.run().inFlight().keySet().stream()
                .filter(attempt -> !view.frame().readOnly())
                .findFirst()
                .map(attempt -> attempt.step() + " is under way, and Ctrl-Z would stop it in the middle");
    }

    @Override
    public boolean isTyping() {
        return popup.map(Popup::isTyping).orElseGet(() -> pane().isTyping());
    }

    @Override
    public boolean ticks() {
        return true;
    }
}
