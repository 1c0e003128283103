package lifeboat.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.perform.Wish;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Wording;
import lifeboat.runbook.Action;
import lifeboat.runbook.Step;

/** Shows a preview and asks for the yes. */
final class ConfirmQuestion {
    private static final String IN = "  ";
    private static final int SHORT = 12;
    private static final String EVIDENCE = "rehearsed automatically";

    private final Talk talk;
    private final Page page;
    private final Sections sections;

    ConfirmQuestion(Talk talk, Sections sections) {
        this.talk = talk;
        this.page = talk.page();
        this.sections = sections;
    }

    /** What will happen, before it is asked for. */
    void show(Snapshot now, Question.Confirm question) {
        Run run = now.run();
        Step step = run.step(question.step());
        Preview preview = question.preview();
        page.line("");
        page.prose(
                "",
                Wording.heading(run, step.id()) + ". " + (question.undo() ? "To be TAKEN BACK. " : "")
                        + Wording.strength(step));
        if (!question.undo() && !step.why().isBlank()) {
            page.prose(IN, "Why: " + step.why());
        }
        if (step.action() instanceof Action.Manual manual && !question.undo()) {
            page.prose(IN, Wording.byHand(run, step) + ": " + Wording.resolved(manual.instruction(), run, step));
        }
        for (Preview.Change change : preview.changes()) {
            page.prose(IN, "Will change: " + change(change) + ".");
        }
        preview.stays().forEach(stays -> page.prose(IN, "Stays: " + stays.field() + " " + stays.after() + "."));
        preview.cutsOff().forEach(cut -> page.prose(IN, "Cuts off: " + cut));
        if (!preview.stays().isEmpty()) {
            preview.details().stream()
                    .filter(detail -> !detail.startsWith("patch of "))
                    .forEach(detail -> page.prose(
                            IN, detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1) + "."));
        }
        preview.choices().forEach(choice -> page.prose(IN, "Say \"" + choice.say() + "\": " + choice.what() + "."));
        boolean detailsAreAll = preview.changes().isEmpty() && !(step.action() instanceof Action.Manual);
        if (detailsAreAll && preview.stays().isEmpty() && preview.details().size() <= SHORT) {
            preview.details().forEach(detail -> page.lines("    ", detail));
        }
        preview.warnings().forEach(warning -> page.prose(IN, "WARNING: " + warning));
        if (!question.undo()) {
            holds(run, step);
        }
    }

    private void holds(Run run, Step step) {
        List<Step> all = new ArrayList<>(step.together());
        all.add(step);
        List<String> opened =
                all.stream().flatMap(one -> one.holds().stream()).distinct().toList();
        for (String hold : opened) {
            String until = run.releaser(hold)
                    .map(releaser -> " until \"" + releaser.title() + "\" is done")
                    .orElse("");
            page.prose(IN, "Opens the hold " + hold + until + ".");
        }
        all.stream()
                .flatMap(one -> one.releases().stream())
                .filter(run::isHeld)
                .distinct()
                .forEach(hold -> page.prose(IN, "Releases the hold " + hold + "."));
    }

    private static String change(Preview.Change change) {
        return change.object() + " " + change.field() + " " + change.before() + " -> " + change.after();
    }

    /** Asks once; {@code automatic} is what is said when nobody is there. */
    Optional<Wish> ask(Snapshot now, Question.Confirm question, String automatic) {
        Run run = now.run();
        Step step = run.step(question.step());
        boolean manual = step.action() instanceof Action.Manual && !question.undo();
        boolean destroys = run.wantsName(step, question.undo());
        Menu menu = new Menu(manual ? "Done?" : "Do it?").offer("yes", nothing -> yes(run, step, question));
        Preview preview = question.preview();
        if (preview.changes().isEmpty() && preview.details().isEmpty()) {
            menu.refuse("diff", "there is no more to show");
        } else {
            menu.offer("diff", nothing -> diff(preview));
        }
        if (preview.commands().isEmpty()) {
            menu.refuse("commands", "there is no command that does the same");
        } else {
            menu.offer("commands", nothing -> commands(preview.commands()));
        }
        also(menu, preview);
        wayOut(menu, now, question, step);
        sections.addTo(menu, run);
        if (destroys) {
            menu.otherwise(typed -> typed.equals(run.confirmation(step, question.undo()))
                    ? confirm(question, typed)
                    : Optional.<Wish>empty());
        }
        return menu.put(talk, automatic);
    }

    private static void also(Menu menu, Preview preview) {
        for (Preview.Choice choice : preview.choices()) {
            menu.understand(choice.say(), nothing -> Optional.of(new Wish.Change(choice.parameter(), choice.value())));
        }
    }

    private void wayOut(Menu menu, Snapshot now, Question.Confirm question, Step step) {
        Run run = now.run();
        boolean inTurn = !question.undo()
                && !now.stopped()
                && run.current()
                        .filter(current -> current.id().equals(step.id()))
                        .isPresent();
        if (!inTurn) {
            menu.offer("back", nothing -> Optional.of(now.stopped() ? new Wish.Stop() : new Wish.GoOn()));
            menu.refuse("skip", "it is not the turn of " + step.id());
        } else {
            menu.refuse(
                    "back",
                    "it is the turn of this step; \"undo STEP\" takes an earlier one back, and \"undo to STEP\" what came after"
                            + " it as well");
            Ways.skip(menu, talk, run, step);
            Ways.undo(menu, run, step);
        }
        if (now.stopped()) {
            menu.refuse("stop", "the procedure is stopped already");
        } else {
            menu.offer("stop", nothing -> Optional.of(new Wish.Stop()));
        }
    }

    private Optional<Wish> yes(Run run, Step step, Question.Confirm question) {
        if (run.wantsName(step, question.undo())) {
            String name = run.confirmation(step, question.undo());
            return talk.name("Type the name of what is destroyed, " + name, name)
                    .flatMap(typed -> confirm(question, typed));
        }
        if (step.action() instanceof Action.Manual manual && !question.undo()) {
            return talk.text(Wording.resolved(manual.evidence(), run, step), EVIDENCE)
                    .flatMap(evidence -> confirm(question, evidence));
        }
        return confirm(question, "yes");
    }

    private static Optional<Wish> confirm(Question.Confirm question, String answer) {
        return Optional.of(new Wish.Confirm(question.step(), question.undo(), answer));
    }

    private Optional<Wish> diff(Preview preview) {
        for (Preview.Change change : preview.changes()) {
            page.line(IN + change.object() + " " + change.field());
            page.lines(IN + "- ", change.before());
            page.lines(IN + "+ ", change.after());
        }
        preview.details().forEach(detail -> page.lines(IN, detail));
        return Optional.empty();
    }

    private Optional<Wish> commands(List<List<String>> commands) {
        commands.forEach(argv -> page.line(IN + Wording.command(argv)));
        return Optional.empty();
    }
}
