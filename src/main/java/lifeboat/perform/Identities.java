package lifeboat.perform;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lifeboat.backup.BackupException;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.SavedBackup;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketLocation;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.ClusterIdentity;
import lifeboat.database.DatabaseException;
import lifeboat.database.Postgres;
import lifeboat.run.Run;
import lifeboat.runbook.Target;

/** What a target is, as facts that can be pinned and looked at again. */
public final class Identities {
    private Identities() {}

    /**
     * Looks at a target now.
     *
     * @return names such as {@code uid} or {@code system_identifier}; what cannot be seen is left out
     */
    public static Map<String, String> observe(World world, Run run, String target) throws PerformException {
        Target kind = run.book().targets().get(target);
        if (kind instanceof Target.Cluster) {
            return cluster(world.cluster(run, target));
        }
        if (kind instanceof Target.Database) {
            return database(world.postgres(run, target));
        }
        if (kind instanceof Target.Bucket) {
            return bucket(world, run, target);
        }
        if (kind instanceof Target.Atlas) {
            return AtlasIdentity.of(world, run, target);
        }
        if (kind instanceof Target.Backup) {
            return backup(world.backupFolder(run, target));
        }
        return Map.of();
    }

    /** Why a change there must wait, if it must: it is another target, or the operator may take it for another one. */
    public static Optional<String> moved(World world, Run run, String target) throws PerformException {
        if (run.book().targets().get(target) instanceof Target.Cluster) {
            Optional<String> elsewhere = contextMoved(world.cluster(run, target), target);
            if (elsewhere.isPresent()) {
                return elsewhere;
            }
        }
        return another(world, run, target);
    }

    /** Why a target is not what it was, if it is not; a fact that cannot be seen now does not count. */
    public static Optional<String> another(World world, Run run, String target) throws PerformException {
        Map<String, String> pinned = run.identities().getOrDefault(target, Map.of());
        Map<String, String> now = observe(world, run, target);
        for (Map.Entry<String, String> fact : pinned.entrySet()) {
            String value = now.get(fact.getKey());
            boolean told = fact.getKey().equals("version") || fact.getKey().equals("user");
            if (!told && value != null && !value.equals(fact.getValue())) {
                return Optional.of("the " + target + " is not the one that this run began with: " + fact.getKey()
                        + " was " + fact.getValue() + " and is " + value);
            }
        }
        return Optional.empty();
    }

    /** Our connection never moves, but an operator who switched the context elsewhere may believe that it did. */
    private static Optional<String> contextMoved(Cluster cluster, String target) {
        if (cluster.location().context().isPresent()) {
            return Optional.empty();
        }
        return cluster.currentContextOnDisk()
                .filter(context -> !context.equals(cluster.context()))
                .map(context -> "the kubeconfig's current context is now " + context + "; this run's " + target + " is "
                        + cluster.context());
    }

    private static Map<String, String> cluster(Cluster cluster) throws PerformException {
        try {
            ClusterIdentity identity = cluster.identify();
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("uid", identity.anchor());
            facts.put("server", identity.server());
            facts.put("context", identity.context());
            facts.put("namespace", identity.namespace());
            identity.namespaceUid().ifPresent(uid -> facts.put("namespace_uid", uid));
            identity.caSha256().ifPresent(ca -> facts.put("ca_sha256", ca));
            facts.put("version", identity.serverVersion().orElse(""));
            identity.user().ifPresent(user -> facts.put("user", user));
            return facts;
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    private static Map<String, String> database(Postgres postgres) throws PerformException {
        try {
            Postgres.Server server = postgres.identify();
            Map<String, String> facts = new LinkedHashMap<>();
            server.systemIdentifier().ifPresent(id -> facts.put("system_identifier", id));
            facts.put("address", server.address());
            facts.put("user", server.user());
            facts.put("version", server.version());
            return facts;
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    /** A backup is its folder and its manifest's digest: one that was changed or exchanged is not the same any more. */
    private static Map<String, String> backup(Path folder) throws PerformException {
        try {
            SavedBackup backup = SavedBackup.read(BackupFolder.open(folder));
            return Map.of("directory", folder.toString(), "id", backup.id(), "digest", backup.digest());
        } catch (BackupException e) {
            throw Folders.of(e);
        }
    }

    private static Map<String, String> bucket(World world, Run run, String target) throws PerformException {
        BucketLocation location = world.bucketLocation(run, target);
        try {
            world.bucket(run, target).check();
        } catch (BucketException e) {
            throw Reasons.of(e);
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("name", location.name());
        facts.put("endpoint", location.endpoint().map(Object::toString).orElse("amazon"));
        location.region().ifPresent(region -> facts.put("region", region));
        return facts;
    }
}
