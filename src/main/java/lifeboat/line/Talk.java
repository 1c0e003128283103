package lifeboat.line;

import java.util.List;
import java.util.Optional;
import lifeboat.terminal.SafeText;

/** Asks for single texts, and remembers whether there is still anybody to ask. */
final class Talk {
    private static final String UNDELIBERATE =
            "That was pasted, or typed before the question could be read; it counts for nothing. Type it.";

    private final Dialogue dialogue;
    private final Page page;
    private boolean ended;

    Talk(Dialogue dialogue) {
        this.dialogue = dialogue;
        this.page = new Page(dialogue);
    }

    Page page() {
        return page;
    }

    /** Whether there is no more input. */
    boolean ended() {
        return ended;
    }

    /** Asks until the answer was given on purpose. */
    Answer put(Prompt prompt) {
        while (true) {
            Answer answer = ended ? new Answer.End() : dialogue.ask(safe(prompt));
            ended |= answer instanceof Answer.End;
            boolean worthless = answer instanceof Answer.Text text && !text.deliberate();
            if (!worthless || prompt.kind() != Prompt.Kind.DECISION) {
                return answer;
            }
            page.line(UNDELIBERATE);
        }
    }

    /** A text for the record; empty if none was given. */
    Optional<String> text(String question, String automatic) {
        return stripped(new Prompt(question + " >", List.of(), Prompt.Kind.PLAIN, Optional.of(automatic)));
    }

    /** A name that confirms; empty if none was given. */
    Optional<String> name(String question, String automatic) {
        return stripped(new Prompt(question + " >", List.of(), Prompt.Kind.DECISION, Optional.of(automatic)));
    }

    /** A secret as it was typed; empty if none was given. */
    Optional<String> secret(String question) {
        return put(new Prompt(question + " >", List.of(), Prompt.Kind.SECRET, Optional.empty()))
                        instanceof Answer.Text text
                ? Optional.of(text.text())
                : Optional.empty();
    }

    private Optional<String> stripped(Prompt prompt) {
        return put(prompt) instanceof Answer.Text text
                ? Optional.of(text.text().strip()).filter(given -> !given.isEmpty())
                : Optional.empty();
    }

    private static Prompt safe(Prompt prompt) {
        return new Prompt(SafeText.of(prompt.text()), prompt.words(), prompt.kind(), prompt.automatic());
    }
}
