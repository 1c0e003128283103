package lifeboat.perform;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lifeboat.run.Run;

/** The holds of a run while all of them are being released, one after the other. Belongs to the run thread. */
final class Releasing {
    private final Set<String> tried = new HashSet<>();
    private boolean going;

    /** From the newest hold on. */
    void begin() {
        going = true;
        tried.clear();
    }

    /** No further hold has its turn by itself. */
    void end() {
        going = false;
    }

    /** What releases the newest hold; empty when that was tried already, or nothing can, and then for good. */
    Optional<Run.Release> next(Run run) {
        List<Run.OpenHold> holds = run.holds();
        if (going && !holds.isEmpty()) {
            Run.OpenHold newest = holds.get(holds.size() - 1);
            Optional<Run.Release> release = run.release(newest);
            if (release.isPresent() && tried.add(newest.id())) {
                return release;
            }
        }
        going = false;
        return Optional.empty();
    }
}
