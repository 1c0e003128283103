package lifeboat.line;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lifeboat.perform.Wish;
import lifeboat.run.Run;
import lifeboat.run.StepState;
import lifeboat.run.Wording;
import lifeboat.runbook.Step;

/** What can be looked at, and noted, at every question. */
final class Sections {
    private static final String IN = "  ";

    private final Talk talk;
    private final PodLines pods;

    Sections(Talk talk, PodLines pods) {
        this.talk = talk;
        this.pods = pods;
    }

    /** Adds the words that every menu understands. */
    Menu addTo(Menu menu, Run run) {
        return menu.offerMore("note", this::note)
                .offer("leave", nothing -> Optional.of(new Wish.Leave("the operator left")))
                .understand("pods", nothing -> shown(pods::tellAll))
                .understand("holds", nothing -> shown(() -> holds(run)))
                .understand("steps", nothing -> shown(() -> steps(run)))
                .understand("help", nothing -> shown(this::help));
    }

    private Optional<Wish> note(String given) {
        Optional<String> text = given.isEmpty() ? talk.text("What shall be noted?", "") : Optional.of(given);
        return text.map(Wish.Note::new);
    }

    private static Optional<Wish> shown(Runnable section) {
        section.run();
        return Optional.empty();
    }

    private void help() {
        talk.page().prose(IN, "Type one of the words in brackets. note, skip and change may be followed by the text.");
        talk.page().prose(IN, "Also understood everywhere: pods, holds, steps; they change nothing.");
        talk.page().prose(IN, "End of input (Ctrl-D) leaves the run; it can be resumed.");
    }

    /** The open holds, newest first, each with its meaning and the way back by hand. */
    void holds(Run run) {
        if (run.holds().isEmpty()) {
            talk.page().line(IN + "Nothing is held.");
        }
        List<Run.OpenHold> newestFirst = new ArrayList<>(run.holds());
        Collections.reverse(newestFirst);
        for (Run.OpenHold hold : newestFirst) {
            talk.page().prose(IN, "! " + hold.id() + " since " + hold.since() + ": " + Wording.meaning(hold.id(), run));
            Wording.byHand(hold.id(), run).ifPresent(byHand -> talk.page().prose(IN + IN, "By hand: " + byHand));
        }
    }

    /** Every step with its state. */
    void steps(Run run) {
        for (Step step : run.book().steps()) {
            StepState.Status status = run.status(step);
            String reason = run.state(step.id()).reason();
            talk.page()
                    .prose(
                            IN,
                            Wording.heading(run, step.id()) + ": " + Wording.word(status)
                                    + (reason.isEmpty() ? "" : " (" + reason + ")"));
        }
    }
}
