package lifeboat.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.runbook.Action;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import lifeboat.runbook.Template;

/** How things are called when they are told. */
public final class Wording {
    private Wording() {}

    /** {@code [6/14] Scale pachd to zero}, with REHEARSAL when it is one. */
    public static String heading(Run run, StepId id) {
        List<Step> steps = run.book().steps();
        for (int position = 0; position < steps.size(); position++) {
            Step step = steps.get(position);
            if (step.id().equals(id)) {
                return number(run, position) + step.title();
            }
            for (Step child : step.together()) {
                if (child.id().equals(id)) {
                    return number(run, position) + step.title() + ": " + child.title();
                }
            }
        }
        return id.value();
    }

    private static String number(Run run, int position) {
        return "[" + (position + 1) + "/" + run.book().steps().size() + "] " + banner(run);
    }

    /** {@code REHEARSAL} with two spaces after it, or nothing. */
    public static String banner(Run run) {
        return run.mode() == Mode.REHEARSAL ? "REHEARSAL  " : "";
    }

    /** One sentence on how strong a step is. */
    public static String strength(Step step) {
        if (Run.effect(step) == Effect.DESTROY) {
            return "DESTROYS.";
        }
        if (Run.effect(step) == Effect.READ) {
            return "Goes by itself.";
        }
        Action action = step.action();
        if (action instanceof Action.Manual) {
            return "Done by hand.";
        }
        if (action instanceof Action.Announce) {
            return "Tells people.";
        }
        boolean cluster =
                action instanceof Action.Scale || action instanceof Action.Pause || action instanceof Action.Unpause;
        return cluster ? "Changes the cluster." : "Makes a change.";
    }

    /** The text, or the template itself where something in it is not known yet. */
    public static String resolved(Template template, Run run) {
        try {
            return template.resolve(run.scope());
        } catch (Template.UnknownVariable unknown) {
            return template.text();
        }
    }

    /**
     * A text of a step, where {@code item} is the element of its {@code foreach} that comes next, or each of them once all
     * are done.
     */
    public static String resolved(Template template, Run run, Step step) {
        try {
            String item = item(run, step);
            return template.resolve(name -> name.equals("item") && !item.isEmpty()
                    ? Optional.of(List.of(item))
                    : run.scope().lookup(name));
        } catch (Template.UnknownVariable unknown) {
            return template.text();
        }
    }

    private static String item(Run run, Step step) {
        if (step.forEach().isEmpty()) {
            return "";
        }
        List<Unit> ready = run.ready(step);
        List<Unit> named = ready.isEmpty() ? run.units(step) : ready;
        return named.stream().map(Unit::part).collect(Collectors.joining(", "));
    }

    /** {@code To do by hand}, with the element of its {@code foreach} that comes next and how many there are. */
    public static String byHand(Run run, Step step) {
        String what = "To do by hand";
        if (step.forEach().isEmpty()) {
            return what;
        }
        try {
            List<Unit> units = run.units(step);
            List<Unit> ready = run.ready(step);
            return ready.isEmpty()
                    ? what
                    : what + ", " + (units.indexOf(ready.get(0)) + 1) + " of " + units.size() + ", "
                            + ready.get(0).part();
        } catch (Template.UnknownVariable unknown) {
            return what;
        }
    }

    /** What a hold means for people; its name if the runbook does not say. */
    public static String meaning(String hold, Run run) {
        return run.book()
                .hold(hold)
                .map(named -> resolved(named.means(), run))
                .filter(text -> !text.isBlank())
                .orElse(hold);
    }

    /** How a hold is taken back without Lifeboat, if the runbook says it. */
    public static Optional<String> byHand(String hold, Run run) {
        return run.book().hold(hold).flatMap(named -> named.byHand()).map(template -> resolved(template, run));
    }

    public static String verdict(Verdict verdict) {
        return switch (verdict) {
            case TOOK_EFFECT -> "took effect";
            case DID_NOT -> "had no effect";
            case PARTLY -> "took effect in part, or left something worthless";
        };
    }

    /** The state of a step as a word. */
    public static String word(StepState.Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** How long ago that was, such as {@code 28 min ago}. */
    public static String age(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.toMinutes() < 1) {
            return "just now";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min ago";
        }
        return age.toDays() < 2 ? age.toHours() + " h ago" : age.toDays() + " days ago";
    }

    /** One sentence on how a run ended, or that it did not. */
    public static String ending(Run run) {
        if (run.phase() != Run.Phase.CLOSED) {
            return run.phase() == Run.Phase.LEFT
                    ? "Left unfinished; nothing new begins until it is resumed."
                    : "Ended without being left or closed; resume it.";
        }
        return switch (run.result().orElse("")) {
            case "done" -> "Done.";
            case "refused" -> "Refused before anything was changed.";
            default -> "Ended; not every step was done. Nothing is held.";
        };
    }

    /** An argument list as a shell would need it, for people who copy it. */
    public static String command(List<String> argv) {
        List<String> quoted = new ArrayList<>();
        for (String argument : argv) {
            boolean plain = !argument.isEmpty() && argument.matches("[A-Za-z0-9_@%+=:,./-]+");
            quoted.add(plain ? argument : "'" + argument.replace("'", "'\\''") + "'");
        }
        return String.join(" ", quoted);
    }
}
