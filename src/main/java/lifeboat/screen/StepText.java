package lifeboat.screen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.perform.Question;
import lifeboat.run.Preview;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.StepState;
import lifeboat.run.StepState.Status;
import lifeboat.run.Wording;
import lifeboat.runbook.Action;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Step;
import lifeboat.screen.Sheet.Line;
import lifeboat.screen.Sheet.Piece;

/** All that is to be said about one step: what it will do while it is to come, what it did when it was begun. */
final class StepText {
    private static final int SHORT = 12;
    private static final int WIDEST = 100;
    private static final int TIGHT = 8;
    private static final String PATCH = "patch of ";
    /** So many changes of the same kind are told as one, where there is little room. */
    private static final int ALIKE = 3;

    private static final String MORE = "may move too: ";
    private static final String OPEN = "still open: ";

    private final RunView view;
    private final Run run;
    private final Step step;
    private final int columns;
    private final Sheet sheet;
    private final boolean close;

    private StepText(RunView view, Step step, int columns, boolean close) {
        this.close = close;
        this.view = view;
        this.run = view.run();
        this.step = step;
        this.columns = columns;
        this.sheet = new Sheet(columns);
    }

    /**
     * The text of a step.
     *
     * @param needed how many lines from the top must have been seen before a yes to what is asked means anything
     * @param main how many lines there are before those that only say once more why
     */
    record Text(List<Line> lines, int needed, int main) {
        boolean fits(int rows) {
            return lines.size() <= rows || main < rows;
        }
    }

    /** For a pane of that size: with everything if that fits, else with what matters first. */
    static Text of(RunView view, Step step, int columns, int rows) {
        int wide = Math.min(columns, WIDEST);
        Text text = new StepText(view, step, wide, false).write(Integer.MAX_VALUE, true);
        if (text.lines().size() > rows) {
            text = new StepText(view, step, wide, false).write(Integer.MAX_VALUE, false);
        }
        if (text.lines().size() > rows) {
            text = new StepText(view, step, wide, false).write(rows < TIGHT ? 0 : 2, false);
        }
        if (!text.fits(rows) && (isBeforeAfter(view, step) || isLong(view, step))) {
            text = new StepText(view, step, wide, false).write(0, false);
            text = text.fits(rows) ? text : new StepText(view, step, wide, true).write(0, false);
        }
        return text;
    }

    /** Whether what is asked stands below what was seen before, or says the same of one object after the other. */
    private static boolean isLong(RunView view, Step step) {
        return view.question() instanceof Question.Confirm confirm
                && confirm.step().equals(step.id())
                && (confirm.undo() || areAlike(confirm.preview().changes()));
    }

    private static boolean areAlike(List<Preview.Change> changes) {
        return changes.size() >= ALIKE
                && changes.stream()
                                .map(change -> List.of(change.field(), change.before(), change.after()))
                                .distinct()
                                .count()
                        == 1;
    }

    /** Whether there is more to see of an object than what changes. */
    private static boolean isBeforeAfter(RunView view, Step step) {
        return view.question() instanceof Question.Confirm confirm
                        && confirm.step().equals(step.id())
                ? !confirm.preview().stays().isEmpty()
                : lastPreview(view, step).isPresent();
    }

    private static Optional<Preview> lastPreview(RunView view, Step step) {
        return view.records().stream()
                .map(Recorded::event)
                .filter(event -> event instanceof RunEvent.PreviewShown shown
                        && shown.stepId().equals(step.id()))
                .map(event -> ((RunEvent.PreviewShown) event).preview())
                .reduce((earlier, later) -> later)
                .filter(preview -> !preview.stays().isEmpty());
    }

    /** How strong the step is, as a word, and the role of that word. */
    static Piece strength(Step step) {
        if (Run.effect(step) == Effect.DESTROY) {
            return new Piece("DESTROYS", Role.DANGER);
        }
        if (Run.effect(step) == Effect.READ) {
            return new Piece("READS", Role.MUTED);
        }
        boolean manual = step.together().isEmpty() && step.action() instanceof Action.Manual;
        return new Piece(manual ? "BY HAND" : "MUTATES", Role.WARNING);
    }

