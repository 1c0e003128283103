package lifeboat.runbook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lifeboat.runbook.Value.Entries;
import lifeboat.runbook.Value.Text;

/** Checks the rules between the keys of a step, and which variables each step may use. */
final class StepChecks {
    private final List<Entries> steps;
    private final Set<String> finallySteps;
    private final Problems problems;
    private final TextChecks texts;

    StepChecks(Entries book, Problems problems, TextChecks texts) {
        this.steps = book.mappings("steps");
        this.finallySteps = new HashSet<>(book.strings("finally"));
        this.problems = problems;
        this.texts = texts;
    }

    /** Every step with its children, in order. */
    static List<Entries> all(Entries book) {
        List<Entries> all = new ArrayList<>();
        for (Entries step : book.mappings("steps")) {
            all.add(step);
            all.addAll(step.mappings("together"));
        }
        return all;
    }

    /** The variables that the outputs of a step become; none if it registers nothing. */
    static Variables registered(Entries step) {
        String register =
                step.text("register").filter(Text::sound).map(Text::text).orElse("");
        if (register.isEmpty()) {
            return Variables.none();
        }
        Optional<Action> action = action(step);
        if (action.isEmpty()) {
            return new Variables(Set.of(), Set.of(register), Map.of());
        }
        return Variables.none()
                .with(action.get().outputs().stream()
                        .sorted()
                        .map(output -> register + "." + output)
                        .toList());
    }

    /**
     * Checks every step.
     *
     * @param always what every step may use
     */
    void check(Variables always) {
        Map<String, String> later = new LinkedHashMap<>();
        Variables all = always;
        for (Entries step : steps) {
            for (Entries each : withChildren(step)) {
                Variables own = registered(each);
                String reason = "Step `" + each.string("id") + "` registers it, and stands later.";
                own.names().forEach(name -> later.putIfAbsent(name, reason));
                all = all.and(own);
            }
        }
        Map<String, String> registers = new LinkedHashMap<>();
        Variables before = always.because(later);
        for (Entries step : steps) {
            Variables after = before;
            for (Entries each : withChildren(step)) {
                checkVariables(each, finallySteps.contains(each.string("id")) ? all : before, all);
                checkRules(each);
                checkRegister(each, registers);
                after = after.and(registered(each));
            }
            if (step.has("together")) {
                checkGroup(step);
            }
            step.mappings("together").forEach(this::checkChild);
            before = after;
        }
    }

    private static List<Entries> withChildren(Entries step) {
        List<Entries> list = new ArrayList<>(List.of(step));
        list.addAll(step.mappings("together"));
        return list;
    }

    private static Optional<Action> action(Entries step) {
        return RunbookBuilder.actionKey(step)
                .flatMap(key -> step.entries(key).filter(Entries::sound).map(in -> ActionBuilder.action(key, in)));
    }

    private void checkVariables(Entries step, Variables known, Variables all) {
        List<String> item = step.has("foreach") ? List.of(Variables.ITEM) : List.of();
        step.values().forEach((key, value) -> {
            switch (key) {
                case "together" -> {}
                case "foreach", "when", Inclusion.WHEN -> texts.check(value, known);
                case "undo" -> texts.check(value, all.with(item));
                case "verify", "probe" -> texts.check(value, known.with(item).and(registered(step)));
                case "run" -> checkProgram(value, known.with(item));
                default -> texts.check(value, known.with(item));
            }
        });
    }

    private void checkProgram(Value value, Variables known) {
        if (value instanceof Entries program) {
            program.values().forEach((key, part) -> {
                if (key.equals("environment")) {
                    texts.checkHidden(part, known);
                } else {
                    texts.check(part, known);
                }
            });
        }
    }

    private void checkRules(Entries step) {
        boolean together = step.has("together");
        if (together && step.has("foreach")) {
            problems.add(
                    step.keyPlace("foreach"), "`foreach` beside `together`", "Make it two steps; parts have no parts.");
        }
        if (step.has("parallel") && !together && !step.has("foreach")) {
            problems.add(
                    step.keyPlace("parallel"), "`parallel` without `foreach`", "One action has nothing to divide.");
        }
        action(step).ifPresent(action -> checkEffect(step, action));
        for (String key : List.of("clone", "compare")) {
            step.entries(key)
                    .filter(in -> in.has("to") && in.string("from").equals(in.string("to")))
                    .flatMap(in -> in.text("to"))
                    .ifPresent(to -> problems.add(
                            to.place(), "`from` and `to` are the same target", "A copy needs a second bucket."));
        }
    }

    private void checkEffect(Entries step, Action action) {
        Optional<Text> named = step.text("effect").filter(Text::sound);
        if (named.isEmpty() && step.has("effect")) {
            return;
        }
        Effect effect = RunbookBuilder.effect(step, action.effect());
        boolean programThatReads = action instanceof Action.RunProgram && effect == Effect.READ;
        if (named.isPresent() && effect.compareTo(action.effect()) < 0 && !programThatReads) {
            String own = action.effect().name().toLowerCase(Locale.ROOT);
            problems.add(
                    named.get().place(),
                    "the effect `" + named.get().text() + "` is weaker than that of `" + action.key() + "`",
                    "It is at least `" + own + "`.");
        }
        if (effect == Effect.DESTROY && !step.has("confirm")) {
            problems.add(
                    step.keyPlace("effect"), "a step that destroys without `confirm`", "Say what has to be typed.");
        }
        if (effect != Effect.DESTROY && step.has("confirm")) {
            problems.add(
                    step.keyPlace("confirm"),
                    "`confirm` on a step that does not destroy",
                    "It needs `effect: destroy`.");
        }
    }

    private void checkRegister(Entries step, Map<String, String> registers) {
        Optional<Text> register = step.text("register").filter(Text::sound);
        if (register.isEmpty()) {
            return;
        }
        Text text = register.get();
        String other = registers.putIfAbsent(text.text(), step.string("id"));
        if (other != null) {
            problems.add(
                    text.place(),
                    "`" + text.text() + "` is registered twice",
                    "Step `" + other + "` has it; take another.");
        }
        if (text.text().matches("(cluster|atlas|run|backup|item)([.].*)?")) {
            problems.add(text.place(), "`" + text.text() + "` hides a name of Lifeboat's own", "Take another.");
        }
        if (step.has("together")) {
            problems.add(text.place(), "`register` beside `together`", "Let the steps inside it register.");
        }
        action(step)
                .filter(action -> action.outputs().isEmpty())
                .ifPresent(action -> problems.add(
                        text.place(), "`" + action.key() + "` has nothing to register", "Leave `register` out."));
    }

    private void checkGroup(Entries group) {
        for (String key : List.of("holds", "releases", "verify", "probe", "undo", "downtime")) {
            if (group.has(key)) {
                problems.add(
                        group.keyPlace(key),
                        "`" + key + "` beside `together`",
                        "Each step inside it has its own; put it there.");
            }
        }
    }

    private void checkChild(Entries child) {
        boolean destroys = action(child)
                .filter(action -> RunbookBuilder.effect(child, action.effect()) == Effect.DESTROY)
                .isPresent();
        if (destroys) {
            problems.add(
                    child.place(),
                    "a step that destroys inside `together`",
                    "Make it a step: its name is typed for it alone.");
        }
        for (String key : List.of("together", "foreach")) {
            if (child.has(key)) {
                problems.add(
                        child.keyPlace(key), "`" + key + "` inside `together`", "Parts have no parts; make it a step.");
            }
        }
    }
}
