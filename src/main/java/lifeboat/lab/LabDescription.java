package lifeboat.lab;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * How a running lab is reached; the content of its {@code lab.json}.
 *
 * @param pid the lab's process
 * @param startTicks when that process started, in clock ticks since boot
 * @param seed what the lab was made from
 * @param cluster where Pachyderm is
 * @param second another cluster, with an empty namespace to restore into
 * @param pachctl the stand-in program
 */
public record LabDescription(
        long pid,
        long startTicks,
        long seed,
        Cluster cluster,
        Cluster second,
        Database database,
        Store store,
        Path pachctl,
        Control control) {

    /**
     * The Kubernetes API. It also answers {@code GET /lab/mutations} with the bearer token of {@link Control}.
     *
     * @param url where it listens
     * @param kubeconfig a file of mode 0600 for clients
     * @param context its context in the kubeconfig
     * @param namespace where Pachyderm is, or is to be
     * @param pachd the address of pachd there, as {@code pachctl} is told
     */
    public record Cluster(URI url, Path kubeconfig, String context, String namespace, String pachd) {}

    /**
     * The PostgreSQL server.
     *
     * @param user owns every database of {@code names}
     * @param passwordFile its password, mode 0600
     * @param superuserPasswordFile the password of {@code postgres}, mode 0600
     * @param rootCertificate what {@code sslrootcert} must name for {@code verify-full}
     * @param version the server's version
     */
    public record Database(
            String host,
            int port,
            String user,
            Path passwordFile,
            Path superuserPasswordFile,
            Path rootCertificate,
            List<String> names,
            String version) {
        public Database {
            names = List.copyOf(names);
        }
    }

    /**
     * The S3 server; buckets are addressed by path.
     *
     * @param secretKeyFile the secret access key, mode 0600
     * @param source the bucket that holds Pachyderm's objects
     * @param backup an empty bucket, for the copy of a backup
     * @param empty another empty bucket, for what is restored
     */
    public record Store(
            URI endpoint,
            String region,
            String accessKey,
            Path secretKeyFile,
            String source,
            String backup,
            String empty) {}

    /**
     * Where the lab itself is asked: {@code GET /lab/store}, {@code POST /lab/store/faults}, {@code DELETE
     * /lab/store/faults}, {@code POST /lab/database/crash}.
     *
     * @param tokenFile the bearer token, mode 0600
     */
    public record Control(URI url, Path tokenFile) {}
}