    private Text write(int whyLines, boolean extras) {
        Optional<Question.Confirm> asked = asked();
        state();
        refusal();
        shownBefore(asked);
        List<String> why = step.why().isBlank() ? List.of() : Prose.lines(step.why(), columns);
        boolean begun = run.state(step.id()).begunAt().isPresent() || run.status(step) != Status.WAITING;
        // What was seen when it was done has its row in the audit; what is asked now comes first. What was not begun
        // yet
        // has nothing to show that its preview would not.
        if (asked.isEmpty() || !step.together().isEmpty() || (begun && !close)) {
            StepProof.write(sheet, view, step);
        }
        // Why it was done is no reason to take it back.
        boolean first = asked.map(one -> !one.undo()).orElse(!begun);
        boolean cut = first && why.size() > whyLines;
        if (first) {
            sheet.gap();
            List<String> shown = cut ? why.subList(0, whyLines) : why;
            for (int index = 0; index < shown.size(); index++) {
                boolean more = cut && index == shown.size() - 1;
                String line = more ? Canvas.fit(shown.get(index) + " …", columns) : shown.get(index);
                sheet.line(new Piece(line, Role.PLAIN));
            }
        }
        asked.ifPresentOrElse(one -> preview(one.preview(), one.undo()), this::intention);
        int needed = asked.isPresent() ? sheet.lines().size() : 0;
        asked.ifPresent(one -> details(one.preview(), extras));
        int main = sheet.lines().size();
        if (!first || cut) {
            sheet.gap();
            why.forEach(line -> sheet.line(new Piece(line, first ? Role.PLAIN : Role.MUTED)));
        }
        return new Text(sheet.lines(), needed, main);
    }

    /** While something is switched, and afterwards: what was switched, above what is seen of it. */
    private void shownBefore(Optional<Question.Confirm> asked) {
        if (asked.isEmpty() && run.status(step) != Status.WAITING) {
            lastPreview(view, step).ifPresent(preview -> {
                if (!close) {
                    sheet.gap();
                }
                BeforeAfter.write(sheet, preview, columns, close ? BeforeAfter.Room.LINES : BeforeAfter.Room.ALL);
                sheet.line(new Piece("seen now", Role.TITLE));
            });
        }
    }

    private Optional<Question.Confirm> asked() {
        return view.question() instanceof Question.Confirm confirm
                        && confirm.step().equals(step.id())
                ? Optional.of(confirm)
                : Optional.empty();
    }

    private void state() {
        StepState own = run.state(step.id());
        Status status = run.status(step);
        switch (status) {
            case WAITING -> waiting();
            case RUNNING -> busy("under way", own);
            case CHECKING -> busy("done, its checks are looked at", own);
            case UNDOING -> busy("being taken back", own);
            case DONE -> said(status, "done" + when(own));
            case FAILED -> {
                said(status, own.guard() ? "REFUSED before anything was changed" : "FAILED" + when(own));
                because(step);
                step.together().stream()
                        .filter(child -> run.state(child.id()).status() == Status.FAILED)
                        .forEach(child -> {
                            sheet.prose(0, child.title() + ":", Role.PLAIN);
                            because(child);
                        });
            }
            case SKIPPED -> said(status, "SKIPPED: " + own.reason());
            case LEFT_OUT -> said(status, "left out: " + own.reason());
            case IN_DOUBT -> doubt(own);
        }
    }

    private void waiting() {
        boolean current =
                run.current().filter(now -> now.id().equals(step.id())).isPresent();
        if (run.applies(step).equals(Optional.of(false))) {
            said(
                    Status.LEFT_OUT,
                    "will be left out: "
                            + step.when()
                                    .map(condition -> condition.unmet(run.scope()))
                                    .orElse(""));
        } else if (current && view.question() instanceof Question.Busy) {
            said(Status.RUNNING, "looking before anything is asked");
        }
    }

    private void said(Status status, String text) {
        Mark mark = Mark.of(status);
        sheet.labelled(mark.sign() + " ", mark.role(), text, mark.role() == Role.MUTED ? Role.PLAIN : mark.role());
    }

    private static String when(StepState own) {
        if (own.begunAt().isEmpty() || own.endedAt().isEmpty()) {
            return "";
        }
        Duration took = Duration.between(own.begunAt().get(), own.endedAt().get());
        return " at " + Times.second(own.endedAt().get()) + ", " + Times.span(took) + " after it was begun";
    }

