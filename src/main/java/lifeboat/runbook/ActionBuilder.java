package lifeboat.runbook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lifeboat.runbook.Value.Entries;
import lifeboat.runbook.Value.Text;

/** Makes actions and checks of values that are sound. */
final class ActionBuilder {
    private ActionBuilder() {}

    /** The action under a key of {@link ActionVocabulary}. */
    static Action action(String key, Entries at) {
        return switch (key) {
            case "preflight" ->
                new Action.Preflight(
                        at.strings("checks"),
                        at.template("app"),
                        at.templates("databases"),
                        at.template("whole_server"));
            case "keep_helm_values" -> new Action.KeepHelmValues(at.template("release"));
            case "keep_secrets" ->
                new Action.KeepSecrets(at.templates("names"), at.template("selector"), at.template("content"));
            case "keep_objects" -> new Action.KeepObjects(at.templates("objects"), at.template("selector"));
            case "announce" ->
                new Action.Announce(at.template("message"), at.template("webhook"), at.template("command"));
            case "manual" -> new Action.Manual(at.template("instruction"), at.template("evidence"));
            case "pause" -> new Action.Pause(at.string("target"));
            case "unpause" -> new Action.Unpause(at.string("target"));
            case "scale" -> new Action.Scale(kind(at), which(at), at.template("replicas"), flag(at, "optional"));
            case "drain" -> new Action.Drain(at.template("app"));
            case "dump" ->
                new Action.Dump(
                        at.string("target"), at.template("database"), at.template("jobs"), at.template("compression"));
            case "dump_globals" -> new Action.DumpGlobals(at.string("target"));
            case "clone" -> new Action.CloneBucket(at.string("from"), at.string("to"), at.template("concurrency"));
            case "download" -> new Action.DownloadBucket(at.string("from"));
            case "compare" ->
                new Action.CompareBuckets(at.string("from"), at.text("to").map(Text::text), at.template("sample"));
            case "manifest" -> new Action.WriteManifest();
            case "run" -> new Action.RunProgram(at.templates("argv"), environment(at), exit(at));
            default -> RestoringBuilder.action(key, at).orElseGet(() -> other(key, at));
        };
    }

    private static Action other(String key, Entries at) {
        if (EnterpriseVocabulary.knows(key)) {
            return new EnterpriseAction(EnterpriseVocabulary.task(key, at));
        }
        if (ClassicVocabulary.knows(key)) {
            return new ClassicAction(ClassicVocabulary.task(key, at));
        }
        return RouteVocabulary.knows(key)
                ? new RouteAction(RouteVocabulary.task(key, at))
                : new Action.Atlas(AtlasVocabulary.task(key, at));
    }

    /** The check under a key of {@link CheckVocabulary}. */
    static Check check(String key, Value value) {
        if (value instanceof Text text && key.equals("paused")) {
            return new Check.Paused(text.text().equals("true"));
        }
        Entries at = (Entries) value;
        return switch (key) {
            case "replicas" -> new Check.Replicas(kind(at), which(at), at.template("equals"));
            case "ready" -> new Check.Ready(at.template("deployment"));
            case "back" -> new Check.Back(at.templates("workloads"), flag(at, "observed"));
            case "drained" -> new Check.Drained(at.template("app"));
            case "dumped" -> new Check.Dumped(at.template("database"));
            case "reachable" -> new Check.Reachable(at.string("target"), at.template("address"), flag(at, "equals"));
            case "answers" -> new Check.Answers(at.string("target"), flag(at, "enterprise"));
            case "installed" ->
                new Check.Installed(at.template("release"), at.template("deployment"), at.template("version"));
            case "uninstalled" -> new Check.Uninstalled(at.template("release"), at.template("deployment"));
            default -> throw new IllegalArgumentException("no check is called " + key);
        };
    }

    private static Action.Scale.Kind kind(Entries at) {
        return at.has("deployment") ? Action.Scale.Kind.DEPLOYMENT : Action.Scale.Kind.REPLICATION_CONTROLLERS;
    }

    private static Template which(Entries at) {
        return at.template(at.has("deployment") ? "deployment" : "replication_controllers");
    }

    private static boolean flag(Entries at, String key) {
        return at.string(key).equals("true");
    }

    private static Map<String, Template> environment(Entries at) {
        Map<String, Template> environment = new LinkedHashMap<>();
        at.entries("environment")
                .ifPresent(map -> map.values().keySet().forEach(name -> environment.put(name, map.template(name))));
        return java.util.Collections.unmodifiableMap(environment);
    }

    private static List<Integer> exit(Entries at) {
        List<Integer> codes = at.strings("exit").stream().map(Integer::valueOf).toList();
        return codes.isEmpty() ? List.of(0) : codes;
    }
}
