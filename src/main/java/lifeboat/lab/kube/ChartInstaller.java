package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Installs and uninstalls the lab's chart through the API, as Helm 3 does: what it refuses, this refuses. */
public final class ChartInstaller {
    private static final String JSON = "application/json";
    private static final List<Kind> OWNED =
            List.of(Kind.DEPLOYMENT, Kind.STATEFUL_SET, Kind.SERVICE, Kind.CONFIG_MAP, Kind.SECRET);

    private final ApiClient api;
    private final String namespace;
    private final String stamp;

    /** An installer for one namespace; {@code stamp} is the time now, as the API writes it. */
    public ChartInstaller(ApiClient api, String namespace, String stamp) {
        this.api = api;
        this.namespace = namespace;
        this.stamp = stamp;
    }

    /**
     * Installs a release.
     *
     * @param valuesJson the values, as JSON
     * @param random letters for what is blank, of the length that the argument says
     * @param most after how many objects it fails, leaving what it made; negative for never
     * @param wait how long to wait until everything is ready; zero for not at all
     * @throws IOException with Helm's words
     */
    public void install(
            String release,
            String version,
            String valuesJson,
            String description,
            UnaryOperator<String> random,
            int most,
            Duration wait)
            throws IOException {
        ObjectNode values = Json.of(valuesJson);
        if (!records(release).isEmpty()) {
            throw new IOException("cannot re-use a name that is still in use");
        }
        List<Chart.Made> objects = objects(release, version, values, random);
        for (Chart.Made made : objects) {
            refuseForeign(release, made);
        }
        try {
            record(release, "pending-install", version, "Initial install underway", values, "POST");
        } catch (IOException e) {
            throw new IOException("create: failed to create: " + e.getMessage(), e);
        }
        try {
            create(objects, most);
            if (!wait.isZero()) {
                await(objects, wait);
            }
        } catch (IOException e) {
            record(release, "failed", version, "Release \"" + release + "\" failed: " + e.getMessage(), values, "PUT");
            throw e;
        }
        record(release, "deployed", version, description.isEmpty() ? "Install complete" : description, values, "PUT");
    }

    private void create(List<Chart.Made> objects, int most) throws IOException {
        int count = 0;
        for (Chart.Made made : objects) {
            if (count++ == most) {
                throw new IOException(
                        "failed to create resource: the server is currently unable to handle the request");
            }
            try {
                api.must("POST", path(made.kind()), JSON, made.object().toString());
            } catch (IOException e) {
                throw new IOException("1 error occurred:\n\t* " + e.getMessage() + "\n\n", e);
            }
        }
    }

    private void await(List<Chart.Made> objects, Duration longest) throws IOException {
        long deadline = System.nanoTime() + longest.toNanos();
        for (Chart.Made made : objects) {
            while (made.kind() == Kind.DEPLOYMENT && !ready(made)) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("context deadline exceeded");
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted", e);
                }
            }
        }
    }

    private boolean ready(Chart.Made made) throws IOException {
        JsonNode now = api.get(path(made.kind()) + "/" + Meta.name(made.object()));
        return Json.number(now, "status", "readyReplicas") >= Json.number(now, "spec", "replicas");
    }

    private List<Chart.Made> objects(String release, String version, ObjectNode values, UnaryOperator<String> random)
            throws IOException {
        try {
            ChartValues told = ChartValues.of(release, namespace, new Flavour(version), values, random);
            told.check();
            return Chart.objects(told);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void refuseForeign(String release, Chart.Made made) throws IOException {
        String name = Meta.name(made.object());
        JsonNode there = api.get(path(made.kind()) + "/" + name);
        if (!there.isMissingNode() && !owner(there).equals(release)) {
            throw new IOException("unable to continue with install: " + made.kind().title + " \"" + name
                    + "\" in namespace \"" + namespace + "\" exists and cannot be imported into the current release:"
                    + " invalid ownership metadata; annotation validation error: missing key"
                    + " \"meta.helm.sh/release-name\": must be set to \"" + release + "\"");
        }
    }

    private void record(
            String release, String status, String version, String description, ObjectNode values, String method)
            throws IOException {
        ObjectNode secret = HelmRelease.secret(
                new HelmRelease.Record(release, namespace, 1, status, version, description, values), stamp);
        String path = path(Kind.SECRET);
        api.must(method, method.equals("POST") ? path : path + "/" + Meta.name(secret), JSON, secret.toString());
    }

    /**
     * Deletes what a release owns and Helm's records of it. What pachd made by itself stays.
     *
     * @throws IOException with Helm's words
     */
    public void uninstall(String release) throws IOException {
        List<String> records = records(release);
        if (records.isEmpty()) {
            throw new IOException("uninstall: Release not loaded: " + release + ": release: not found");
        }
        for (Kind kind : OWNED) {
            for (JsonNode object : api.get(path(kind)).path("items")) {
                if (owner(object).equals(release)) {
                    api.must("DELETE", path(kind) + "/" + Meta.name(object), JSON, "");
                }
            }
        }
        for (String name : records) {
            api.must("DELETE", path(Kind.SECRET) + "/" + name, JSON, "");
        }
    }

    /**
     * One release, in its last revision.
     *
     * @param updated when it was deployed
     * @param valuesJson what it was given
     */
    public record Installed(
            String name,
            int revision,
            String updated,
            String status,
            String version,
            String description,
            String valuesJson) {}

    /** The last revision of each release, by name. */
    public List<Installed> list() throws IOException {
        TreeMap<String, Installed> last = new TreeMap<>();
        for (JsonNode secret :
                api.get(path(Kind.SECRET) + "?labelSelector=owner%3Dhelm").path("items")) {
            JsonNode release = HelmRelease.unzipped(Json.text(secret, "data", "release"));
            Installed found = new Installed(
                    Json.text(release, "name"),
                    Json.number(release, "version"),
                    Json.text(release, "info", "last_deployed"),
                    Json.text(secret, "metadata", "labels", "status"),
                    Json.text(release, "chart", "metadata", "version"),
                    Json.text(release, "info", "description"),
                    release.path("config").toString());
            last.merge(found.name(), found, (one, two) -> one.revision() > two.revision() ? one : two);
        }
        return List.copyOf(last.values());
    }

    private List<String> records(String release) throws IOException {
        java.util.ArrayList<String> names = new java.util.ArrayList<>();
        for (JsonNode secret : api.get(path(Kind.SECRET) + "?labelSelector=owner%3Dhelm%2Cname%3D" + release)
                .path("items")) {
            names.add(Meta.name(secret));
        }
        return names;
    }

    private static String owner(JsonNode object) {
        return Json.text(object, "metadata", "annotations", "meta.helm.sh/release-name");
    }

    private String path(Kind kind) {
        String root = kind.group.isEmpty() ? "/api/" + kind.version : "/apis/" + kind.group + "/" + kind.version;
        return root + "/namespaces/" + namespace + "/" + kind.plural;
    }
}
