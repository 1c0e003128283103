package lifeboat.perform;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lifeboat.atlas.AtlasCli;
import lifeboat.atlas.AtlasConfig;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.ConfigFile;
import lifeboat.atlas.Installed;
import lifeboat.atlas.VersionLine;
import lifeboat.database.AtlasStore;
import lifeboat.database.DatabaseLocation;
import lifeboat.process.Version;
import lifeboat.run.Run;
import lifeboat.runbook.Scope;
import lifeboat.runbook.Target;

/**
 * An AtlasDB as the parameters of a run name it and its configuration describes it; the two do not contradict each other.
 *
 * @param cli the program
 * @param executable where the program is
 * @param version its version
 * @param config its configuration
 * @param service where its service is
 * @param database the store's database; empty text for another store
 * @param keyspace Cassandra's keyspace; empty text for another store
 * @param path RocksDB's directory; nothing for another store
 * @param ssh the program that leads to Cassandra's nodes
 */
record AtlasPlace(
        AtlasCli cli,
        Path executable,
        Version version,
        AtlasConfig config,
        URI service,
        String database,
        String keyspace,
        Optional<Path> path,
        String ssh) {
    /** The server that holds a store in PostgreSQL. */
    static final String SERVER = "database";

    static AtlasPlace of(Call<?> call, String target) throws PerformException {
        return of(call.world(), call.run(), target);
    }

    static AtlasPlace of(World world, Run run, String target) throws PerformException {
        Target.Atlas atlas = World.target(run, target, Target.Atlas.class);
        Scope scope = world.scope(run);
        String program = World.text(atlas.program(), scope);
        world.checkProgram(program);
        Path executable = world.programs()
                .find(program)
                .orElseThrow(() -> new PerformException(
                        "there is no program " + program + " on this machine",
                        "Install the AtlasDB command line tool, or give its path."));
        String root = World.text(atlas.root(), scope);
        URI service = service(world, World.text(atlas.service(), scope));
        try {
            Version version = Installed.agree(World.text(atlas.version(), scope), executable);
            Path file = world.expand(World.text(atlas.config(), scope)).toAbsolutePath();
            AtlasConfig config = ConfigFile.read(file, root);
            AtlasPlace place = new AtlasPlace(
                    new AtlasCli(program, file, root, VersionLine.of(version)),
                    executable,
                    version,
                    config,
                    service,
                    World.text(atlas.database(), scope),
                    World.text(atlas.keyspace(), scope),
                    Optional.of(World.text(atlas.path(), scope))
                            .filter(text -> !text.isEmpty())
                            .map(world::expand),
                    World.text(atlas.ssh(), scope));
            place.refuseContradiction(world, run, World.text(atlas.store(), scope));
            return place;
        } catch (AtlasException e) {
            throw Reasons.of(e);
        }
    }

    private static URI service(World world, String text) throws PerformException {
        try {
            URI service = URI.create(text);
            if (service.getHost() == null || !List.of("http", "https").contains(String.valueOf(service.getScheme()))) {
                throw new IllegalArgumentException("not an http or https URL");
            }
            world.checkService(service);
            return service;
        } catch (IllegalArgumentException e) {
            throw new PerformException(
                    "the service cannot be named: " + e.getMessage(), "Give its base URL, with http or https.", e);
        }
    }

    /** What the parameters say of the store must be what the program will find in its configuration. */
    private void refuseContradiction(World world, Run run, String store) throws PerformException {
        String kind = config.store().name().toLowerCase(java.util.Locale.ROOT);
        if (!store.equals(kind) && !store.equals("other")) {
            throw contradiction(
                    "the store is said to be " + store + ", but the configuration's type is " + config.type());
        }
        if (config.database().isPresent() && store.equals(kind)) {
            AtlasConfig.Database there = config.database().get();
            DatabaseLocation ours = world.databaseLocation(run, SERVER);
            if (!there.host().equalsIgnoreCase(ours.host()) || there.port() != ours.port()) {
                throw contradiction("the database is said to be on " + ours.address() + ", but the configuration says "
                        + there.host() + ":" + there.port());
            }
            if (!there.name().equals(database)) {
                throw contradiction(
                        "the database is said to be " + database + ", but the configuration says " + there.name());
            }
        }
        if (config.keyspace().isPresent()
                && store.equals(kind)
                && !config.keyspace().get().equals(keyspace)) {
            throw contradiction("the keyspace is said to be " + keyspace + ", but the configuration says "
                    + config.keyspace().get());
        }
    }

    private static PerformException contradiction(String what) {
        return new PerformException(
                what,
                "The program works on what its configuration says, and says that all is well even on an empty store:"
                        + " find out which is true.");
    }

    boolean isPostgres() {
        return config.store() == AtlasConfig.Store.POSTGRESQL;
    }

    boolean isRocks() {
        return config.store() == AtlasConfig.Store.ROCKSDB;
    }

    /** Whether what is in the store can be looked at from here. */
    boolean isSeen() {
        return isPostgres() || isRocks() || isCassandra();
    }

    boolean isCassandra() {
        return config.store() == AtlasConfig.Store.CASSANDRA;
    }

    /** What is destroyed when it is: the database, the keyspace, the directory. */
    String name() {
        return switch (config.store()) {
            case POSTGRESQL -> database;
            case CASSANDRA -> keyspace;
            case ROCKSDB -> path.map(Path::toString).orElse("");
            case OTHER -> config.type();
        };
    }

    /** The tables of a store in PostgreSQL. */
    AtlasStore store(World world, Run run) throws PerformException {
        return store(world, run, database);
    }

    /** The same tables in another database of that server. */
    AtlasStore store(World world, Run run, String other) throws PerformException {
        return new AtlasStore(
                world.databaseLocation(run, SERVER),
                other,
                prefix(),
                "lifeboat " + world.surroundings().runId());
    }

    String prefix() {
        return config.database().map(AtlasConfig.Database::tablePrefix).orElse("");
    }
}
