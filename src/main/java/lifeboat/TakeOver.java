package lifeboat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.cluster.RunLease;
import lifeboat.line.Answer;
import lifeboat.line.Dialogue;
import lifeboat.line.Prompt;
import lifeboat.terminal.SafeText;

/** Asks the operator whether the lock of another run is taken over; only its id, typed, is a yes. */
@FunctionalInterface
interface TakeOver {
    /** What taking over does. */
    String MEANS = "That run will change nothing more. What it holds open stays as it is: look at it before you go on.";

    /** Never takes anything over. */
    TakeOver NEVER = theirs -> Optional.empty();

    /** What the operator typed; empty to leave the lock with the other run. Blocks. */
    Optional<String> ask(RunLease theirs);

    /** Who has the lock, where, at which step, and since when nothing was heard of them; for people. */
    static List<String> told(RunLease theirs) {
        return List.of(
                theirs.holder(),
                "at step " + theirs.step(),
                "last heard of " + theirs.lastBeat().map(Instant::toString).orElse("never"));
    }

    /** Asks in line mode. */
    static TakeOver in(Dialogue dialogue) {
        return theirs -> {
            dialogue.print("Somebody else works on " + SafeText.of(theirs.lockKey()) + ":");
            told(theirs).forEach(line -> dialogue.print("  " + SafeText.of(line)));
            dialogue.print("Ask them first. To take the lock over, type the id of their run. " + MEANS);
            Answer answer = dialogue.ask(new Prompt(
                    "run to take over, Enter for none >", List.of(), Prompt.Kind.DECISION, Optional.empty()));
            return answer instanceof Answer.Text text
                    ? Optional.of(text.text().strip()).filter(typed -> !typed.isEmpty())
                    : Optional.empty();
        };
    }
}
