package lifeboat.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what is wrong with a runbook and its fragments, so that an author sees all of it at once. */
final class Problems {
    private final SortedMap<Problem, String> found = new TreeMap<>();
    private int count;

    void add(Place place, String message, String hint) {
        Problem bare = new Problem(place.file(), place.line(), place.column(), message, hint);
        count++;
        // A fragment that is included twice has its faults once.
        found.putIfAbsent(bare, place.via());
    }

    /** How often something was added; more than before means that something is wrong. */
    int count() {
        return count;
    }

    boolean none() {
        return found.isEmpty();
    }

    /** In the order of the files, each once. */
    List<Problem> sorted() {
        List<Problem> all = new ArrayList<>();
        found.forEach((bare, via) -> all.add(new Problem(
                bare.file(), bare.line(), bare.column(), bare.message(), (bare.hint() + " " + via).strip())));
        return List.copyOf(all);
    }
}
