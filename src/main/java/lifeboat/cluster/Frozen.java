package lifeboat.cluster;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.NamedAuthInfoBuilder;
import io.fabric8.kubernetes.api.model.NamedClusterBuilder;
import io.fabric8.kubernetes.api.model.NamedContextBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way into one cluster, complete in memory: nothing is read again from the kubeconfig. Only a credential that is
 * meant to change, from a token file or a credential program, is fetched anew.
 *
 * @param context the context's name
 * @param user the name of the user entry; empty text for none
 * @param server the API server's URL
 * @param caSha256 digest of the CA certificates; empty when the system's are trusted
 * @param yaml a kubeconfig with this context alone
 * @param tokenFile where the token is read from, again and again
 * @param credentialProgram whether a program makes the token
 * @param kubeconfig where it was read from
 */
record Frozen(
        String context,
        String user,
        String server,
        Optional<String> caSha256,
        String yaml,
        Optional<Path> tokenFile,
        boolean credentialProgram,
        Path kubeconfig) {
    private static final Duration TOKEN_AGE = Duration.ofMinutes(1);

    static Frozen of(Path kubeconfig, String context, String user, Cluster cluster, AuthInfo login)
            throws ClusterException {
        KubernetesSerialization yaml = new KubernetesSerialization();
        Cluster ownCluster = yaml.clone(cluster);
        AuthInfo ownLogin = yaml.clone(login);
        Path folder =
                Optional.ofNullable(kubeconfig.toAbsolutePath().getParent()).orElse(Path.of("/"));
        if (isBlank(ownCluster.getServer())) {
            throw failure("kubeconfig " + kubeconfig + ": context '" + context + "' names no server", null);
        }
        ownCluster.setCertificateAuthorityData(
                taken(folder, ownCluster.getCertificateAuthorityData(), ownCluster.getCertificateAuthority()));
        ownCluster.setCertificateAuthority(null);
        ownLogin.setClientCertificateData(
                taken(folder, ownLogin.getClientCertificateData(), ownLogin.getClientCertificate()));
        ownLogin.setClientCertificate(null);
        ownLogin.setClientKeyData(taken(folder, ownLogin.getClientKeyData(), ownLogin.getClientKey()));
        ownLogin.setClientKey(null);
        Optional<Path> tokenFile = isBlank(ownLogin.getTokenFile())
                ? Optional.empty()
                : Optional.of(folder.resolve(ownLogin.getTokenFile()));
        ownLogin.setTokenFile(null);
        if (ownLogin.getExec() != null) {
            String command = ownLogin.getExec().getCommand();
            if (command.contains("/")) {
                ownLogin.getExec().setCommand(folder.resolve(command).toString());
            }
        }
        return new Frozen(
                context,
                user,
                withoutSlash(ownCluster.getServer()),
                digest(ownCluster.getCertificateAuthorityData()),
                yaml.asYaml(only(context, ownCluster, ownLogin)),
                tokenFile,
                ownLogin.getExec() != null,
                kubeconfig);
    }

    /** A pod's own way in, from the folder that Kubernetes mounts into it. */
    static Frozen inCluster(ClusterOptions options) throws ClusterException {
        String host = options.environment().getOrDefault("KUBERNETES_SERVICE_HOST", "");
        String port = options.environment().getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        Path token = options.serviceAccount().resolve("token");
        Path ca = options.serviceAccount().resolve("ca.crt");
        if (host.isEmpty() || !Files.isReadable(token)) {
            throw failure(
                    "there is no kubeconfig, and no service account of a pod in " + options.serviceAccount(), null);
        }
        Cluster cluster = new Cluster();
        cluster.setServer("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
        if (Files.isReadable(ca)) {
            cluster.setCertificateAuthority(ca.toString());
        }
        AuthInfo login = new AuthInfo();
        login.setTokenFile(token.toString());
        return of(ca, "in-cluster", "", cluster, login);
    }

    Config config(ClusterOptions options, String namespace) throws ClusterException {
        Config config;
        try {
            config = Config.fromKubeconfig(yaml);
        } catch (KubernetesClientException e) {
            throw failure("context '" + context + "' cannot be used: its credential program or certificate failed", e);
        }
        config.setAutoConfigure(false);
        config.setNamespace(namespace);
        config.setUserAgent(options.userAgent());
        config.setConnectionTimeout((int) options.connectTimeout().toMillis());
        config.setRequestTimeout((int) options.requestTimeout().toMillis());
        config.setRequestRetryBackoffLimit(0);
        tokenFile.ifPresent(file -> config.setOauthTokenProvider(new FreshToken(
                options.clock(), TOKEN_AGE, () -> Files.readString(file).strip())));
        if (credentialProgram) {
            config.setOauthTokenProvider(new FreshToken(options.clock(), TOKEN_AGE, () -> Config.fromKubeconfig(yaml)
                    .getAutoOAuthToken()));
        }
        String token = config.getAutoOAuthToken();
        if (config.getOauthTokenProvider() == null && !isBlank(token)) {
            config.setOauthTokenProvider(FreshToken.until401(options.clock(), token, this::renewed));
        }
        return config;
    }

    /** The token that the same entry of the kubeconfig has by now; only for the same server with the same authority. */
    private @Nullable String renewed() throws IOException {
        try {
            Frozen now = Kubeconfig.read(kubeconfig).frozen(Optional.of(context));
            if (!now.server.equals(server) || !now.caSha256.equals(caSha256)) {
                throw new IOException("the kubeconfig leads to another cluster by now");
            }
            return Config.fromKubeconfig(now.yaml).getAutoOAuthToken();
        } catch (ClusterException e) {
            throw new IOException(e);
        }
    }

    private static io.fabric8.kubernetes.api.model.Config only(String context, Cluster cluster, AuthInfo login) {
        return new ConfigBuilder()
                .withCurrentContext(context)
                .withContexts(new NamedContextBuilder()
                        .withName(context)
                        .withNewContext()
                        .withCluster("cluster")
                        .withUser("user")
                        .endContext()
                        .build())
                .withClusters(new NamedClusterBuilder()
                        .withName("cluster")
                        .withCluster(cluster)
                        .build())
                .withUsers(new NamedAuthInfoBuilder()
                        .withName("user")
                        .withUser(login)
                        .build())
                .build();
    }

    private static @Nullable String taken(Path folder, @Nullable String data, @Nullable String file)
            throws ClusterException {
        if (!isBlank(data) || file == null || file.isBlank()) {
            return data;
        }
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve(file)));
        } catch (IOException e) {
            throw failure("the kubeconfig names " + file + ", which cannot be read", e);
        }
    }

    private static Optional<String> digest(@Nullable String base64) throws ClusterException {
        if (base64 == null || base64.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.sha256(Base64.getMimeDecoder().decode(base64)));
        } catch (IllegalArgumentException e) {
            throw failure("certificate-authority-data is not base64", e);
        }
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static ClusterException failure(String message, @Nullable Throwable cause) {
        return new ClusterException(ClusterException.Kind.CONFIGURATION, message, cause);
    }

    /** Never with the kubeconfig's text, which holds credentials. */
    @Override
    public String toString() {
        return context + " at " + server;
    }
}
