package lifeboat.lab;

import java.nio.file.Path;
import java.util.List;

/**
 * What a lab is to be like.
 *
 * @param seed what its names, rows and objects follow from
 * @param objects how many objects the source bucket holds; 0 or more
 * @param pachyderm the version that is installed, such as {@code 2.8.10}
 * @param pachctl the version that the stand-in {@code pachctl} plays, such as {@code 2.8.10}; with one of 1.x the lab has a
 *     running and an empty cluster of 1.x, and a second version behind a comma is that of the empty one
 * @param pace how long pods take: 1 as usual, 0 not at all
 * @param namespace where Pachyderm is installed
 * @param idleSeconds after how long without a request or a sign of life the lab ends by itself; at least 1
 * @param postgresDirectories where the machine's PostgreSQL server programs may be
 * @param clientMajor major version of the machine's {@code pg_dump}; 0 if there is none
 * @param cache what labs share, such as an unpacked server; made if it is not there
 * @param temporary where files go that an account without access to the lab's directory must read
 * @param atlas the version of AtlasDB that is played; empty for a lab without one
 * @param installed which server there is
 * @param traps what a Pachyderm of 1.x does wrong here, by the names of {@link lifeboat.lab.classic.Trap}
 */
public record LabOptions(
        long seed,
        int objects,
        String pachyderm,
        String pachctl,
        double pace,
        String namespace,
        long idleSeconds,
        List<Path> postgresDirectories,
        int clientMajor,
        Path cache,
        Path temporary,
        String atlas,
        Installed installed,
        List<String> traps) {
    /** What is in the cluster from the beginning. */
    public enum Installed {
        /** A Pachyderm with pipelines, and a bucket. */
        PACHD,
        /** A standalone enterprise server, with three clusters that log in through it. */
        ENTERPRISE_SERVER
    }

    /** The version that is installed unless another is asked for. */
    public static final String PACHYDERM = "2.8.10";

    public LabOptions {
        postgresDirectories = List.copyOf(postgresDirectories);
        traps = List.copyOf(traps);
        if (objects < 0 || idleSeconds < 1) {
            throw new IllegalArgumentException("objects must be 0 or more and idleSeconds 1 or more");
        }
    }

    /** The usual: seed 1, 3,000 objects, Pachyderm 2.8, an hour of idling. */
    public static LabOptions usual(List<Path> postgresDirectories, int clientMajor, Path cache, Path temporary) {
        return new LabOptions(
                1,
                3_000,
                PACHYDERM,
                PACHYDERM,
                1,
                "pachyderm",
                3_600,
                postgresDirectories,
                clientMajor,
                cache,
                temporary,
                "",
                Installed.PACHD,
                List.of());
    }

    /** The same, following another seed. */
    public LabOptions withSeed(long other) {
        return new LabOptions(
                other,
                objects,
                pachyderm,
                pachctl,
                pace,
                namespace,
                idleSeconds,
                postgresDirectories,
                clientMajor,
                cache,
                temporary,
                atlas,
                installed,
                traps);
    }

    /** The same, with another number of objects. */
    public LabOptions withObjects(int other) {
        return new LabOptions(
                seed,
                other,
                pachyderm,
                pachctl,
                pace,
                namespace,
                idleSeconds,
                postgresDirectories,
                clientMajor,
                cache,
                temporary,
                atlas,
                installed,
                traps);
    }

    /** The same, with pods that take another time. */
    public LabOptions withPace(double other) {
        return new LabOptions(
                seed,
                objects,
                pachyderm,
                pachctl,
                other,
                namespace,
                idleSeconds,
                postgresDirectories,
                clientMajor,
                cache,
                temporary,
                atlas,
                installed,
                traps);
    }

    /** The same, ending by itself after another time. */
    public LabOptions withIdleSeconds(long other) {
        return new LabOptions(
                seed,
                objects,
                pachyderm,
                pachctl,
                pace,
                namespace,
                other,
                postgresDirectories,
                clientMajor,
                cache,
                temporary,
                atlas,
                installed,
                traps);
    }

    /** The same, with another Pachyderm. */
    public LabOptions withPachctl(String version) {
        return new LabOptions(
                seed,
                objects,
                pachyderm,
                version,
                pace,
                namespace,
                idleSeconds,
                postgresDirectories,
                clientMajor,
                cache,
                temporary,
                atlas,
                installed,
                traps);
    }

    /** The same, with an AtlasDB of this version. */
    public LabOptions withAtlas(String version) {
        return new LabOptions(
                seed,
                objects,
                pachyderm,
                pachctl,
                pace,
                namespace,
                idleSeconds,
                postgresDirectories,
                clientMajor,
                cache,
                temporary,
                version,
                installed,
                traps);
    }

    /** The same, with another Pachyderm and another {@code pachctl}. */
    public LabOptions withPachyderm(String version, String client) {
        return new LabOptions(
                seed,
                objects,
                version,
                client,
                pace,
                namespace,
                idleSeconds,
                postgresDirectories,
                clientMajor,
                cache,
                temporary,
                atlas,
                installed,
                traps);
    }

    /** The same, with a Pachyderm of 1.x that does these things wrong. */
    public LabOptions withTraps(List<String> others) {
        return new LabOptions(
                seed,
                objects,
                pachyderm,
                pachctl,
                pace,
                namespace,
                idleSeconds,
                postgresDirectories,
                clientMajor,
                cache,
                temporary,
                atlas,
                installed,
                others);
    }

    /** The same, with a standalone enterprise server in a namespace of its own, and nothing else. */
    public LabOptions withEnterpriseServer() {
        return new LabOptions(
                seed,
                0,
                pachyderm,
                pachctl,
                pace,
                "enterprise",
                idleSeconds,
                postgresDirectories,
                clientMajor,
                cache,
                temporary,
                "",
                Installed.ENTERPRISE_SERVER,
                traps);
    }

    boolean hasEnterpriseServer() {
        return installed == Installed.ENTERPRISE_SERVER;
    }
}
