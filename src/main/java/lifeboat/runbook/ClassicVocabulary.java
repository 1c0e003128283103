package lifeboat.runbook;

import static lifeboat.runbook.Form.Field.optional;
import static lifeboat.runbook.Form.Field.required;

import java.util.List;
import java.util.Optional;
import lifeboat.runbook.Form.Field;
import lifeboat.runbook.Form.Fields;
import lifeboat.runbook.Form.Kind;
import lifeboat.runbook.Form.Scalar;
import lifeboat.runbook.Value.Entries;

/** The keys of every {@link ClassicTask}. */
final class ClassicVocabulary {
    private static final Scalar TEXT = Scalar.of(Kind.TEMPLATE);
    private static final Field TARGET = required("target", Scalar.target("pachctl"), "The pachctl of the cluster.");
    private static final Field STORE = optional(
            "store",
            Scalar.target("bucket"),
            "A bucket of the store in which the URL is, to read back what pachd wrote.");
    private static final Field IN = required("in", Scalar.target("cluster"), "The cluster with its pods.");

    /** Every task, in the order in which the reader of the schema meets them. */
    static final List<Field> ALL = List.of(
            optional(
                    "classic_preflight",
                    Fields.of(
                            "classic_preflight",
                            "Looks at a Pachyderm of 1.x before anything is changed.",
                            TARGET,
                            IN,
                            required("for", Scalar.words("extract", "restore"), "What is to be done."),
                            optional("url", TEXT, "", "Where pachd writes or reads the extract; empty for a file.")),
                    "Look at versions, contexts, connections, commits and jobs of a Pachyderm of 1.x."),
            optional(
                    "record_pipelines",
                    Fields.of(
                            "record_pipelines",
                            "Records every pipeline with its state.",
                            TARGET,
                            optional("only", TEXT, "", "The pipelines to stop, with commas; empty for all.")),
                    "Record every pipeline with its state, in the order in which to stop them."),
            optional(
                    "stop_pipeline",
                    Fields.of(
                            "stop_pipeline",
                            "Stops one pipeline.",
                            TARGET,
                            IN,
                            required("pipeline", TEXT, "Its name.")),
                    "Let a pipeline's jobs end, stop it, and wait until it does nothing any more."),
            optional(
                    "start_pipeline",
                    Fields.of(
                            "start_pipeline", "Starts one pipeline.", TARGET, required("pipeline", TEXT, "Its name.")),
                    "Start a pipeline again."),
            optional(
                    "prove_quiet",
                    Fields.of(
                            "prove_quiet",
                            "Proves that pipelines do nothing any more.",
                            TARGET,
                            IN,
                            required("pipelines", TEXT, "Which.")),
                    "Prove that pipelines are stopped, without pods, running jobs and open commits."),
            optional(
                    "watch_writes",
                    Fields.of(
                            "watch_writes",
                            "Looks which repos get commits from outside.",
                            TARGET,
                            optional("seconds", Scalar.of(Kind.NUMBER_TEMPLATE), "10", "For how long.")),
                    "Look for a while which repos are still written to from outside."),
            optional(
                    "record_cluster",
                    Fields.of(
                            "record_cluster",
                            "Records what a cluster holds.",
                            TARGET,
                            required("as", Scalar.words("before", "after"), "The first or the second time.")),
                    "Record repos, commits, branches and pipelines in the backup's folder."),
            optional(
                    "extract_cluster",
                    Fields.of(
                            "extract_cluster",
                            "Runs `pachctl extract`.",
                            TARGET,
                            optional("objects", TEXT, "true", "`false` to leave the objects out; not with a URL."),
                            optional("url", TEXT, "", "`scheme://bucket/object`; empty for a file."),
                            STORE),
                    "Extract a cluster into a file of the backup, or have pachd write it to an object store."),
            optional(
                    "check_extract",
                    Fields.of(
                            "check_extract",
                            "Reads what the backup says of its extract.",
                            required("as", TEXT, "What it is held for: `file`, `url`, `metadata` or `snapshot`."),
                            STORE),
                    "Prove that the backup's extract is what was written, and say what it is."),
            optional(
                    "check_empty_cluster",
                    Fields.of("check_empty_cluster", "Proves that a cluster is empty.", TARGET),
                    "Prove that a cluster holds no repo and no pipeline."),
            optional(
                    "restore_cluster",
                    Fields.of("restore_cluster", "Runs `pachctl restore`.", TARGET),
                    "Restore the backup's extract into an empty cluster."),
            optional(
                    "compare_cluster",
                    Fields.of("compare_cluster", "Compares a cluster with what was recorded.", TARGET),
                    "Compare repos, commits, branches and pipelines with what the backup recorded."),
            optional(
                    "snapshot_volume",
                    Fields.of(
                            "snapshot_volume",
                            "Snapshots the volume of etcd.",
                            IN,
                            required("by", TEXT, "`csi`, `aws`, `gcloud` or `az`."),
                            required("volume", TEXT, "The claim, or the provider's disk."),
                            optional("place", TEXT, "", "Snapshot class, region, zone, or resource group."),
                            optional("program", TEXT, "", "The provider's program; empty for its usual name.")),
                    "Snapshot the volume in which etcd keeps its state."));

    private ClassicVocabulary() {}

    /** Whether a key is one of {@link #ALL}. */
    static boolean knows(String key) {
        return ALL.stream().anyMatch(field -> field.name().equals(key));
    }

    private static Optional<String> store(Entries at) {
        return Optional.of(at.string("store")).filter(name -> !name.isEmpty());
    }

    /** The task under a key of {@link #ALL}. */
    static ClassicTask task(String key, Entries at) {
        String target = at.string("target");
        ClassicTask.Place place = new ClassicTask.Place(target, at.string("in"));
        return switch (key) {
            case "classic_preflight" ->
                new ClassicTask.Preflight(place, at.string("for").equals("restore"), at.template("url"));
            case "record_pipelines" -> new ClassicTask.RecordPipelines(target, at.template("only"));
            case "stop_pipeline" -> new ClassicTask.StopPipeline(place, at.template("pipeline"));
            case "start_pipeline" -> new ClassicTask.StartPipeline(target, at.template("pipeline"));
            case "prove_quiet" -> new ClassicTask.ProveQuiet(place, at.template("pipelines"));
            case "watch_writes" -> new ClassicTask.WatchWrites(target, at.template("seconds"));
            case "record_cluster" ->
                new ClassicTask.RecordCluster(target, at.string("as").equals("after"));
            case "extract_cluster" ->
                new ClassicTask.Extract(target, at.template("objects"), at.template("url"), store(at));
            case "check_extract" -> new ClassicTask.CheckExtract(at.template("as"), store(at));
            case "check_empty_cluster" -> new ClassicTask.ProveEmpty(target);
            case "restore_cluster" -> new ClassicTask.Restore(target);
            case "compare_cluster" -> new ClassicTask.Compare(target);
            case "snapshot_volume" ->
                new ClassicTask.SnapshotVolume(
                        at.string("in"),
                        at.template("by"),
                        at.template("volume"),
                        at.template("place"),
                        at.template("program"));
            default -> throw new IllegalArgumentException("no action is called " + key);
        };
    }
}
