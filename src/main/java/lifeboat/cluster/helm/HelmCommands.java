package lifeboat.cluster.helm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The argument lists for the program {@code helm}, always with the cluster and the namespace that are meant, so that neither a
 * current context nor a variable decides.
 *
 * @param program a name on the path, or a path
 * @param kubeconfig the kubeconfig; empty for the service account of a pod
 * @param context its context; not given on when there is no kubeconfig
 * @param namespace where the release is
 */
public record HelmCommands(String program, Optional<Path> kubeconfig, String context, String namespace) {
    /**
     * A chart.
     *
     * @param name {@code REPOSITORY/NAME}, a path, or an {@code oci://} URL
     * @param version its version
     * @param repository the URL of its repository; empty where the name says it
     */
    public record Chart(String name, String version, Optional<String> repository) {
        /** Refuses what helm would take for an option. */
        public Chart {
            if (name.isBlank() || name.startsWith("-") || version.startsWith("-")) {
                throw new IllegalArgumentException("'" + name + "' " + version + " is not a chart");
            }
        }
    }

    /** Installs a release; with a note of the run, by which it is recognised later. */
    public List<String> install(String release, Chart chart, Path values, String note, Duration timeout) {
        List<String> argv = new ArrayList<>(List.of(program, "install", checked(release), chart.name()));
        argv.addAll(List.of("--version", chart.version()));
        chart.repository().ifPresent(url -> argv.addAll(List.of("--repo", url)));
        where(argv);
        argv.addAll(List.of("--values", values.toString()));
        argv.addAll(List.of("--description", note, "--timeout", timeout.toSeconds() + "s"));
        return List.copyOf(argv);
    }

    /** Uninstalls a release and forgets its history. */
    public List<String> uninstall(String release, String note, Duration timeout) {
        List<String> argv = new ArrayList<>(List.of(program, "uninstall", checked(release)));
        where(argv);
        argv.addAll(List.of("--description", note, "--wait", "--timeout", timeout.toSeconds() + "s"));
        return List.copyOf(argv);
    }

    /** Asks the program for its version; touches no cluster. */
    public List<String> version() {
        return List.of(program, "version", "--short");
    }

    private void where(List<String> argv) {
        kubeconfig.ifPresent(path -> argv.addAll(List.of("--kubeconfig", path.toString(), "--kube-context", context)));
        argv.addAll(List.of("--namespace", namespace));
    }

    private static String checked(String release) {
        if (!release.matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?")) {
            throw new IllegalArgumentException("'" + release + "' is not the name of a Helm release");
        }
        return release;
    }
}
