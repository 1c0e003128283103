package lifeboat.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong with one file, so that an author sees all of it at once. */
final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Place place, String message, String hint) {
        found.add(new Problem(file, place.line(), place.column(), message, hint));
    }

    int count() {
        return found.size();
    }

    boolean none() {
        return found.isEmpty();
    }

    /** In file order, each once. */
    List<Problem> sorted() {
        return List.copyOf(new TreeSet<>(found));
    }
}
