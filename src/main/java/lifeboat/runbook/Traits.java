package lifeboat.runbook;

import java.util.Set;

/**
 * What is the same for every step with an action, whatever the action's own values.
 *
 * @param outputs names, see {@link Step#register()}
 */
record Traits(String key, Effect effect, Repeat repeat, Set<String> outputs) {
    /** Asks an action which traits it has. */
    static final Action.Cases<Traits> TABLE = new Table();

    static Traits of(String key, Effect effect, Repeat repeat, String... outputs) {
        return new Traits(key, effect, repeat, Set.of(outputs));
    }

    /** One row for each action. */
    private static final class Table extends RestoringTraits {
        @Override
        public Traits preflight(Action.Preflight action) {
            return of(
                    "preflight",
                    Effect.READ,
                    Repeat.READ,
                    "databases",
                    "database_bytes",
                    "bucket_bytes",
                    "bucket_objects",
                    "pachyderm_version",
                    "pachw",
                    "pachctl",
                    "can_pause",
                    "outage");
        }

        @Override
        public Traits keepHelmValues(Action.KeepHelmValues action) {
            return of("keep_helm_values", Effect.READ, Repeat.ARTIFACT, "file", "release", "chart", "sha256");
        }

        @Override
        public Traits keepSecrets(Action.KeepSecrets action) {
            return of("keep_secrets", Effect.READ, Repeat.ARTIFACT, "names");
        }

        @Override
        public Traits keepObjects(Action.KeepObjects action) {
            return of("keep_objects", Effect.READ, Repeat.ARTIFACT);
        }

        @Override
        public Traits announce(Action.Announce action) {
            return of("announce", Effect.MUTATE, Repeat.ONCE);
        }

        @Override
        public Traits manual(Action.Manual action) {
            return of("manual", Effect.MUTATE, Repeat.ONCE, "evidence");
        }

        @Override
        public Traits pause(Action.Pause action) {
            return of("pause", Effect.MUTATE, Repeat.SET);
        }

        @Override
        public Traits unpause(Action.Unpause action) {
            return of("unpause", Effect.MUTATE, Repeat.SET);
        }

        @Override
        public Traits scale(Action.Scale action) {
            return of("scale", Effect.MUTATE, Repeat.SET, "replicas", "workloads", "generations");
        }

        @Override
        public Traits drain(Action.Drain action) {
            return of("drain", Effect.READ, Repeat.READ);
        }

        @Override
        public Traits dump(Action.Dump action) {
            return of("dump", Effect.READ, Repeat.ARTIFACT, "directory", "bytes", "files");
        }

        @Override
        public Traits dumpGlobals(Action.DumpGlobals action) {
            return of("dump_globals", Effect.READ, Repeat.ARTIFACT);
        }

        @Override
        public Traits cloneBucket(Action.CloneBucket action) {
            return of("clone", Effect.MUTATE, Repeat.RESUMABLE, "objects", "bytes", "copied", "skipped");
        }

        @Override
        public Traits downloadBucket(Action.DownloadBucket action) {
            return of("download", Effect.READ, Repeat.RESUMABLE, "objects", "bytes");
        }

        @Override
        public Traits compareBuckets(Action.CompareBuckets action) {
            return of("compare", Effect.READ, Repeat.READ, "objects", "bytes", "inventory_sha256");
        }

        @Override
        public Traits writeManifest(Action.WriteManifest action) {
            return of("manifest", Effect.READ, Repeat.ARTIFACT, "status", "digest");
        }

        @Override
        public Traits run(Action.RunProgram action) {
            return of("run", Effect.MUTATE, Repeat.ONCE, "stdout");
        }

        @Override
        public Traits classic(ClassicAction action) {
            return action.task().accept(new ClassicTraits());
        }

        @Override
        public Traits atlas(Action.Atlas action) {
            return action.task().accept(new AtlasTraits());
        }

        @Override
        public Traits route(RouteAction action) {
            return action.task().accept(new RouteTraits());
        }

        @Override
        public Traits enterprise(EnterpriseAction action) {
            return action.task().accept(new EnterpriseTraits());
        }
    }
}
