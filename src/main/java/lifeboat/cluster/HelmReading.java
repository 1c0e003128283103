package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import lifeboat.cluster.ClusterException.Kind;

/** Reads Helm 3's release secrets: base64 of base64 of gzip of JSON. */
final class HelmReading {
    private static final int LARGEST = 32 << 20;
    private static final String CHART = "pachyderm";

    private record Revision(String name, int number, String status, JsonNode secret) {}

    private HelmReading() {}

    static Optional<HelmRelease> newest(List<JsonNode> secrets, Optional<String> wanted) throws ClusterException {
        List<Revision> revisions = secrets.stream()
                .filter(s -> Json.string(s, "/type").equals("helm.sh/release.v1"))
                .map(HelmReading::revision)
                .sorted(Comparator.comparingInt(Revision::number))
                .toList();
        TreeMap<String, Revision> deployed = new TreeMap<>();
        for (Revision revision : revisions) {
            if (revision.status().equals("deployed")
                    && wanted.map(revision.name()::equals).orElse(true)) {
                deployed.put(revision.name(), revision);
            }
        }
        TreeMap<String, HelmRelease> releases = new TreeMap<>();
        for (Revision revision : deployed.values()) {
            HelmRelease release = decoded(revision, later(revisions, revision));
            if (wanted.isPresent() || release.chart().equals(CHART)) {
                releases.put(release.name(), release);
            }
        }
        if (releases.size() > 1) {
            throw new ClusterException(
                    Kind.CONFIGURATION,
                    "more than one release of the chart " + CHART + ": " + releases.keySet(),
                    "Say which Helm release is meant.",
                    null);
        }
        return releases.values().stream().findFirst();
    }

    static List<String> records(List<JsonNode> secrets, String release) {
        return secrets.stream()
                .filter(s -> Json.string(s, "/type").equals("helm.sh/release.v1"))
                .map(HelmReading::revision)
                .filter(revision -> revision.name().equals(release))
                .sorted(Comparator.comparingInt(Revision::number))
                .map(revision -> revision.number() + " (" + revision.status() + ")")
                .toList();
    }

    private static Revision revision(JsonNode secret) {
        JsonNode labels = secret.at("/metadata/labels");
        return new Revision(
                labels.path("name").asText(""),
                labels.path("version").asInt(),
                labels.path("status").asText(""),
                secret);
    }

    private static Optional<String> later(List<Revision> revisions, Revision deployed) {
        return revisions.stream()
                .filter(r -> r.name().equals(deployed.name()) && r.number() > deployed.number())
                .map(r -> r.number() + " (" + r.status() + ")")
                .reduce((first, second) -> second);
    }

    private static HelmRelease decoded(Revision revision, Optional<String> later) throws ClusterException {
        JsonNode release = json(revision);
        JsonNode config = release.path("config");
        String yaml = yaml(config.isObject() ? config : Json.object());
        JsonNode chart = release.at("/chart/metadata");
        return new HelmRelease(
                release.path("name").asText(revision.name()),
                release.path("version").asInt(revision.number()),
                release.at("/info/status").asText(revision.status()),
                Json.string(chart, "/name"),
                Json.string(chart, "/version"),
                Json.string(chart, "/appVersion"),
                yaml,
                Json.sha256(yaml),
                Json.string(release, "/info/description"),
                later);
    }

    private static JsonNode json(Revision revision) throws ClusterException {
        String what = "helm release " + revision.name() + " revision " + revision.number();
        try {
            byte[] outer = Base64.getMimeDecoder().decode(Json.string(revision.secret(), "/data/release"));
            byte[] inner = Base64.getMimeDecoder().decode(outer);
            try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(inner))) {
                byte[] bytes = unpacked.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new ClusterException(Kind.MALFORMED, what + " is larger than " + LARGEST + " bytes");
                }
                return Json.MAPPER.readTree(bytes);
            }
        } catch (IOException | IllegalArgumentException e) {
            // The parser's own words may quote the values, which hold secrets.
            throw new ClusterException(
                    Kind.MALFORMED,
                    what + " cannot be decoded",
                    "Its secret is damaged or of another Helm version; keep `helm get values` by hand.",
                    null);
        }
    }

    private static String yaml(JsonNode values) {
        if (values.isEmpty()) {
            return "{}\n";
        }
        String text = new KubernetesSerialization().asYaml(values);
        return text.startsWith("---\n") ? text.substring(4) : text;
    }
}
