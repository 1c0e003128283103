package lifeboat.perform;

import java.util.LinkedHashMap;
import java.util.Map;
import lifeboat.run.Attempt;
import lifeboat.run.Part;
import lifeboat.run.Run;

/** Where each attempt under way stands, as it tells itself. */
final class Progress {
    private final Map<Attempt, String> told = new LinkedHashMap<>();

    /** What comes late, from an attempt that is over, is of no use to anybody. */
    void tell(Run run, Attempt attempt, String text) {
        run.state(attempt.step())
                .part(attempt.part())
                .filter(part -> part.attempt().equals(attempt))
                .filter(part -> part.state().isBusy() || part.state() == Part.State.IN_DOUBT)
                .ifPresent(part -> told.put(attempt, text));
    }

    void end(Attempt attempt) {
        told.remove(attempt);
    }

    Map<Attempt, String> now() {
        return Map.copyOf(told);
    }
}
