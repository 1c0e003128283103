package lifeboat.perform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.Run;
import lifeboat.run.StepState;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;
import lifeboat.runbook.Step;
import lifeboat.runbook.Target;

/** What a manifest says of an AtlasDB: its store, the two timestamps with their digests, the lock. */
final class AtlasSection {
    private AtlasSection() {}

    /** Whether a run backs up an AtlasDB. */
    static boolean isFor(Run run) {
        return !World.targets(run, Target.Atlas.class).isEmpty();
    }

    static Map<String, Object> of(Run run) {
        Map<String, Object> section = new LinkedHashMap<>();
        Map<String, String> identity = run.identities()
                .getOrDefault(World.targets(run, Target.Atlas.class).get(0), Map.of());
        section.put("store", identity.getOrDefault("kind", ""));
        section.put("version", identity.getOrDefault("version", ""));
        for (String name : List.of("database", "keyspace", "cluster_name", "path")) {
            if (identity.containsKey(name)) {
                section.put(name, identity.get(name));
            }
        }
        for (Step step : run.book().steps()) {
            if (step.action() instanceof Action.Atlas atlas
                    && run.state(step.id()).status() == StepState.Status.DONE) {
                add(run, step, atlas.task(), section);
            }
        }
        return section;
    }

    private static void add(Run run, Step step, AtlasTask task, Map<String, Object> section) {
        if (task instanceof AtlasTask.FetchTimestamp fetch) {
            String name = fetch.which().word().replace('-', '_');
            fact(run, step, "timestamp").ifPresent(digits -> section.put(name + "_timestamp", digits));
            fact(run, step, "sha256").ifPresent(digest -> section.put(name + "_sha256", digest));
            if (fetch.which() == AtlasTask.FetchTimestamp.Which.BACKUP) {
                fact(run, step, "newest_before").ifPresent(newest -> section.put("newest_before", newest));
            }
        } else if (task instanceof AtlasTask.AcquireLock) {
            fact(run, step, "reason").ifPresent(reason -> section.put("lock_reason", reason));
            // It is no secret: it tells one lock from another, and a restore frees the one that the copy holds.
            fact(run, step, "token").ifPresent(token -> section.put("lock_token", token));
        } else if (task instanceof AtlasTask.AskNode ask && ask.work() == AtlasTask.AskNode.Work.SNAPSHOT) {
            section.put("snapshot", "lifeboat-" + run.id());
            fact(run, step, "snapshot").ifPresent(nodes -> section.put("snapshots", nodes));
            fact(run, step, "tables").ifPresent(tables -> section.put("snapshot_tables", tables));
        }
    }

    private static Optional<String> fact(Run run, Step step, String output) {
        return step.register()
                .map(register -> run.facts().getOrDefault(register + "." + output, List.of()))
                .map(values -> String.join(",", new ArrayList<>(values)))
                .filter(text -> !text.isEmpty());
    }
}
