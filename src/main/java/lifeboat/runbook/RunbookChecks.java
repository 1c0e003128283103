package lifeboat.runbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lifeboat.runbook.Form.Kind;
import lifeboat.runbook.Value.Entries;
import lifeboat.runbook.Value.Text;

/** Checks what the forms cannot say: names that must exist, variables, and rules between the keys. */
final class RunbookChecks {
    private static final Set<String> ON_CLUSTER = Set.of(
            "keep_helm_values",
            "keep_secrets",
            "keep_objects",
            "scale",
            "switch_ports",
            "drain",
            "replicas",
            "ready",
            "back",
            "drained",
            "paused");

    private final Entries book;
    private final Problems problems;
    private final ParameterChecks parameters;
    private final TextChecks texts;

    RunbookChecks(Entries book, Problems problems) {
        this.book = book;
        this.problems = problems;
        this.parameters = new ParameterChecks(book, problems);
        this.texts = new TextChecks(problems, parameters.secrets(), parameters.choices());
    }

    void check() {
        parameters.check(texts);
        if (!book.has("steps")) {
            // Without steps everything else would be called undefined.
            return;
        }
        checkVariables();
        checkNames();
        checkStepIds();
        checkHolds();
        checkCluster();
    }

    private void checkVariables() {
        Variables asked = Variables.none().with(parameters.names());
        Variables pinned = asked.with(Variables.CLUSTER).with(hasTarget("atlas") ? Variables.ATLAS : List.of());
        Variables always = pinned.with(Variables.RUN).with(List.of(Variables.BACKUP));
        Variables everything = always;
        for (Entries step : StepChecks.all(book)) {
            everything = everything.and(StepChecks.registered(step));
        }
        for (Map.Entry<String, Value> entry : book.values().entrySet()) {
            switch (entry.getKey()) {
                case "parameters", "steps" -> {}
                case "targets" -> texts.checkHidden(entry.getValue(), asked);
                case "lock" -> texts.check(entry.getValue(), pinned);
                case "holds" -> texts.check(entry.getValue(), everything);
                default -> texts.check(entry.getValue(), always);
            }
        }
        new StepChecks(book, problems, texts).check(always);
    }

    private void checkNames() {
        Map<String, String> targets = new LinkedHashMap<>();
        book.entries("targets").ifPresent(map -> map.values().forEach((name, value) -> {
            String kind = value instanceof Entries target
                    ? target.keys().keySet().stream().findFirst().orElse("")
                    : "";
            targets.put(name, kind);
        }));
        Set<String> holds =
                book.entries("holds").map(map -> map.values().keySet()).orElse(Set.of());
        List<String> steps =
                StepChecks.all(book).stream().map(step -> step.string("id")).toList();
        TextChecks.each(book, text -> {
            if (!text.sound()) {
                return;
            }
            if (text.form().kind() == Kind.TARGET) {
                checkTarget(text, targets);
            } else if (text.form().kind() == Kind.HOLD) {
                texts.checkName(text, holds, "hold");
            } else if (text.form().kind() == Kind.STEP) {
                texts.checkName(text, steps, "step");
            }
        });
    }

    private void checkTarget(Text text, Map<String, String> targets) {
        String kind = targets.get(text.text());
        if (kind == null) {
            List<String> fitting = targets.keySet().stream()
                    .filter(name -> text.form().words().contains(targets.get(name)))
                    .toList();
            texts.checkName(text, fitting, "target");
        } else if (!kind.isEmpty() && !text.form().words().contains(kind)) {
            problems.add(
                    text.place(),
                    "the target `" + text.text() + "` is a " + kind,
                    "A " + String.join(" or a ", text.form().words()) + " is needed here.");
        }
    }

    private void checkStepIds() {
        Map<String, Place> places = new LinkedHashMap<>();
        for (Entries step : StepChecks.all(book)) {
            Optional<Text> id = step.text("id").filter(Text::sound);
            id.ifPresent(text -> {
                Place first = places.putIfAbsent(text.text(), text.place());
                if (first != null) {
                    problems.add(
                            text.place(),
                            "a second step called `" + text.text() + "`",
                            "The first stands " + first.asSeenFrom(text.place())
                                    + "; resume needs names of their own.");
                }
            });
        }
    }

    private void checkHolds() {
        Map<String, Place> opened = new LinkedHashMap<>();
        List<String> released = new ArrayList<>();
        for (Entries step : StepChecks.all(book)) {
            step.texts("holds").forEach(text -> opened.putIfAbsent(text.text(), text.place()));
            released.addAll(step.strings("releases"));
        }
        book.entries("holds").ifPresent(map -> map.keys().forEach((hold, place) -> {
            Place opening = opened.get(hold);
            if (opening == null) {
                problems.add(place, "no step opens the hold `" + hold + "`", "Add `holds: " + hold + "` to one.");
            } else if (!released.contains(hold)) {
                problems.add(
                        opening, "no step releases the hold `" + hold + "`", "Add `releases: " + hold + "` to one.");
            }
        }));
    }

    private boolean hasTarget(String kind) {
        return book.entries("targets").stream()
                .flatMap(map -> map.values().values().stream())
                .anyMatch(value -> value instanceof Entries target && target.has(kind));
    }

    private void checkCluster() {
        if (hasTarget("cluster")) {
            return;
        }
        for (Entries step : StepChecks.all(book)) {
            List<String> keys = new ArrayList<>(step.keys().keySet());
            step.mappings("verify").forEach(check -> keys.addAll(check.keys().keySet()));
            step.entries("probe").ifPresent(check -> keys.addAll(check.keys().keySet()));
            keys.stream()
                    .filter(ON_CLUSTER::contains)
                    .findFirst()
                    .ifPresent(key -> problems.add(
                            step.place(), "`" + key + "` without a cluster", "Add a target of the kind `cluster`."));
        }
    }
}
