package lifeboat;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lifeboat.journal.Gap;
import lifeboat.journal.Head;
import lifeboat.journal.RunFolder;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Ticket;
import lifeboat.run.Wording;

/**
 * What is said of a run when it was left or closed: on the screen, and on the terminal that stays behind it.
 *
 * @param events all that is in its journal
 * @param head the journal's last record
 * @param gap what of the journal does not lie in the run's folder
 */
record LastWords(Run run, RunFolder folder, List<Recorded> events, Head head, Optional<Gap> gap) {
    /** What to put into the ticket. */
    Ticket ticket() {
        return new Ticket(
                run,
                operators(),
                events.stream()
                        .filter(recorded -> recorded.event() instanceof RunEvent.RunLeft
                                || recorded.event() instanceof RunEvent.RunClosed)
                        .reduce((one, later) -> later)
                        .map(Recorded::at),
                new Ticket.Audit(
                        folder.journal().toString(),
                        head.sequence(),
                        head.hash(),
                        gap.map(Gap::lines).orElse(List.of())));
    }

    /** Everybody who had the run's lock, with the machine that they had it on. */
    private List<String> operators() {
        return events.stream()
                .map(Recorded::event)
                .filter(RunEvent.LockTaken.class::isInstance)
                .map(event -> ((RunEvent.LockTaken) event).holder())
                .filter(holder -> holder.contains(", process "))
                .map(holder -> holder.substring(0, holder.indexOf(", process ")))
                .distinct()
                .toList();
    }

    /** A few lines for the terminal. */
    void say(Consumer<String> line) {
        line.accept(Wording.banner(run) + run.book().title() + ": " + Wording.ending(run));
        for (Run.OpenHold hold : run.holds()) {
            line.accept("  ! " + hold.id() + " since " + hold.since() + ": " + Wording.meaning(hold.id(), run));
        }
        line.accept("  Audit: " + folder.journal());
        gap.ifPresent(some -> some.lines().forEach(text -> line.accept("  " + text)));
        line.accept("  Its head, for the ticket: " + head.code());
        if (run.phase() != Run.Phase.CLOSED) {
            line.accept("  Resume: lifeboat resume " + run.id());
        }
    }
}
