package lifeboat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketLocation;
import lifeboat.bucket.ObjectStore;
import lifeboat.bucket.s3.S3Stores;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.ClusterLocation;
import lifeboat.cluster.ClusterOptions;
import lifeboat.cluster.Kubeconfig;
import lifeboat.cluster.KubernetesCluster;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.perform.Choices;
import lifeboat.process.Masker;
import lifeboat.process.Programs;
import lifeboat.runbook.Parameter;

/** What can be chosen, looked up where the values known so far point to. */
record OfferedChoices(Wiring wiring) implements Choices {

    @Override
    public List<String> of(Parameter parameter, Map<String, String> known) throws Unavailable {
        try {
            return switch (parameter.type()) {
                case CONTEXT ->
                    Kubeconfig.read(kubeconfig(known)).contexts().stream()
                            .map(Kubeconfig.ContextRow::name)
                            .toList();
                case NAMESPACE -> namespaces(known);
                case PACHCTL_CONTEXT -> pachctlContexts(known);
                case BUCKET -> buckets(parameter, known);
                default -> List.of();
            };
        } catch (ClusterException | PachctlException | BucketException e) {
            throw new Unavailable(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new Unavailable("what is known so far does not name a place: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("looking was interrupted");
        }
    }

    private Path kubeconfig(Map<String, String> known) {
        String named = known.getOrDefault("kubeconfig", "").split(":", -1)[0];
        if (named.isEmpty()) {
            return wiring.machine().home().resolve(".kube").resolve("config");
        }
        return named.startsWith("~/") ? wiring.machine().home().resolve(named.substring(2)) : Path.of(named);
    }

    private List<String> namespaces(Map<String, String> known) throws ClusterException {
        ClusterLocation location = new ClusterLocation(
                Optional.of(kubeconfig(known)),
                Optional.of(known.getOrDefault("context", "")).filter(context -> !context.isEmpty()),
                "default");
        ClusterOptions options = ClusterOptions.standard(
                "lifeboat/" + wiring.version(),
                wiring.machine().environment(),
                wiring.machine().clock());
        try (Cluster cluster = KubernetesCluster.open(location, options)) {
            return cluster.namespaces();
        }
    }

    private List<String> pachctlContexts(Map<String, String> known) throws PachctlException, InterruptedException {
        Programs programs = new Programs(
                wiring.machine().environment(),
                Programs.searchPath(wiring.machine().environment().getOrDefault("PATH", "")),
                Masker.NONE);
        Pachctl pachctl = new Pachctl(
                programs,
                known.getOrDefault("pachctl_program", "pachctl"),
                Optional.empty(),
                Optional.empty(),
                wiring.machine().environment());
        return pachctl.isThere() ? pachctl.contexts() : List.of();
    }

    /** A parameter {@code PREFIXbucket} is behind {@code PREFIXs3_endpoint} if there is one, else behind {@code s3_endpoint}. */
    private List<String> buckets(Parameter parameter, Map<String, String> known) throws BucketException {
        String prefix = parameter.name().endsWith("bucket")
                ? parameter.name().substring(0, parameter.name().length() - "bucket".length())
                : "";
        String endpoint = known.getOrDefault(prefix + "s3_endpoint", known.getOrDefault("s3_endpoint", ""));
        String region = known.getOrDefault(prefix + "s3_region", known.getOrDefault("s3_region", ""));
        String access = known.getOrDefault("s3_access_key", "");
        String secret = known.getOrDefault("s3_secret_key", "");
        BucketLocation location = new BucketLocation(
                "any",
                Optional.of(endpoint).filter(text -> !text.isEmpty()).map(URI::create),
                Optional.of(region).filter(text -> !text.isEmpty()),
                access.isEmpty() || secret.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new BucketLocation.Credentials(access, secret)));
        ObjectStore store = S3Stores.standard("choices").open(location);
        try {
            return store.buckets();
        } finally {
            store.close();
        }
    }
}