    private void busy(String what, StepState own) {
        String since = begun(own).map(at -> ", " + Times.count(at, view.now())).orElse("");
        said(Status.RUNNING, what + since + usual());
    }

    private Optional<java.time.Instant> begun(StepState own) {
        return own.begunAt().or(() -> step.together().stream()
                .flatMap(child -> run.state(child.id()).begunAt().stream())
                .min(Comparator.naturalOrder()));
    }

    /** How long it usually takes: measured, else as the runbook says, else that nobody knows. */
    private String usual() {
        List<Duration> took = view.frame().took().getOrDefault(step.id(), List.of());
        if (!took.isEmpty()) {
            Duration least = took.stream().min(Duration::compareTo).orElseThrow();
            Duration most = took.stream().max(Duration::compareTo).orElseThrow();
            return "; before " + Times.range(least, most) + " (n=" + took.size() + ")";
        }
        return step.eta().map(eta -> "; the runbook says " + Times.span(eta)).orElse("; no history");
    }

    private void because(Step failed) {
        StepState state = run.state(failed.id());
        if (!state.reason().isBlank()) {
            sheet.labelled("  ", Role.PLAIN, state.reason(), Role.DANGER);
        }
        String hint = state.hint().isBlank() ? view.hints().getOrDefault(failed.id(), "") : state.hint();
        if (!hint.isBlank()) {
            sheet.labelled("  HINT ", Role.WARNING, hint, Role.PLAIN);
        }
    }

    private void doubt(StepState own) {
        String begun =
                own.begunAt().map(at -> " begun at " + Times.second(at) + ",").orElse("");
        said(Status.IN_DOUBT, "IN DOUBT:" + begun + " nobody knows how it ended");
        if (view.question() instanceof Question.Doubt doubt
                && doubt.attempt().step().equals(step.id())) {
            sheet.labelled("  Looked just now: ", Role.PLAIN, doubt.finding().evidence(), Role.PLAIN);
        }
    }

    private void refusal() {
        view.refusal()
                .filter(no -> !no.reason().equals(run.state(step.id()).reason()))
                .ifPresent(no -> {
                    sheet.labelled("! ", Role.WARNING, "Refused: " + no.reason(), Role.WARNING);
                    if (!no.hint().isBlank()) {
                        sheet.labelled("  HINT ", Role.WARNING, no.hint(), Role.PLAIN);
                    }
                });
    }

    /** What was looked at just now, for the step that is asked about. */
    private void preview(Preview preview, boolean undo) {
        sheet.gap();
        if (undo) {
            sheet.prose(0, "To be TAKEN BACK.", Role.WARNING);
        }
        preview.warnings().forEach(warning -> sheet.labelled("! ", Role.WARNING, warning, Role.WARNING));
        byHand(undo);
        BeforeAfter.write(sheet, preview, columns, close ? BeforeAfter.Room.CHANGES : BeforeAfter.Room.ALL);
        if (!preview.changes().isEmpty() && preview.stays().isEmpty()) {
            sheet.line(new Piece("will change", Role.TITLE));
            if (close && areAlike(preview.changes())) {
                Preview.Change one = preview.changes().get(0);
                change(new Preview.Change(
                        "each of these " + preview.changes().size(), one.field(), one.before(), one.after()));
                sheet.prose(
                        2,
                        preview.changes().stream().map(Preview.Change::object).collect(Collectors.joining(", ")),
                        Role.PLAIN);
            } else {
                preview.changes().forEach(this::change);
            }
        }
        cutsOff(preview.cutsOff());
        if (!preview.stays().isEmpty()) {
            facts(preview);
        }
        if (!undo) {
            holds();
        }
    }

    private void change(Preview.Change change) {
        String on = "  " + change.object() + "  " + change.field() + "  ";
        String whole = on + change.before() + "  →  " + change.after();
        if (lifeboat.terminal.TextWidth.of(lifeboat.terminal.SafeText.of(whole)) <= columns) {
            sheet.line(
                    new Piece(on, Role.PLAIN),
                    new Piece(change.before(), Role.REMOVED),
                    new Piece("  →  ", Role.PLAIN),
                    new Piece(change.after(), Role.ADDED));
        } else {
            sheet.prose(2, change.object() + "  " + change.field(), Role.PLAIN);
            sheet.exact("  - ", Role.REMOVED, change.before(), Role.REMOVED);
            sheet.exact("  + ", Role.ADDED, change.after(), Role.ADDED);
        }
    }

