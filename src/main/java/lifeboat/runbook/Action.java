package lifeboat.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a step can do; the dictionary of runbooks.
 *
 * <p>A record here needs a case in every {@link Cases}, so that nothing can be added without preview, performance and
 * resume. Strings that name a target ({@code target}, {@code from}, {@code to}) are keys of the runbook's
 * {@code targets}.
 */
public sealed interface Action
        permits Action.Preflight,
                Action.KeepHelmValues,
                Action.KeepSecrets,
                Action.KeepObjects,
                Action.Announce,
                Action.Manual,
                Action.Pause,
                Action.Unpause,
                Action.Scale,
                Action.Drain,
                Action.Dump,
                Action.DumpGlobals,
                Action.CloneBucket,
                Action.DownloadBucket,
                Action.CompareBuckets,
                Action.WriteManifest,
                Action.RunProgram,
                Action.Atlas,
                ClassicAction,
                EnterpriseAction,
                RouteAction,
                Restoring,
                Deploying {

    /** One handler for each action; implementing it is how a room proves that it handles all of them. */
    interface Cases<R> extends Restoring.Cases<R> {
        R preflight(Preflight action);

        R keepHelmValues(KeepHelmValues action);

        R keepSecrets(KeepSecrets action);

        R keepObjects(KeepObjects action);

        R announce(Announce action);

        R manual(Manual action);

        R pause(Pause action);

        R unpause(Unpause action);

        R scale(Scale action);

        R drain(Drain action);

        R dump(Dump action);

        R dumpGlobals(DumpGlobals action);

        R cloneBucket(CloneBucket action);

        R downloadBucket(DownloadBucket action);

        R compareBuckets(CompareBuckets action);

        R writeManifest(WriteManifest action);

        R run(RunProgram action);

        R atlas(Atlas action);

        R classic(ClassicAction action);

        R enterprise(EnterpriseAction action);

        R route(RouteAction action);
    }

    <R> R accept(Cases<R> cases);

    /** The key under which it stands in a step. */
    default String key() {
        return accept(Traits.TABLE).key();
    }

    /** The effect that a step with this action has unless it says a stronger one. */
    default Effect effect() {
        return accept(Traits.TABLE).effect();
    }

    /** What may be done when it began and never ended. */
    default Repeat repeat() {
        return accept(Traits.TABLE).repeat();
    }

    /** Every template in it, for checking variables. */
    default List<Template> templates() {
        return List.of();
    }

    /** The targets that it names. */
    default Set<String> targets() {
        return Set.of();
    }

    /** The outputs that it registers, as names; see {@link Step#register()}. */
    default Set<String> outputs() {
        return accept(Traits.TABLE).outputs();
    }

    /**
     * Looks at everything that could stop the run before anything is changed.
     *
     * @param checks the rows, in their order
     * @param app the label {@code app} of the server's pods: {@code pachd} or {@code pach-enterprise}
     * @param databases the databases to look for; those that exist become the output {@code databases}
     * @param wholeServer {@code true} when every database is to be dumped
     */
    record Preflight(List<String> checks, Template app, List<Template> databases, Template wholeServer)
            implements Action {
        /** The names that {@code checks} may hold. */
        public static final Set<String> CHECKS =
                Set.of("tools", "cluster", "permissions", "workloads", "pachctl", "database", "buckets", "disk");

        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.preflight(this);
        }

        @Override
        public List<Template> templates() {
            List<Template> all = new ArrayList<>(databases);
            all.add(app);
            all.add(wholeServer);
            return all;
        }
    }

    /**
     * Keeps the Helm values from the release secret.
     *
     * @param release the release's name; resolves to empty for the only one that is deployed
     */
    record KeepHelmValues(Template release) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.keepHelmValues(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(release);
        }
    }

    /**
     * Keeps the secrets that no Helm value holds: by name and digest, and with consent by content in files of mode
     * 0600.
     *
     * @param names names of secrets; one that does not exist is left out
     * @param selector a label selector for more of them; empty for none
     * @param content {@code true} with consent
     */
    record KeepSecrets(List<Template> names, Template selector, Template content) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.keepSecrets(this);
        }

        @Override
        public List<Template> templates() {
            List<Template> all = new ArrayList<>(names);
            all.add(selector);
            all.add(content);
            return all;
        }
    }

    /**
     * Keeps Kubernetes objects as they are now, one JSON file each.
     *
     * @param objects {@code kind/name}, such as {@code deployment/pachd}; one that does not exist is left out
     * @param selector replication controllers to keep as well; empty for none
     */
    record KeepObjects(List<Template> objects, Template selector) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.keepObjects(this);
        }

        @Override
        public List<Template> templates() {
            List<Template> all = new ArrayList<>(objects);
            all.add(selector);
            return all;
        }
    }

    /**
     * Tells people something.
     *
     * @param message the text
     * @param webhook a URL that gets the text as JSON; resolves to empty for none
     * @param command a program that gets the text on its standard input; resolves to empty for none
     */
    record Announce(Template message, Template webhook, Template command) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.announce(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(message, webhook, command);
        }
    }

    /**
     * Something that the operator does; the confirmation is the evidence.
     *
     * @param instruction what to do
     * @param evidence what to write down as evidence, as a question
     */
    record Manual(Template instruction, Template evidence) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.manual(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(instruction, evidence);
        }
    }

    /** {@code pachctl enterprise pause} (2.2 to 2.11). */
    record Pause(String target) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.pause(this);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }

    /** {@code pachctl enterprise unpause}. */
    record Unpause(String target) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.unpause(this);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }

    /**
     * Scales workloads and records what they had.
     *
     * @param kind {@code deployment} or {@code replication_controllers}
     * @param which the deployment's name, or a label selector
     * @param replicas how many
     * @param optional whether it is fine that there is none
     */
    record Scale(Kind kind, Template which, Template replicas, boolean optional) implements Action {
        /** What can be scaled. */
        public enum Kind {
            DEPLOYMENT,
            REPLICATION_CONTROLLERS
        }

        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.scale(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(which, replicas);
        }
    }

    /**
     * Waits until no pod of the server, of the workers or of {@code pachw} is left.
     *
     * @param app the label {@code app} of the server's pods
     */
    record Drain(Template app) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.drain(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(app);
        }
    }

    /** Dumps one database with {@code pg_dump}, directory format, into the backup's folder. */
    record Dump(String target, Template database, Template jobs, Template compression) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.dump(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(database, jobs, compression);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }

    /** {@code pg_dumpall --globals-only --no-role-passwords}. */
    record DumpGlobals(String target) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.dumpGlobals(this);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }

    /**
     * Copies every object of one bucket into another, server-side where one store holds both.
     *
     * @param concurrency how many copies are in flight
     */
    record CloneBucket(String from, String to, Template concurrency) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.cloneBucket(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(concurrency);
        }

        @Override
        public Set<String> targets() {
            return Set.of(from, to);
        }
    }

    /** Downloads every object of a bucket into the backup's folder. */
    record DownloadBucket(String from) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.downloadBucket(this);
        }

        @Override
        public Set<String> targets() {
            return Set.of(from);
        }
    }

    /**
     * Compares a bucket with its copy, reads a sample of both back, and writes the inventory.
     *
     * @param to a bucket, or empty for the objects that were downloaded into the backup's folder
     * @param sample how many objects are read back
     */
    record CompareBuckets(String from, Optional<String> to, Template sample) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.compareBuckets(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(sample);
        }

        @Override
        public Set<String> targets() {
            return to.map(target -> Set.of(from, target)).orElse(Set.of(from));
        }
    }

    /** Writes {@code manifest.json}, last and atomically. */
    record WriteManifest() implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.writeManifest(this);
        }
    }

    /**
     * Runs a program from an argument list, never through a shell.
     *
     * @param argv the program and its arguments, one template each
     * @param environment variables for it; values may be secrets
     * @param exit the exit codes that mean success
     */
    record RunProgram(List<Template> argv, Map<String, Template> environment, List<Integer> exit) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.run(this);
        }

        @Override
        public List<Template> templates() {
            List<Template> all = new ArrayList<>(argv);
            all.addAll(environment.values());
            return all;
        }
    }

    /** Something that is done with an AtlasDB. */
    record Atlas(AtlasTask task) implements Action {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.atlas(this);
        }

        @Override
        public List<Template> templates() {
            return task.templates();
        }

        @Override
        public Set<String> targets() {
            return Set.of(task.target());
        }
    }
}
