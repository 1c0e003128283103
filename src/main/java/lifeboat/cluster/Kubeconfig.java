package lifeboat.cluster;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A kubeconfig as it was when it was read. What happens to the file later changes nothing here. */
public final class Kubeconfig {
    private static final long LARGEST = 4L << 20;

    /**
     * One context, for a choice.
     *
     * @param name its name
     * @param cluster the cluster entry it names
     * @param server that cluster's URL; empty text when the entry is missing
     * @param user the user entry it names
     * @param namespace its namespace; empty when it names none
     */
    public record ContextRow(String name, String cluster, String server, String user, Optional<String> namespace) {}

    private final Path path;
    private final String sha256;
    private final Config config;

    private Kubeconfig(Path path, String sha256, Config config) {
        this.path = path;
        this.sha256 = sha256;
        this.config = config;
    }

    /** Reads the file; a missing, oversized or malformed one is a {@code CONFIGURATION} failure. */
    public static Kubeconfig read(Path path) throws ClusterException {
        byte[] bytes;
        try {
            if (Files.size(path) > LARGEST) {
                throw unusable(path, "is larger than " + LARGEST + " bytes", null);
            }
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw unusable(path, "cannot be read: " + e.getClass().getSimpleName(), e);
        }
        try {
            Config config =
                    new KubernetesSerialization().unmarshal(new String(bytes, StandardCharsets.UTF_8), Config.class);
            if (config == null) {
                throw unusable(path, "is empty", null);
            }
            return new Kubeconfig(path, Json.sha256(bytes), config);
        } catch (RuntimeException e) {
            // The parser's own words may quote the file, which holds tokens.
            throw unusable(path, "is not a kubeconfig in YAML or JSON", null);
        }
    }

    /** Where it was read from. */
    public Path path() {
        return path;
    }

    /** Lower-case hex SHA-256 of the file's bytes as they were read. */
    public String sha256() {
        return sha256;
    }

    /** The current context; empty when the file names none. */
    public Optional<String> currentContext() {
        return Optional.ofNullable(config.getCurrentContext()).filter(name -> !name.isBlank());
    }

    /** Its contexts, in the order of the file. */
    public List<ContextRow> contexts() {
        return config.getContexts().stream().map(this::row).toList();
    }

    /** Whether the file on disk is another one by now (or gone). */
    public boolean changedOnDisk() {
        try {
            return !Json.sha256(Files.readAllBytes(path)).equals(sha256);
        } catch (IOException e) {
            return true;
        }
    }

    private ContextRow row(NamedContext named) {
        Context context = Optional.ofNullable(named.getContext()).orElseGet(Context::new);
        String server = clusterOf(context).map(Cluster::getServer).orElse("");
        return new ContextRow(
                named.getName(),
                orEmpty(context.getCluster()),
                server,
                orEmpty(context.getUser()),
                Optional.ofNullable(context.getNamespace()).filter(n -> !n.isBlank()));
    }

    /** The chosen context with nothing else beside it, and the files it points to taken in. */
    Frozen frozen(Optional<String> wanted) throws ClusterException {
        String name = wanted.or(this::currentContext)
                .orElseThrow(() -> unusable(path, "has no current context, and none was chosen", null));
        Context context = find(config.getContexts(), name, NamedContext::getName)
                .map(NamedContext::getContext)
                .orElseThrow(() -> unusable(path, "has no context '" + name + "'; it has " + names(), null));
        Cluster cluster = clusterOf(context)
                .orElseThrow(() -> unusable(path, "has no cluster '" + context.getCluster() + "'", null));
        AuthInfo user = find(config.getUsers(), orEmpty(context.getUser()), NamedAuthInfo::getName)
                .map(NamedAuthInfo::getUser)
                .orElseGet(AuthInfo::new);
        return Frozen.of(path, name, orEmpty(context.getUser()), cluster, user);
    }

    private Optional<Cluster> clusterOf(Context context) {
        return find(config.getClusters(), orEmpty(context.getCluster()), NamedCluster::getName)
                .map(NamedCluster::getCluster);
    }

    private String names() {
        return contexts().stream().map(ContextRow::name).toList().toString();
    }

    private static <T> Optional<T> find(List<T> entries, String name, Function<T, String> nameOf) {
        return entries.stream().filter(e -> name.equals(nameOf.apply(e))).findFirst();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static ClusterException unusable(Path path, String what, @Nullable Throwable cause) {
        return new ClusterException(ClusterException.Kind.CONFIGURATION, "kubeconfig " + path + " " + what, cause);
    }
}
