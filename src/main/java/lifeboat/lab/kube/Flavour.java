package lifeboat.lab.kube;

import java.util.List;

/**
 * A version of Pachyderm 2.x that is installed, and how it differs from others.
 *
 * @param version such as {@code 2.8.10} or {@code 2.12.0-rc.3}
 */
public record Flavour(String version) {
    /** The last patch of each line that has a chart, from 2.0 on. */
    private static final List<Integer> LAST = List.of(8, 9, 8, 9, 6, 9, 11, 8, 10, 7, 7, 6);
    /** The largest id in the table of migrations once a line has started, from 2.0 on. */
    private static final List<Integer> MIGRATIONS = List.of(21, 24, 24, 25, 25, 29, 35, 39, 47, 47, 53, 59, 65);

    private static final String NEWEST = "2.12.0-rc.3";

    /** Refuses what is no version of 2.x. */
    public Flavour {
        if (!isVersion(version)) {
            throw new IllegalArgumentException("\"" + version + "\" is not a version of Pachyderm 2.x");
        }
    }

    /** Whether a text is a version of 2.x. */
    public static boolean isVersion(String text) {
        return text.matches("2\\.\\d{1,3}\\.\\d{1,3}(-[a-z]+\\.\\d+)?");
    }

    /** Whether it is of 2.{@code minor} or later. */
    public boolean since(int minor) {
        return minor() >= minor;
    }

    private int minor() {
        return Integer.parseInt(version.split("\\.", -1)[1]);
    }

    /** Whether there is a chart of this very version. */
    public boolean isReleased() {
        if (minor() == 12) {
            return version.matches("2\\.12\\.0-rc\\.[1-3]");
        }
        int patch = Integer.parseInt(version.replaceFirst("^2\\.\\d+\\.(\\d+).*$", "$1"));
        return !version.contains("-") && minor() < LAST.size() && patch <= LAST.get(minor());
    }

    /** The newest release of the next line; the newest of all has itself. */
    public Flavour next() {
        int above = minor() + 1;
        return new Flavour(above < LAST.size() ? "2." + above + "." + LAST.get(above) : NEWEST);
    }

    /** The newest release of the line before; the oldest of all has itself. */
    Flavour previous() {
        int below = Math.min(minor(), LAST.size()) - 1;
        return below < 0 ? this : new Flavour("2." + below + "." + LAST.get(below));
    }

    /** The largest id in {@code public.migrations} of a database that it has started on. */
    public int migrations() {
        return MIGRATIONS.get(Math.min(minor(), MIGRATIONS.size() - 1));
    }

    /**
     * Whether {@code pachd.storage.storageURL} selects the bucket.
     *
     * @param gocdk the value {@code pachd.storage.gocdkEnabled}; empty text if it is not set
     */
    boolean selectsByUrl(String gocdk) {
        return since(11) || since(10) && !gocdk.equals("false") || since(9) && gocdk.equals("true");
    }

    boolean hasPachw() {
        return since(5);
    }

    boolean hasProjects() {
        return since(5);
    }

    /** Whether the chart installs the proxy where the values do not say. */
    boolean proxyByDefault() {
        return since(5);
    }

    /** Whether one secret holds all that the chart made up. */
    boolean hasBootstrapSecret() {
        return !since(3);
    }

    boolean hasLicence() {
        return !since(12);
    }

    /** Whether the service has the ports of its containers; later their numbers are those of the nodes' ports. */
    boolean hasContainerPorts() {
        return !since(2);
    }

    /** The replication controller of a pipeline's workers. */
    String worker(String project, String pipeline) {
        return (hasProjects() ? project : "pipeline") + "-" + pipeline + "-v1";
    }

    /** The label {@code app} of a pipeline's workers. */
    String workerApp(String pipeline) {
        return since(4) ? "pipeline" : "pipeline-" + pipeline + "-v1";
    }
}
