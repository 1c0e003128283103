package lifeboat.line;

import java.util.Optional;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.perform.Wish;
import lifeboat.run.Attempt;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.run.Wording;

/** Says what was seen of an attempt that never ended, and asks what became of it. */
final class DoubtQuestion {
    private static final String IN = "  ";

    private final Talk talk;
    private final Sections sections;

    DoubtQuestion(Talk talk, Sections sections) {
        this.talk = talk;
        this.sections = sections;
    }

    void show(Snapshot now, Question.Doubt question) {
        Run run = now.run();
        Attempt attempt = question.attempt();
        talk.page().line("");
        talk.page()
                .prose(
                        "",
                        Wording.heading(run, attempt.step()) + ": IN DOUBT. "
                                + (attempt.undo() ? "Its undo" : "It")
                                + (attempt.part().isEmpty() ? "" : " (" + attempt.part() + ")")
                                + " was begun and never ended: kill, power, or a lost machine.");
        talk.page().prose(IN, "Looked just now: " + question.finding().evidence());
        talk.page()
                .prose(
                        IN,
                        question.finding()
                                .verdict()
                                .map(verdict -> "It looks as if it " + Wording.verdict(verdict) + ".")
                                .orElse("It cannot be told from here whether it took effect."));
    }

    Optional<Wish> ask(Snapshot now, Question.Doubt question) {
        Menu menu = new Menu("What became of it?")
                .offer("took effect", nothing -> settle(question, Verdict.TOOK_EFFECT))
                .offer("do it again", nothing -> settle(question, Verdict.DID_NOT))
                .offer("partly", nothing -> settle(question, Verdict.PARTLY))
                .refuse("yes", "say what became of it")
                .refuse("skip", "it is not known yet what became of it")
                .refuse("stop", "say first what became of it, so that it is known what is held");
        sections.addTo(menu, now.run());
        // Nobody is asked, so what may have happened counts as happened: the hold opens and the step is done again.
        Verdict guess = question.finding().verdict().orElse(Verdict.PARTLY);
        return menu.put(talk, word(guess));
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case TOOK_EFFECT -> "took effect";
            case DID_NOT -> "do it again";
            case PARTLY -> "partly";
        };
    }

    private Optional<Wish> settle(Question.Doubt question, Verdict verdict) {
        String evidence = question.finding().evidence();
        boolean agrees = question.finding().verdict().filter(verdict::equals).isPresent();
        Optional<String> why = agrees ? Optional.of(evidence) : talk.text("How do you know?", evidence);
        return why.map(text -> new Wish.Settle(question.attempt(), verdict, text));
    }
}
