package lifeboat.perform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lifeboat.run.Run;
import lifeboat.run.StepState;
import lifeboat.runbook.Action;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;
import lifeboat.runbook.Step;

/** What a manifest says of a Pachyderm of 1.x, out of what the steps of its run found and made. */
final class ClassicSection {
    /** What a step registers in which somebody snapshots the volume by hand. */
    private static final String BY_HAND = "snapshot_by_hand";

    private ClassicSection() {}

    /** Whether a run extracts, or snapshots, a Pachyderm of 1.x. */
    static boolean isFor(Run run) {
        return run.book().steps().stream().anyMatch(ClassicSection::saves);
    }

    private static boolean saves(Step step) {
        return step.action() instanceof ClassicAction classic
                        && (classic.task() instanceof ClassicTask.Extract
                                || classic.task() instanceof ClassicTask.SnapshotVolume)
                || step.together().stream().anyMatch(ClassicSection::saves);
    }

    /** Whether its result belongs to the backup. */
    static boolean keeps(Action action) {
        return action instanceof ClassicAction classic
                && (classic.task() instanceof ClassicTask.Extract
                        || classic.task() instanceof ClassicTask.SnapshotVolume
                        || classic.task() instanceof ClassicTask.RecordCluster
                        || classic.task() instanceof ClassicTask.ProveQuiet);
    }

    static Map<String, Object> of(Run run) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("kind", "none");
        section.put("version", "");
        section.put("running", List.of());
        run.book().steps().forEach(step -> add(run, step, section));
        return section;
    }

    private static void add(Run run, Step step, Map<String, Object> section) {
        step.together().forEach(inner -> add(run, inner, section));
        if (step.register().filter(BY_HAND::equals).isPresent()
                && run.state(step.id()).status() == StepState.Status.DONE) {
            section.put("kind", "snapshot");
            section.put("snapshot", "hand " + one(run, step, "evidence"));
            return;
        }
        if (!(step.action() instanceof ClassicAction classic)
                || run.state(step.id()).status() != StepState.Status.DONE) {
            return;
        }
        ClassicTask task = classic.task();
        if (task instanceof ClassicTask.Preflight preflight && !preflight.restoring()) {
            section.put("version", one(run, step, "pachyderm_version"));
        } else if (task instanceof ClassicTask.RecordPipelines) {
            section.put("running", all(run, step, "running"));
            section.put("stopped", all(run, step, "stopped"));
            section.put("workers", one(run, step, "workers"));
            section.put("pipelines", Integer.toString(all(run, step, "all").size()));
        } else if (task instanceof ClassicTask.Extract) {
            section.put("kind", one(run, step, "url").isEmpty() ? "file" : "url");
            for (String name : List.of("file", "url", "objects", "bytes", "sha256", "verified")) {
                section.put(name, one(run, step, name));
            }
        } else if (task instanceof ClassicTask.SnapshotVolume) {
            section.put("kind", "snapshot");
            section.put("snapshot", one(run, step, "by") + " " + one(run, step, "id"));
        } else if (task instanceof ClassicTask.RecordCluster record) {
            section.put(record.after() ? "content_after_sha256" : "content_before_sha256", one(run, step, "sha256"));
            section.put("open_commits", all(run, step, "open"));
            if (record.after()) {
                section.put("written_meanwhile", all(run, step, "written"));
            }
        }
    }

    /** What was written while it was extracted; for the status. */
    static List<String> written(Run run) {
        return of(run).get("written_meanwhile") instanceof List<?> repos
                ? repos.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static List<String> all(Run run, Step step, String output) {
        return step.register()
                .map(register -> run.facts().getOrDefault(register + "." + output, List.of()))
                .orElse(List.of());
    }

    private static String one(Run run, Step step, String output) {
        return String.join(",", all(run, step, output));
    }
}
