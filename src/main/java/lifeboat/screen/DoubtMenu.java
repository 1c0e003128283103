package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Attempt;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.run.Wording;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Step;
import lifeboat.screen.Sheet.Line;

/**
 * Picked up after a crash: says what was in flight and what was found, and asks what became of it.
 *
 * @param question the attempt that never ended
 */
record DoubtMenu(Question.Doubt question, Picking picking) implements MenuPopup {
    private static final List<Verdict> VERDICTS = List.of(Verdict.TOOK_EFFECT, Verdict.DID_NOT, Verdict.PARTLY);

    static DoubtMenu of(Question.Doubt question) {
        return new DoubtMenu(question, Picking.on(0));
    }

    @Override
    public Popup with(Picking other) {
        return new DoubtMenu(question, other);
    }

    @Override
    public boolean isOver(RunView view) {
        return !Questions.isOpen(question, view);
    }

    @Override
    public String name() {
        return "A step in doubt";
    }

    @Override
    public String title(RunView view) {
        return Wording.heading(view.run(), question.attempt().step());
    }

    @Override
    public String corner(RunView view) {
        return "IN DOUBT";
    }

    @Override
    public Role frame(RunView view) {
        return Role.WARNING;
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Run run = view.run();
        Sheet sheet = new Sheet(columns);
        String when = run.interruption()
                .map(stop -> " The last that was recorded is of " + Times.second(stop.at()) + " UTC.")
                .orElse("");
        sheet.prose(
                0,
                Told.name(question.attempt(), run) + " was begun and never ended (kill, power or a lost machine)."
                        + when,
                Role.PLAIN);
        sheet.labelled("Looked just now: ", Role.MUTED, question.finding().evidence(), Role.TITLE);
        sheet.prose(
                0,
                question.finding()
                        .verdict()
                        .map(verdict -> "It looks as if it " + Wording.verdict(verdict) + ".")
                        .orElse("It cannot be told from here whether it took effect."),
                Role.WARNING);
        int others = run.doubts().size() - 1;
        if (others > 0) {
            sheet.prose(0, others + " more to be settled after it.", Role.MUTED);
        }
        if (!run.holds().isEmpty()) {
            sheet.labelled("Still open: ", Role.MUTED, Told.holds(run, view.now()), Role.WARNING);
        }
        return sheet.lines();
    }

    @Override
    public List<Pick> picks(RunView view) {
        Optional<String> readOnly =
                Optional.of(Questions.READ_ONLY).filter(none -> view.frame().readOnly());
        Attempt attempt = question.attempt();
        Step step = view.run().step(attempt.step());
        return List.of(
                Pick.of("Look around first", "nothing changes; Enter brings this back"),
                new Pick("It took effect", tookEffect(attempt, step), readOnly),
                new Pick("It did nothing", again(attempt, step), readOnly),
                new Pick("It did a part of it", partly(attempt, step), readOnly));
    }

    private static String tookEffect(Attempt attempt, Step step) {
        if (attempt.undo()) {
            return "the step counts as taken back" + named(", released: ", step.holds());
        }
        String then = step.verify().isEmpty() ? "it counts as done" : "it goes on to its checks";
        return then + named(", held: ", step.holds());
    }

    private static String again(Attempt attempt, Step step) {
        if (attempt.undo()) {
            return "you are asked what to do about the step";
        }
        return Run.effect(step) == Effect.READ ? "it is done again" : "it is done again, with a new preview first";
    }

    private static String partly(Attempt attempt, Step step) {
        return again(attempt, step) + (attempt.undo() ? "" : named(", held: ", step.holds()));
    }

    private static String named(String before, List<String> holds) {
        return holds.isEmpty() ? "" : before + String.join(", ", holds);
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        if (pick == 0) {
            return After.close();
        }
        Verdict verdict = VERDICTS.get(pick - 1);
        boolean agrees = question.finding().verdict().filter(verdict::equals).isPresent();
        return agrees
                ? Questions.asking(new Wish.Settle(
                        question.attempt(), verdict, question.finding().evidence()))
                : After.stay(VerdictPopup.of(question, verdict));
    }

    @Override
    public Bindings more(RunView view) {
        return Bindings.of("").shown(Deed.NOTE, "n").also(Deed.QUIT, "q").also(Deed.CANCEL, "Ctrl-C");
    }

    @Override
    public After did(Deed deed, RunView view, long nanos) {
        return Questions.answer(deed, view, nanos).orElseGet(() -> After.stay(this));
    }

    @Override
    public String escape() {
        return "look around";
    }

    @Override
    public After escaped(RunView view) {
        return After.close();
    }
}