    /** What else follows from it, each with what it is about; the patch itself is a key away. */
    private void facts(Preview preview) {
        for (String fact : preview.details()) {
            int colon = fact.indexOf(": ");
            // What stays open stands in the picture above, unless that shows only what changes; what may move too is
            // offered by a key.
            if (!fact.startsWith(PATCH) && !fact.startsWith(close ? MORE : OPEN)) {
                String label = colon < 0 ? "" : fact.substring(0, colon);
                sheet.labelled(
                        label.isEmpty() ? "" : label + "  ",
                        Role.TITLE,
                        fact.substring(colon < 0 ? 0 : colon + 2),
                        Role.PLAIN);
            }
        }
    }

    private void cutsOff(List<String> cuts) {
        if (close && !cuts.isEmpty()) {
            sheet.labelled("cuts off  ", Role.TITLE, String.join("; ", cuts), Role.PLAIN);
        } else if (!cuts.isEmpty()) {
            sheet.line(new Piece("cuts off", Role.TITLE));
            cuts.forEach(cut -> sheet.prose(2, cut, Role.PLAIN));
        }
    }

    private void byHand(boolean undo) {
        if (step.together().isEmpty() && step.action() instanceof Action.Manual manual && !undo) {
            String title = Wording.byHand(run, step);
            sheet.line(new Piece(title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1), Role.TITLE));
            sheet.prose(2, Wording.resolved(manual.instruction(), run, step), Role.PLAIN);
        }
    }

    private void holds() {
        List<Step> all = new ArrayList<>(step.together());
        all.add(step);
        List<String> opened =
                all.stream().flatMap(one -> one.holds().stream()).distinct().toList();
        if (!opened.isEmpty()) {
            if (!close) {
                sheet.line(new Piece("afterwards held open", Role.TITLE));
            }
            for (String hold : opened) {
                String until = run.releaser(hold)
                        .map(releaser -> ", until \"" + releaser.title() + "\" is done")
                        .orElse("");
                sheet.labelled(close ? "holds ! " : "  ! ", Role.WARNING, hold + until, Role.PLAIN);
            }
        }
        List<String> released = all.stream()
                .flatMap(one -> one.releases().stream())
                .filter(run::isHeld)
                .distinct()
                .toList();
        if (!released.isEmpty()) {
            sheet.line(new Piece("releases", Role.TITLE));
            released.forEach(hold -> sheet.prose(2, hold, Role.PLAIN));
        }
    }

    /** Longer texts and the same by hand, as far as there is room; diff and commands show all of it. */
    private void details(Preview preview, boolean extras) {
        if (!preview.stays().isEmpty()) {
            return;
        }
        // What is done by hand stands above, as it is to be done.
        boolean byHand = step.action() instanceof Action.Manual;
        boolean all = preview.changes().isEmpty();
        if (!byHand && (all || extras) && !preview.details().isEmpty()) {
            sheet.line(new Piece("in full", Role.TITLE));
            boolean whole = extras || preview.details().size() <= SHORT;
            int shown = whole ? preview.details().size() : SHORT - 1;
            preview.details().subList(0, shown).forEach(line -> sheet.exact("  ", Role.PLAIN, line, Role.PLAIN));
            if (!whole) {
                String more = "… and " + (preview.details().size() - shown) + " lines more; diff shows all";
                sheet.prose(2, more, Role.MUTED);
            }
        }
        if (extras && !preview.commands().isEmpty()) {
            sheet.line(new Piece("the same by hand", Role.TITLE));
            preview.commands().forEach(argv -> sheet.exact("  ", Role.PLAIN, Wording.command(argv), Role.MUTED));
        }
    }

    /** What can be said of a step that is not asked about: what its runbook says. */
    private void intention() {
        if (run.status(step).isOver() || run.status(step).isBusy()) {
            return;
        }
        sheet.gap();
        byHand(false);
        cutsOff(step.cutsOff().stream().map(cut -> Wording.resolved(cut, run)).toList());
        holds();
    }
}
