package lifeboat.runbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lifeboat.runbook.Value.Entries;
import lifeboat.runbook.Value.Text;

/** Makes the runbook of values without problems. */
final class RunbookBuilder {
    private static final List<String> ACTIONS =
            ActionVocabulary.ALL.stream().map(Form.Field::name).toList();

    private RunbookBuilder() {}

    static Runbook build(Entries at, BookText text) {
        return new Runbook(
                at.string("id"),
                at.string("title"),
                at.string("summary"),
                text.sha256(),
                text.source(),
                text.fragments(),
                at.entries("requires")
                        .map(requires -> mapped(requires, "tools", (name, value) -> ((Text) value).text()))
                        .orElse(Map.of()),
                List.copyOf(mapped(
                                at,
                                "parameters",
                                (name, value) -> parameter(name, (Entries) value, condition((Entries) value)))
                        .values()),
                mapped(at, "targets", (name, value) -> target((Entries) value)),
                at.strings("identity"),
                at.template("lock"),
                at.mappings("watch").stream()
                        .map(watch -> watch.template("pods"))
                        .toList(),
                List.copyOf(mapped(at, "holds", (name, value) -> hold(name, (Entries) value))
                        .values()),
                at.mappings("steps").stream().map(RunbookBuilder::step).toList(),
                at.strings("finally").stream().map(StepId::new).toList());
    }

    /** The key of a step's action, if it has one; {@code together} is none. */
    static Optional<String> actionKey(Entries step) {
        return ACTIONS.stream().filter(step::has).findFirst();
    }

    /** The step's own effect: the one it names, or that of its action. */
    static Effect effect(Entries step, Effect ofAction) {
        String named = step.string("effect");
        return named.isEmpty() ? ofAction : Effect.valueOf(named.toUpperCase(Locale.ROOT));
    }

    private static Step step(Entries at) {
        List<Step> together =
                at.mappings("together").stream().map(RunbookBuilder::step).toList();
        Action action = actionKey(at).map(key -> action(key, at)).orElseGet(() -> together.get(0)
                .action());
        Effect strongest =
                together.stream().map(Step::effect).max(Effect::compareTo).orElse(action.effect());
        int parallel = at.has("parallel") ? Integer.parseInt(at.string("parallel")) : Math.max(1, together.size());
        return new Step(
                new StepId(at.string("id")),
                at.string("title"),
                at.string("why"),
                action,
                effect(at, strongest),
                condition(at),
                at.text("foreach").map(text -> new Template(text.text())),
                parallel,
                together,
                at.text("register").map(Text::text),
                at.strings("holds"),
                at.strings("releases"),
                at.templates("cuts_off"),
                at.mappings("verify").stream()
                        .flatMap(map -> checks(map).stream())
                        .toList(),
                at.entries("probe").map(probe -> checks(probe).get(0)),
                at.entries("undo").flatMap(undo -> actionKey(undo).map(key -> action(key, undo))),
                at.text("downtime")
                        .map(text -> Step.Downtime.valueOf(text.text().toUpperCase(Locale.ROOT)))
                        .orElse(Step.Downtime.NONE),
                DurationText.parse(at.string("timeout")).orElseThrow(),
                DurationText.parse(at.string("eta")),
                at.string("required").equals("true"),
                at.text("confirm").map(text -> new Template(text.text())),
                at.place().line());
    }

    private static Action action(String key, Entries in) {
        return ActionBuilder.action(key, in.entries(key).orElseThrow());
    }

    private static List<Check> checks(Entries map) {
        List<Check> checks = new ArrayList<>();
        map.values().forEach((key, value) -> checks.add(ActionBuilder.check(key, value)));
        return checks;
    }

    /** A parameter of values that are sound; its condition is given apart because it is checked later than its form. */
    static Parameter parameter(String name, Entries at, Optional<Condition> when) {
        return new Parameter(
                name,
                type(at),
                at.string("ask"),
                at.string("help"),
                at.text("default").map(text -> new Template(text.text())),
                at.string("required").equals("true"),
                at.strings("choices"),
                at.text("pattern").map(text -> Pattern.compile(text.text())),
                at.text("from").map(text -> text.text().substring("env:".length())),
                when);
    }

    private static Parameter.Type type(Entries parameter) {
        return Parameter.Type.valueOf(parameter.string("type").toUpperCase(Locale.ROOT));
    }

    private static Optional<Condition> condition(Entries at) {
        String both = Stream.of(Inclusion.WHEN, "when")
                .flatMap(key -> at.text(key).stream())
                .map(Text::text)
                .collect(Collectors.joining(" and "));
        return both.isEmpty() ? Optional.empty() : Optional.of(Condition.parse(both));
    }

    private static Hold hold(String id, Entries at) {
        return new Hold(id, at.template("means"), at.text("by_hand").map(text -> new Template(text.text())));
    }

    private static Target target(Entries at) {
        Optional<Entries> cluster = at.entries("cluster");
        if (cluster.isPresent()) {
            Entries in = cluster.get();
            return new Target.Cluster(in.template("kubeconfig"), in.template("context"), in.template("namespace"));
        }
        Optional<Entries> database = at.entries("database");
        if (database.isPresent()) {
            Entries in = database.get();
            return new Target.Database(
                    in.template("host"),
                    in.template("port"),
                    in.template("user"),
                    in.template("password"),
                    in.template("sslmode"),
                    in.template("root_certificate"));
        }
        Optional<Entries> bucket = at.entries("bucket");
        if (bucket.isPresent()) {
            Entries in = bucket.get();
            return new Target.Bucket(
                    in.template("name"),
                    in.template("endpoint"),
                    in.template("region"),
                    in.template("access_key"),
                    in.template("secret_key"));
        }
        Optional<Entries> atlas = at.entries("atlas");
        if (atlas.isPresent()) {
            return AtlasVocabulary.target(atlas.get());
        }
        Optional<Entries> backup = at.entries("backup");
        if (backup.isPresent()) {
            return new Target.Backup(backup.get().template("folder"));
        }
        Entries in = at.entries("pachctl").orElseThrow();
        return new Target.Pachctl(in.template("program"), in.template("context"), in.template("config"));
    }

    private static <T> Map<String, T> mapped(Entries at, String key, BiFunction<String, Value, T> make) {
        Map<String, T> made = new LinkedHashMap<>();
        at.entries(key)
                .ifPresent(map -> map.values().forEach((name, value) -> made.put(name, make.apply(name, value))));
        return Collections.unmodifiableMap(made);
    }
}
