package lifeboat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lifeboat.journal.AuditText;
import lifeboat.journal.Holder;
import lifeboat.journal.JournalException;
import lifeboat.line.Dialogue;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.Wording;

/** Shows a run that another process works on, from its journal, a line a record. */
final class Follow {
    private static final long EVERY_MILLIS = 200;
    private static final int LOOKING_BACK = 5;

    private final Wiring wiring;
    private final Unfinished unfinished;
    private final Dialogue dialogue;
    private final JournalView journal;
    private boolean begun;

    Follow(Wiring wiring, Unfinished unfinished, Dialogue dialogue) {
        this.wiring = wiring;
        this.unfinished = unfinished;
        this.dialogue = dialogue;
        this.journal = new JournalView(unfinished);
    }

    /** Returns when nobody works on the run any more; false if there is nobody left to show it to. */
    boolean untilFree() throws Complaint {
        Optional<Holder> owner = owner();
        if (owner.isEmpty()) {
            return true;
        }
        dialogue.print("Run " + unfinished.folder().runId() + " is worked on by "
                + owner.get().describe() + ".");
        dialogue.print("Following it; it is taken over when that process lets it go. Ctrl-C ends following.");
        while (owner().isPresent()) {
            show();
            if (isOver()) {
                return false;
            }
        }
        show();
        return true;
    }

    /** Returns when the run is closed, or was left and nobody works on it; or when there is nobody left to show it to. */
    void untilOver() throws Complaint {
        Run run =
                show().orElseThrow(() -> Complaint.usage("the journal of the run is empty", "Try again in a moment."));
        while (run.phase() != Run.Phase.CLOSED && owner().isPresent()) {
            if (isOver()) {
                return;
            }
            run = show().orElse(run);
        }
        run = show().orElse(run);
        dialogue.print(
                run.phase() == Run.Phase.OPEN
                        ? "Nobody works on it: its process was killed. " + Wording.ending(run)
                        : Wording.banner(run) + Wording.ending(run));
    }

    private boolean isOver() {
        if (dialogue.isGone() || dialogue.takeInterrupt()) {
            return true;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Optional<Run> show() throws Complaint {
        Optional<JournalView.Sight> sight = journal.look();
        if (sight.isPresent()) {
            int all = sight.get().news().size();
            for (Recorded recorded : sight.get().news().subList(begun ? 0 : Math.max(0, all - LOOKING_BACK), all)) {
                dialogue.print("  " + AuditText.line(recorded));
            }
            begun = true;
        }
        return sight.map(JournalView.Sight::run);
    }

    private Optional<Holder> owner() throws Complaint {
        try {
            return wiring.state()
                    .inUse(
                            unfinished.folder(),
                            wiring.holder(unfinished.folder().runId()));
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
    }
}
