package lifeboat.screen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lifeboat.run.Attempt;
import lifeboat.run.Run;
import lifeboat.run.Wording;

/** What several popups tell about a run. */
final class Told {
    private static final String HOLD = "! ";

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

    /** What is in flight, a line each, with where it stands. */
    static void inFlight(Sheet sheet, RunView view) {
        for (Attempt attempt : view.run().inFlight().keySet()) {
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

    /** What the run works on, in few words, a target each. */
    static List<String> targets(Run run) {
        List<String> targets = new ArrayList<>();
        for (String name : run.book().identity()) {
            Map<String, String> facts = run.identities().getOrDefault(name, Map.of());
            String words = facts.entrySet().stream()
                    .filter(fact ->
                            !fact.getValue().isEmpty() && fact.getValue().length() <= 40)
                    .map(fact -> fact.getKey() + " " + fact.getValue())
                    .collect(Collectors.joining(", "));
            targets.add(name + (words.isEmpty() ? "" : ": " + words));
        }
        return targets;
    }
}
