package lifeboat.screen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lifeboat.perform.PodFeed.Emptied;
import lifeboat.perform.PodFeed.Pod;
import lifeboat.perform.PodFeed.Selection;
import lifeboat.perform.PodFeed.Sight;

/** What is said about pods in sentences, and the table as text. */
final class PodWords {
    /** A line and what it is there for. */
    record Line(String text, Role role) {}

    private PodWords() {}

    private static String what(Selection selection) {
        return selection.selector().isEmpty() ? "all pods" : selection.selector();
    }

    /** Since when and why a selection is not seen. */
    static String trouble(Selection selection, Instant now) {
        String since = selection
                .since()
                .map(then -> " since " + Times.second(then) + " (" + PodAge.of(then, now) + ")")
                .orElse("");
        return selection.sight() == Sight.STALE
                ? "! not seen" + since + ", " + what(selection) + ": " + selection.why()
                : "! pods cannot be seen" + since + ": " + selection.why();
    }

    /** Which workloads have no pod any more. */
    static String emptied(List<Emptied> emptied, Instant now) {
        return "all gone: "
                + emptied.stream()
                        .map(one -> one.owner() + " (" + PodAge.of(one.since(), now) + " ago)")
                        .collect(Collectors.joining(", "));
    }

    /** What is said instead of a table without rows. */
    static List<Line> empty(RunView view, PodFilter filter) {
        if (view.run().book().watch().isEmpty()) {
            return List.of(new Line("This runbook watches no pods.", Role.MUTED));
        }
        if (view.pods().selections().isEmpty()) {
            return List.of(new Line("looking…", Role.MUTED));
        }
        if (!filter.isEmpty() && !view.pods().present().isEmpty()) {
            return List.of(new Line(
                    "None of the pods " + (filter.isInverse() ? "is without " : "has ") + "\"" + filter.wanted()
                            + "\".",
                    Role.MUTED));
        }
        List<Line> lines = new ArrayList<>();
        for (Selection selection : view.pods().selections()) {
            switch (selection.sight()) {
                case AWAITED -> lines.add(new Line("looking for pods of " + what(selection) + "…", Role.MUTED));
                case UNSEEN -> lines.add(new Line(trouble(selection, view.now()), Role.DANGER));
                case STALE -> lines.add(new Line(trouble(selection, view.now()), Role.WARNING));
                case LIVE -> lines.add(none(view, selection));
            }
        }
        return lines;
    }

    /** That the pods are gone is success only if they were seen before. */
    private static Line none(RunView view, Selection selection) {
        boolean left = !view.pods().emptied().isEmpty();
        return left
                ? new Line("✓ none of " + what(selection) + " is left", Role.OK)
                : new Line("No pod matches " + what(selection) + ".", Role.MUTED);
    }

    /** The whole table, as wide as it must be. */
    static List<String> table(List<Pod> pods, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAME", "STATUS", "READY", "RESTARTS", "AGE", "NODE", "OWNER"));
        pods.forEach(pod -> rows.add(List.of(
                pod.name(),
                PodState.of(pod, now).word(),
                pod.readiness(),
                Integer.toString(pod.restarts()),
                PodAge.of(pod.created(), now),
                pod.node(),
                pod.owner())));
        int[] wide = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, wide.length)
                        .mapToObj(column -> row.get(column)
                                + " ".repeat(wide[column] - row.get(column).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .toList();
    }
}
