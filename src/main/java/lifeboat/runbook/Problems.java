package lifeboat.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong with a runbook and its fragments, so that an author sees all of it at once. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(Place place, String message, String hint) {
        String whole = (hint + " " + place.via()).strip();
        found.add(new Problem(place.file(), place.line(), place.column(), message, whole));
    }

    int count() {
        return found.size();
    }

    boolean none() {
        return found.isEmpty();
    }

    /** In the order of the files, each once. */
    List<Problem> sorted() {
        return List.copyOf(new TreeSet<>(found));
    }
}
