package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lifeboat.perform.Question;
import lifeboat.run.Part;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.StepState;
import lifeboat.run.Wording;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Step;
import lifeboat.screen.Sheet.Line;

/**
 * Says why a step failed or was refused, and what can be done about it.
 *
 * @param question the failure that it is about
 */
record FailureMenu(Question.Failed question, Picking picking) implements MenuPopup {
    private static final List<Deed> WAYS =
            List.of(Deed.RETRY, Deed.CHANGE, Deed.UNDO, Deed.SKIP, Deed.NOTE, Deed.BACK, Deed.STOP);

    static FailureMenu of(Question.Failed question) {
        return new FailureMenu(question, Picking.on(0));
    }

    @Override
    public Popup with(Picking other) {
        return new FailureMenu(question, other);
    }

    @Override
    public boolean isOver(RunView view) {
        return !Questions.isOpen(question, view);
    }

    @Override
    public String name() {
        return "A failed step";
    }

    @Override
    public String title(RunView view) {
        return Wording.heading(view.run(), question.step());
    }

    @Override
    public String corner(RunView view) {
        return view.run().state(question.step()).guard() ? "REFUSED" : "FAILED";
    }

    @Override
    public Role frame(RunView view) {
        return Role.DANGER;
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Run run = view.run();
        Step step = run.step(question.step());
        Sheet sheet = new Sheet(columns);
        sheet.prose(0, summary(run, step), Role.TITLE);
        if (step.forEach().isEmpty() || failed(run.state(step.id())).isEmpty()) {
            because(sheet, run.state(step.id()), view.hints().getOrDefault(step.id(), ""));
        }
        for (Step child : step.together()) {
            if (run.state(child.id()).status() == StepState.Status.FAILED) {
                sheet.prose(0, child.title() + ":", Role.DANGER);
                because(sheet, run.state(child.id()), view.hints().getOrDefault(child.id(), ""));
            }
        }
        parts(sheet, run.state(step.id()));
        if (!run.holds().isEmpty()) {
            sheet.labelled("Still open: ", Role.MUTED, Told.holds(run, view.now()), Role.WARNING);
        }
        return sheet.lines();
    }

    private static String summary(Run run, Step step) {
        if (run.state(step.id()).guard()) {
            return "It was refused before anything was changed.";
        }
        if (Run.effect(step) == Effect.READ) {
            return "It failed. It changes nothing that would have to be taken back.";
        }
        boolean touched = run.state(step.id()).touched()
                || step.together().stream()
                        .anyMatch(child -> run.state(child.id()).touched());
        return touched ? "It failed, and it changed something or may have." : "It failed. Nothing was changed by it.";
    }

    private static void because(Sheet sheet, StepState state, String said) {
        if (!state.reason().isBlank()) {
            sheet.labelled("Reason: ", Role.MUTED, state.reason(), Role.DANGER);
        }
        state.checks().stream()
                .filter(check -> check.severity() == Severity.FAIL)
                .filter(check -> !state.reason().contains(check.detail()))
                .forEach(check -> sheet.labelled("✗ ", Role.DANGER, check.name() + ": " + check.detail(), Role.PLAIN));
        String hint = state.hint().isBlank() ? said : state.hint();
        if (!hint.isBlank()) {
            sheet.labelled("HINT: ", Role.KEY, hint, Role.PLAIN);
        }
    }

    private static List<Part> failed(StepState state) {
        return state.parts().values().stream()
                .filter(part -> part.state() == Part.State.FAILED)
                .toList();
    }

    /** Of a step for several: each that failed with its reason, and the names of those that are done. */
    private static void parts(Sheet sheet, StepState state) {
        for (Part part : failed(state)) {
            if (!part.attempt().part().isEmpty()) {
                sheet.labelled("✗ ", Role.DANGER, part.attempt().part() + ": " + part.reason(), Role.DANGER);
                if (!part.hint().isBlank()) {
                    sheet.labelled("  HINT: ", Role.KEY, part.hint(), Role.PLAIN);
                }
            }
        }
        String done = state.parts().entrySet().stream()
                .filter(part -> part.getValue().state() == Part.State.DONE
                        && !part.getKey().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (!done.isEmpty()) {
            sheet.labelled("Done:   ", Role.MUTED, done, Role.OK);
        }
    }

    @Override
    public List<Pick> picks(RunView view) {
        List<Pick> picks = new ArrayList<>();
        for (Deed deed : WAYS) {
            picks.add(new Pick(label(deed), leadsTo(deed, view), Questions.obstacle(deed, view)));
        }
        return picks;
    }

    private String label(Deed deed) {
        return switch (deed) {
            case RETRY -> "Try it again";
            case CHANGE -> "Change a parameter…";
            case UNDO -> "Take back…";
            case SKIP -> "Skip it…";
            case NOTE -> "Write a note…";
            case BACK -> "Look around first";
            default -> "Stop the procedure…";
        };
    }

    private String leadsTo(Deed deed, RunView view) {
        Step step = view.run().step(question.step());
        return switch (deed) {
            case RETRY ->
                (isOneOfSeveral(view.run(), step) ? "what failed and what is left; " : "")
                        + (Run.effect(step) == Effect.READ ? "it goes at once" : "with a new preview first");
            case CHANGE -> "a wrong value, a password";
            case UNDO -> view.run().undoObstacle(step).isEmpty() ? "this step, or an earlier one" : "an earlier step";
            case SKIP -> "with a reason";
            case NOTE -> "into the audit";
            case BACK -> "pods, output, steps; Enter brings this back";
            default -> "what is held is offered for release";
        };
    }

    private static boolean isOneOfSeveral(Run run, Step step) {
        boolean done =
                step.together().stream().anyMatch(child -> run.state(child.id()).status() == StepState.Status.DONE)
                        || step.forEach().isPresent()
                                && run.state(step.id()).parts().values().stream()
                                        .anyMatch(part -> part.state() == Part.State.DONE);
        return done;
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        return did(WAYS.get(pick), view, nanos);
    }

    @Override
    public After did(Deed deed, RunView view, long nanos) {
        return deed == Deed.BACK
                ? After.close()
                : Questions.answer(deed, view, nanos).orElseGet(() -> After.stay(this));
    }

    @Override
    public Bindings more(RunView view) {
        return Questions.ways(Bindings.of("")).also(Deed.QUIT, "q").also(Deed.CANCEL, "Ctrl-C");
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
