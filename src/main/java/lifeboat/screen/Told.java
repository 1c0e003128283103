package lifeboat.screen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lifeboat.perform.Question;
import lifeboat.run.Attempt;
import lifeboat.run.Run;
import lifeboat.run.Wording;

/** What several popups tell about a run. */
final class Told {
    private static final String HOLD = "! ";
    private static final List<String> FIRST = List.of("context", "namespace", "host", "port", "database", "bucket");
    private static final Set<String> ONLY_FOR_THE_AUDIT = Set.of("ca_sha256", "namespace_uid");

    private Told() {}

    /** What an attempt is called: the step's title, with the part, or as its undo. */
    static String name(Attempt attempt, Run run) {
        String title = run.step(attempt.step()).title() + (attempt.part().isEmpty() ? "" : " (" + attempt.part() + ")");
        return attempt.undo() ? "taking back \"" + title + "\"" : title;
    }

    /** The names of attempts, each once. */
    static String names(Iterable<Attempt> attempts, Run run) {
        List<String> names = new ArrayList<>();
        attempts.forEach(attempt -> names.add(name(attempt, run)));
        return names.stream().distinct().collect(Collectors.joining(", "));
    }

    /** What is in flight, or what a crash left and is being looked at. */
    static Set<Attempt> underWay(RunView view) {
        Run run = view.run();
        return run.inFlight().isEmpty() && view.question() instanceof Question.Busy
                ? run.doubts().keySet()
                : run.inFlight().keySet();
    }

    /** What is under way, a line each, with where it stands. */
    static void inFlight(Sheet sheet, RunView view) {
        for (Attempt attempt : underWay(view)) {
            String progress = view.snapshot().progress().getOrDefault(attempt, "");
            sheet.labelled(
                    "▶ ",
                    Role.NOW,
                    name(attempt, view.run()) + (progress.isEmpty() ? "" : ": " + progress),
                    Role.PLAIN);
        }
    }

    /** The open holds, newest first. */
    static List<Run.OpenHold> newestFirst(Run run) {
        List<Run.OpenHold> holds = new ArrayList<>(run.holds());
        Collections.reverse(holds);
        return holds;
    }

    /** The open holds with what they mean, newest first. */
    static void holds(Sheet sheet, Run run, Instant now) {
        for (Run.OpenHold hold : newestFirst(run)) {
            sheet.labelled(HOLD, Role.WARNING, hold.id() + " since " + since(hold.since(), now), Role.WARNING);
            String means = Wording.meaning(hold.id(), run);
            if (!means.equals(hold.id())) {
                sheet.prose(2, means, Role.PLAIN);
            }
        }
    }

    /** The open holds by name, newest first. */
    static String holds(Run run, Instant now) {
        return newestFirst(run).stream()
                .map(hold -> HOLD + hold.id() + " (" + Times.since(hold.since(), now) + ")")
                .collect(Collectors.joining("  "));
    }

    /** Such as {@code 02:09 UTC (4 min)}. */
    static String since(Instant then, Instant now) {
        return Times.minute(then) + " UTC (" + Times.since(then, now) + ")";
    }

    /** What the run works on, in few words, a target each; what tells targets apart for people comes first. */
    static List<String> targets(Run run) {
        List<String> targets = new ArrayList<>();
        for (String name : run.book().identity()) {
            String words = run.identities().getOrDefault(name, Map.of()).entrySet().stream()
                    .filter(fact -> !fact.getValue().isEmpty() && !ONLY_FOR_THE_AUDIT.contains(fact.getKey()))
                    .sorted(Comparator.comparingInt((Map.Entry<String, String> fact) -> rank(fact.getKey()))
                            .thenComparing(Map.Entry::getKey))
                    .map(fact -> fact.getKey() + " " + fact.getValue())
                    .collect(Collectors.joining(", "));
            targets.add(name + (words.isEmpty() ? "" : ": " + words));
        }
        return targets;
    }

    private static int rank(String fact) {
        int place = FIRST.indexOf(fact);
        return place < 0 ? FIRST.size() : place;
    }
}
