package lifeboat.line;

import java.util.Optional;
import lifeboat.perform.AuditLoss;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.perform.Wish;
import lifeboat.run.Wording;

/** The audit cannot be written: says what that means and asks how to go on. */
final class AuditQuestion {
    private static final String IN = "  ";
    private static final String LEAVE = "leave";

    private final Talk talk;
    private final Sections sections;

    AuditQuestion(Talk talk, Sections sections) {
        this.talk = talk;
        this.sections = sections;
    }

    void show(Snapshot now, Question.AuditLost question) {
        Page page = talk.page();
        AuditLoss loss = question.loss();
        page.line("");
        page.prose("", Wording.banner(now.run()) + "THE AUDIT CANNOT BE WRITTEN: " + loss.reason() + ".");
        page.prose(IN, loss.hint());
        page.prose(IN, "Nothing new begins. " + stands(loss));
        if (question.holds().isEmpty()) {
            page.prose(IN, "Nothing is held.");
        } else {
            page.prose(IN, "Still held, newest first:");
            sections.holds(now.run());
        }
        page.prose(IN, "again: keep it where it was, after you made room.");
        page.prose(IN, "elsewhere DIRECTORY: go on with it there; then what is held can be released.");
        if (!question.holds().isEmpty()) {
            page.prose(IN, "without: release what is held without any audit; what is done is told at the end.");
        }
    }

    private static String stands(AuditLoss loss) {
        int missing = loss.missing().size();
        return missing == 0
                ? "All that happened stands in it."
                : missing + (missing == 1 ? " record stands" : " records stand") + " in no file and "
                        + (missing == 1 ? "is" : "are") + " lost with this process.";
    }

    Optional<Wish> ask(Snapshot now, Question.AuditLost question) {
        Menu menu = new Menu("How to go on?")
                .offer("again", nothing -> Optional.of(new Wish.KeepAudit(Optional.empty())))
                .offerMore("elsewhere", this::elsewhere);
        if (question.holds().isEmpty()) {
            menu.refuse("without", "nothing is held");
        } else {
            menu.offer("without", nothing -> without());
        }
        sections.addTo(menu, now.run());
        return menu.put(talk, LEAVE);
    }

    private Optional<Wish> elsewhere(String given) {
        Optional<String> directory =
                given.isEmpty() ? talk.text("In which directory, on another disk?", "") : Optional.of(given);
        return directory.map(path -> new Wish.KeepAudit(Optional.of(path)));
    }

    private Optional<Wish> without() {
        return talk.name("Type \"" + AuditLoss.TYPED + "\" to release what is held with nothing written down", "")
                .map(Wish.WithoutAudit::new);
    }

    /** What is to be known while holds are released after all. */
    static String standing(AuditLoss loss) {
        return loss.elsewhere()
                .map(directory -> "The audit goes on in " + directory + ".")
                .orElse("NOTHING OF WHAT IS DONE NOW STANDS IN THE AUDIT; it is told at the end.");
    }
}
