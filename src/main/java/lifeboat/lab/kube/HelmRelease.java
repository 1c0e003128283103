package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Helm 3's own records of the release, as secrets: version 2 superseded, version 3 deployed. */
final class HelmRelease {
    private HelmRelease() {}

    static void create(World world, String release, String namespace, ObjectNode values, Flavour flavour) {
        keep(
                world,
                new Record(
                        release, namespace, 2, "superseded", flavour.previous().version(), "Upgrade complete", values));
        keep(world, new Record(release, namespace, 3, "deployed", flavour.version(), "Upgrade complete", values));
    }

    /** Revision 4 with the values of revision 3, which is superseded. */
    static void upgrade(World world, String release, String namespace, String chartVersion) {
        Key third = new Key(Kind.SECRET, namespace, "sh.helm.release.v1." + release + ".v3");
        ObjectNode values = unzipped(Json.text(world.registry().require(third), "data", "release"))
                .withObject("/config");
        // From 2.10 on the chart refuses values without it.
        ObjectNode storage = Json.under(values, "pachd", "storage");
        storage.put("storageURL", "s3://" + Json.text(storage, "amazon", "bucket"));
        world.registry().change(third, Subresource.NONE, secret -> Json.under(secret, "metadata", "labels")
                .put("status", "superseded"));
        keep(world, new Record(release, namespace, 4, "deployed", chartVersion, "Upgrade complete", values));
    }

    /** What Helm keeps in a secret. */
    static ObjectNode unzipped(String encoded) {
        byte[] outer = Base64.getDecoder().decode(encoded);
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(outer)))) {
            return Json.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("cannot unzip in memory", e);
        }
    }

    private static void keep(World world, Record record) {
        world.registry()
                .create(
                        Kind.SECRET,
                        record.namespace(),
                        secret(record, world.time().stamp()));
    }

    /** One revision of a release. */
    record Record(
            String release,
            String namespace,
            int revision,
            String status,
            String chartVersion,
            String description,
            ObjectNode values) {}

    /** The secret in which Helm keeps a revision. */
    static ObjectNode secret(Record record, String stamp) {
        ObjectNode release = Json.object().put("name", record.release());
        release.putObject("info")
                .put("first_deployed", stamp)
                .put("last_deployed", stamp)
                .put("description", record.description())
                .put("status", record.status());
        Json.under(release, "chart", "metadata")
                .put("name", "pachyderm")
                .put("version", record.chartVersion())
                .put("appVersion", record.chartVersion())
                .put("apiVersion", "v2");
        Json.under(release, "chart", "values").put("deployTarget", "");
        release.set("config", record.values());
        release.put("manifest", "").put("version", record.revision()).put("namespace", record.namespace());

        ObjectNode secret = World.named("sh.helm.release.v1." + record.release() + ".v" + record.revision())
                .put("type", "helm.sh/release.v1");
        Json.under(secret, "metadata", "labels")
                .put("name", record.release())
                .put("owner", "helm")
                .put("status", record.status())
                .put("version", Integer.toString(record.revision()));
        // Helm encodes its gzipped record by itself, and the API encodes every secret once more.
        String encoded = Base64.getEncoder().encodeToString(zipped(Json.bytes(release)));
        Json.under(secret, "data")
                .put("release", Base64.getEncoder().encodeToString(encoded.getBytes(StandardCharsets.US_ASCII)));
        return secret;
    }

    private static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("cannot compress in memory", e);
        }
        return zipped.toByteArray();
    }
}
