package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;

/** One request about an object or a collection, as far as its meaning goes. */
record Call(
        String verb,
        Target target,
        Map<String, String> query,
        String accept,
        String contentType,
        String userAgent,
        byte[] body) {

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    boolean dryRun() {
        return parameter("dryRun").equals("All");
    }

    boolean wantsTable() {
        return accept.contains("as=Table");
    }

    Predicate<JsonNode> wanted() {
        Predicate<JsonNode> labels = Selectors.labels(parameter("labelSelector"));
        String fields = parameter("fieldSelector");
        if (!target.name().isEmpty()) {
            fields = "metadata.name=" + target.name();
        }
        return labels.and(Selectors.fields(target.kind(), fields));
    }

    JsonNode json() {
        if (contentType.contains("yaml") || contentType.contains("protobuf") || contentType.contains("cbor")) {
            throw ApiFailure.unsupportedPatch(contentType);
        }
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw ApiFailure.badRequest("the object provided is unrecognized (must be of type " + target.kind().title
                    + "): it is not JSON");
        }
    }

    ObjectNode object() {
        if (json() instanceof ObjectNode object) {
            return object;
        }
        throw ApiFailure.badRequest("the body of the request is not an object");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
