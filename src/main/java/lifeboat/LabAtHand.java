package lifeboat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import lifeboat.lab.Lab;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;

/** The lab of the rehearsal that a full screen prepares or shows, if it is one. Safe for any thread. */
final class LabAtHand {
    private final Wiring wiring;
    private final boolean keep;

    // Guarded by this.
    private Optional<Lab> lab = Optional.empty();
    private boolean older;

    /** None yet; {@code keep} says whether each stays up afterwards. */
    LabAtHand(Wiring wiring, boolean keep) {
        this.wiring = wiring;
        this.keep = keep;
    }

    synchronized Optional<Lab> lab() {
        return lab;
    }

    /** The machine as a run in it sees it. */
    synchronized Machine machine() {
        return lab.map(there -> Labs.machine(wiring.machine(), there)).orElse(wiring.machine());
    }

    /**
     * Starts one and has happen in it what comes before the rehearsal.
     *
     * @param say hears where that stands
     * @param gone whether nobody waits for it any more
     * @return what it answers to the questions of the runbook
     */
    Map<String, Given> start(ScreenChoices choices, Runbook book, Consumer<String> say, BooleanSupplier gone)
            throws Complaint {
        Lab started = new Labs(wiring).start(choices.lab(), book, say);
        take(Optional.of(started), false);
        Map<String, Given> known = new LinkedHashMap<>(Labs.given(book, started, choices.given()));
        known.putAll(new Prologue(wiring, started, machine(), new Spoken(say, gone), false).of(book, choices.given()));
        return known;
    }

    /** That of a run that is taken up again; none if the run is not a rehearsal. */
    void takeUp(Optional<Lab> its) {
        take(its, true);
    }

    private synchronized void take(Optional<Lab> other, boolean isOlder) {
        lab = other;
        older = isOlder;
    }

    /** Ends one in which nothing was begun; one that an unfinished run still needs stays. */
    void endUnused(Consumer<String> say) {
        boolean needed;
        synchronized (this) {
            needed = older;
        }
        end(needed, say);
    }

    /** Ends it, unless it is to stay or its run is unfinished. */
    void end(boolean unfinished, Consumer<String> say) {
        Optional<Lab> ended;
        synchronized (this) {
            ended = lab;
            lab = Optional.empty();
        }
        ended.ifPresent(there -> new Labs(wiring).end(there, keep || unfinished, say));
    }
}
