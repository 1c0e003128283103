package lifeboat.lab.helm;

import java.io.IOException;
import java.time.Duration;
import lifeboat.lab.kube.Flavour;

/** Which chart is meant, and what Helm says when there is none. */
final class HelmChart {
    private static final String REPOSITORY = "pachyderm";
    private static final String NAME = "pachyderm";
    private static final String NEWEST = "2.11.6";
    private static final Duration USUAL_WAIT = Duration.ofMinutes(5);

    private HelmChart() {}

    /** The version of the chart that is named; the newest if none is. */
    static String version(HelmArguments arguments) throws IOException {
        String chart = arguments.words().get(2);
        String repository = arguments.flag("repo");
        int slash = chart.lastIndexOf('/');
        String name = chart.substring(slash + 1);
        if (repository.isEmpty() && slash < 0) {
            throw new IOException("non-absolute URLs should be in form of repo_name/path_to_chart, got: " + chart);
        }
        boolean remote = chart.startsWith("oci://") || !repository.isEmpty();
        if (!remote && !chart.substring(0, slash).equals(REPOSITORY)) {
            throw new IOException(
                    chart.startsWith("/") || chart.startsWith(".")
                            ? "path \"" + chart + "\" not found"
                            : "repo " + chart.substring(0, slash) + " not found");
        }
        String wanted = arguments.flag("version").isEmpty() ? NEWEST : arguments.flag("version");
        if (!name.equals(NAME) || !isThere(wanted)) {
            throw new IOException(
                    remote
                            ? "chart \"" + name + "\" version \"" + wanted + "\" not found in " + repository
                                    + " repository"
                            : "chart \"" + name + "\" matching " + wanted + " not found in " + REPOSITORY
                                    + " index. (try 'helm repo update'): no chart version found for " + name + "-"
                                    + wanted);
        }
        return wanted;
    }

    private static boolean isThere(String version) {
        try {
            return new Flavour(version).isReleased();
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    /** How long an install waits; not at all without {@code --wait}. */
    static Duration wait(HelmArguments arguments) throws IOException {
        if (arguments.flag("wait").isEmpty()) {
            return Duration.ZERO;
        }
        String timeout = arguments.flag("timeout");
        if (timeout.isEmpty()) {
            return USUAL_WAIT;
        }
        if (!timeout.matches("([0-9]+h)?([0-9]+m)?([0-9]+s)?")) {
            throw new IOException("invalid argument \"" + timeout
                    + "\" for \"--timeout\" flag: time: invalid duration \"" + timeout + "\"");
        }
        return Duration.parse("PT" + timeout.toUpperCase(java.util.Locale.ROOT));
    }
}
