package lifeboat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lifeboat.journal.AuditText;
import lifeboat.journal.Holder;
import lifeboat.journal.Journal;
import lifeboat.journal.JournalException;
import lifeboat.journal.RunFolder;
import lifeboat.line.Dialogue;
import lifeboat.run.Recorded;

/** Shows a run that another process works on, from its journal, until that process lets it go. */
record Follow(Wiring wiring, RunFolder folder, Dialogue dialogue) {
    private static final long EVERY_MILLIS = 500;

    /** Returns when nobody works on the run any more; false if there is nobody left to show it to. */
    boolean untilFree() throws Complaint {
        try {
            Holder self = wiring.holder(folder.runId());
            Optional<Holder> owner = wiring.state().inUse(folder, self);
            if (owner.isEmpty()) {
                return true;
            }
            dialogue.print(
                    "Run " + folder.runId() + " is worked on by " + owner.get().describe() + ".");
            dialogue.print("Following it; it is taken over when that process lets it go. Ctrl-C ends following.");
            long shown = Math.max(0, Journal.read(folder).size() - 5L);
            while (wiring.state().inUse(folder, self).isPresent()) {
                shown = show(shown);
                if (dialogue.isGone() || dialogue.takeInterrupt()) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
            show(shown);
            return true;
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private long show(long from) throws JournalException {
        List<Recorded> events = Journal.read(folder);
        for (Recorded recorded : events.subList((int) Math.min(from, events.size()), events.size())) {
            dialogue.print("  " + AuditText.line(recorded));
        }
        return events.size();
    }
}
