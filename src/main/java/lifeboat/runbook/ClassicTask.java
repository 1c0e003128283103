package lifeboat.runbook;

import java.util.List;
import java.util.Optional;

/** What a step can do with a Pachyderm of 1.9 to 1.13; the part of the dictionary that {@link ClassicAction} stands for. */
public sealed interface ClassicTask {
    /** One handler for each task; implementing it is how a room proves that it handles all of them. */
    interface Cases<R> {
        R preflight(Preflight task);

        R recordPipelines(RecordPipelines task);

        R stopPipeline(StopPipeline task);

        R startPipeline(StartPipeline task);

        R proveQuiet(ProveQuiet task);

        R watchWrites(WatchWrites task);

        R recordCluster(RecordCluster task);

        R extract(Extract task);

        R checkExtract(CheckExtract task);

        R proveEmpty(ProveEmpty task);

        R restore(Restore task);

        R compare(Compare task);

        R snapshotVolume(SnapshotVolume task);
    }

    <R> R accept(Cases<R> cases);

    /** The key of the {@link Target.Pachctl} that it asks, if it asks one. */
    Optional<String> pachctl();

    /** The key of the {@link Target.Cluster} that it looks at, if it does. */
    Optional<String> cluster();

    /** Every template in it. */
    default List<Template> templates() {
        return List.of();
    }

    /** Where a task works: the program that it asks and the cluster whose objects it looks at. */
    record Place(String target, String in) {}

    /**
     * Looks at versions, contexts, connections, commits and jobs before anything is changed.
     *
     * @param restoring whether an extract is to be restored, and not one made
     * @param url where the extract goes or comes from; resolves to empty for a file
     */
    record Preflight(Place place, boolean restoring, Template url) implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.preflight(this);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.of(place.target());
        }

        @Override
        public Optional<String> cluster() {
            return Optional.of(place.in());
        }

        @Override
        public List<Template> templates() {
            return List.of(url);
        }
    }

    /** Records every pipeline with its state, so that exactly those are started that ran. */
    record RecordPipelines(String target, Template only) implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.recordPipelines(this);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.of(target);
        }

        @Override
        public Optional<String> cluster() {
            return Optional.empty();
        }

        @Override
        public List<Template> templates() {
            return List.of(only);
        }
    }

    /** Stops one pipeline when its jobs are over and what it reads from is stopped, and waits until it does nothing any more. */
    record StopPipeline(Place place, Template pipeline) implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.stopPipeline(this);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.of(place.target());
        }

        @Override
        public Optional<String> cluster() {
            return Optional.of(place.in());
        }

        @Override
        public List<Template> templates() {
            return List.of(pipeline);
        }
    }

    /** Starts one pipeline and waits until that was taken note of. */
    record StartPipeline(String target, Template pipeline) implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.startPipeline(this);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.of(target);
        }

        @Override
        public Optional<String> cluster() {
            return Optional.empty();
        }

        @Override
        public List<Template> templates() {
            return List.of(pipeline);
        }
    }

    /** Proves that pipelines are stopped, have no pods, no running job and no open commit. */
    record ProveQuiet(Place place, Template pipelines) implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.proveQuiet(this);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.of(place.target());
        }

        @Override
        public Optional<String> cluster() {
            return Optional.of(place.in());
        }

        @Override
        public List<Template> templates() {
            return List.of(pipelines);
        }
    }

    /** Looks for a while which repos get commits from outside; what does is reported and stops nothing. */
    record WatchWrites(String target, Template seconds) implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.watchWrites(this);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.of(target);
        }

        @Override
        public Optional<String> cluster() {
            return Optional.empty();
        }

        @Override
        public List<Template> templates() {
            return List.of(seconds);
        }
    }

    /**
     * Records what the cluster holds, into the backup's folder.
     *
     * @param after whether it is the second time, for telling what was written since the first
     */
    record RecordCluster(String target, boolean after) implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.recordCluster(this);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.of(target);
        }

        @Override
        public Optional<String> cluster() {
            return Optional.empty();
        }
    }

    /**
     * {@code pachctl extract}.
     *
     * @param objects {@code false} to leave the objects out, which works into a file only
     * @param url {@code scheme://bucket/object}; resolves to empty for a file in the backup's folder
     * @param store the key of a {@link Target.Bucket} in whose store that object is, so that it can be read back
     */
    record Extract(String target, Template objects, Template url, Optional<String> store) implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.extract(this);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.of(target);
        }

        @Override
        public Optional<String> cluster() {
            return Optional.empty();
        }

        @Override
        public List<Template> templates() {
            return List.of(objects, url);
        }
    }

    /**
     * Reads what the backup says of its extract, and proves that the file is what was written.
     *
     * @param as how the operator believes that it was made: {@code file}, {@code url}, {@code metadata} or {@code snapshot}
     * @param store the key of a {@link Target.Bucket} in whose store the object is that pachd wrote, if it did
     */
    record CheckExtract(Template as, Optional<String> store) implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.checkExtract(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(as);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.empty();
        }

        @Override
        public Optional<String> cluster() {
            return Optional.empty();
        }
    }

    /** Proves that a cluster holds no repo and no pipeline. */
    record ProveEmpty(String target) implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.proveEmpty(this);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.of(target);
        }

        @Override
        public Optional<String> cluster() {
            return Optional.empty();
        }
    }

    /** {@code pachctl restore} of the backup's extract into an empty cluster. */
    record Restore(String target) implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.restore(this);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.of(target);
        }

        @Override
        public Optional<String> cluster() {
            return Optional.empty();
        }
    }

    /** Compares a cluster with what the backup recorded: repos, commits, branches, pipelines. */
    record Compare(String target) implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.compare(this);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.of(target);
        }

        @Override
        public Optional<String> cluster() {
            return Optional.empty();
        }
    }

    /**
     * Snapshots the volume in which etcd keeps its state.
     *
     * @param in the cluster
     * @param by {@code csi}, {@code aws}, {@code gcloud} or {@code az}
     * @param volume the claim's name for {@code csi}; else the id or the name of the disk at the provider
     * @param place for {@code csi} the snapshot class, which may be empty; for {@code gcloud} the zone; for {@code az} the
     *     resource group; for {@code aws} the region, which may be empty
     * @param program the provider's program; not used for {@code csi}
     */
    record SnapshotVolume(String in, Template by, Template volume, Template place, Template program)
            implements ClassicTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.snapshotVolume(this);
        }

        @Override
        public Optional<String> pachctl() {
            return Optional.empty();
        }

        @Override
        public Optional<String> cluster() {
            return Optional.of(in);
        }

        @Override
        public List<Template> templates() {
            return List.of(by, volume, place, program);
        }
    }
}
