package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lifeboat.cluster.Cluster;
import lifeboat.pachyderm.ChartStore;
import lifeboat.run.Wording;

/**
 * The commands by which an operator looks from a pod of the new cluster whether databases and bucket can be reached. No secret is
 * in them: they prove the way, not the login.
 *
 * @param kubectl the program and what pins it to the cluster
 */
record AccessCommands(List<String> kubectl) {
    private static final String POSTGRES = "global.postgresql.";

    static AccessCommands of(Call<?> call) throws PerformException {
        Cluster cluster = call.world().cluster(call.run());
        List<String> kubectl = new ArrayList<>(List.of("kubectl"));
        cluster.location()
                .kubeconfig()
                .ifPresent(path ->
                        kubectl.addAll(List.of("--kubeconfig", path.toString(), "--context", cluster.context())));
        kubectl.addAll(List.of("--namespace", cluster.location().namespace()));
        return new AccessCommands(List.copyOf(kubectl));
    }

    /**
     * Asks the server whether it takes connections.
     *
     * @param present the value at a path of the edited values
     * @param major the version of PostgreSQL; 0 if it is not known
     */
    String database(Function<String, Optional<String>> present, int major) {
        return inPod(
                "lifeboat-check-database",
                "postgres:" + (major == 0 ? "16" : Integer.toString(major)),
                List.of(
                        "pg_isready",
                        "--host",
                        present.apply(POSTGRES + "postgresqlHost").orElse("postgres"),
                        "--port",
                        present.apply(POSTGRES + "postgresqlPort").orElse("5432"),
                        "--dbname",
                        present.apply(POSTGRES + "postgresqlDatabase").orElse("pachyderm"),
                        "--timeout",
                        "10"));
    }

    /** Asks the store for anything: without keys it refuses, and that it does is what proves the way. */
    String bucket(ChartStore store) {
        String endpoint = store.endpoint().orElseGet(() -> switch (store.backend()) {
            case "GOOGLE" -> "https://storage.googleapis.com";
            case "MICROSOFT" -> "https://ACCOUNT.blob.core.windows.net";
            default -> "https://s3." + store.region().orElse("REGION") + ".amazonaws.com";
        });
        return inPod(
                "lifeboat-check-bucket",
                "curlimages/curl",
                List.of(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--max-time",
                        "20",
                        "--output",
                        "/dev/null",
                        "--write-out",
                        "%{http_code}",
                        endpoint.replaceFirst("/+$", "") + "/" + store.bucket().orElse("BUCKET")));
    }

    private String inPod(String pod, String image, List<String> command) {
        List<String> argv = new ArrayList<>(kubectl);
        argv.addAll(List.of("run", pod, "--rm", "--stdin", "--restart=Never", "--image=" + image, "--command", "--"));
        argv.addAll(command);
        return Wording.command(argv);
    }
}
