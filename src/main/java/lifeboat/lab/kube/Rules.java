package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an object must be like to be stored, and what is filled in where it says nothing. */
final class Rules {
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

    private final Services services;

    Rules(Services services) {
        this.services = services;
    }

    /** Fills in defaults, in place. */
    void complete(Kind kind, ObjectNode object, @Nullable ObjectNode current) {
        switch (kind) {
            case SECRET -> secret(object);
            case SERVICE -> services.complete(object, current);
            case POD -> pod(Json.under(object, "spec"));
            case DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET -> workload(kind, object);
            case NAMESPACE -> {
                Json.under(object, "metadata", "labels").put("kubernetes.io/metadata.name", Meta.name(object));
                if (!Json.under(object, "status").has("phase")) {
                    Json.under(object, "status").put("phase", "Active");
                }
            }
            default -> {
                // The other kinds are stored as they come.
            }
        }
    }

    private static void secret(ObjectNode object) {
        if (object.remove("stringData") instanceof ObjectNode plain) {
            ObjectNode data = Json.under(object, "data");
            plain.properties()
                    .forEach(entry -> data.put(
                            entry.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(entry.getValue().asText().getBytes(StandardCharsets.UTF_8))));
        }
        if (!object.hasNonNull("type")) {
            object.put("type", "Opaque");
        }
    }

    private static void workload(Kind kind, ObjectNode object) {
        ObjectNode spec = Json.under(object, "spec");
        if (!spec.hasNonNull("replicas")) {
            spec.put("replicas", 1);
        }
        pod(Json.under(spec, "template", "spec"));
        if (kind == Kind.REPLICATION_CONTROLLER && Json.at(spec, "selector").isEmpty()) {
            spec.set("selector", Json.at(spec, "template", "metadata", "labels").deepCopy());
        }
        if (kind == Kind.DEPLOYMENT) {
            if (!spec.has("strategy")) {
                ObjectNode strategy = spec.putObject("strategy").put("type", "RollingUpdate");
                strategy.putObject("rollingUpdate").put("maxUnavailable", "25%").put("maxSurge", "25%");
            }
            putIfAbsent(spec, "revisionHistoryLimit", 10);
            putIfAbsent(spec, "progressDeadlineSeconds", 600);
        }
    }

    private static void pod(ObjectNode spec) {
        if (!spec.has("restartPolicy")) {
            spec.put("restartPolicy", "Always");
        }
        putIfAbsent(spec, "terminationGracePeriodSeconds", 30);
        if (!spec.has("dnsPolicy")) {
            spec.put("dnsPolicy", "ClusterFirst");
        }
        for (JsonNode container : spec.path("containers")) {
            for (JsonNode port : container.path("ports")) {
                if (port instanceof ObjectNode fields && !fields.has("protocol")) {
                    fields.put("protocol", "TCP");
                }
            }
        }
    }

    private static void putIfAbsent(ObjectNode object, String field, int value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    /**
     * @param current what is stored; null when the object is new
     * @throws ApiFailure 422 with every wrong field
     */
    void check(Kind kind, ObjectNode object, @Nullable ObjectNode current) {
        List<ApiFailure.Cause> wrong = new ArrayList<>();
        metadata(object, wrong);
        switch (kind) {
            case SERVICE -> services.check(object, current, wrong);
            case POD -> containers("spec", Json.at(object, "spec"), wrong);
            case DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET ->
                checkWorkload(kind, object, current, wrong);
            case CONFIG_MAP, SECRET -> data(kind, object, current, wrong);
            default -> {
                // The other kinds have no rules of their own here.
            }
        }
        if (!wrong.isEmpty()) {
            throw ApiFailure.invalid(kind, Meta.name(object), wrong);
        }
    }

    private static void metadata(ObjectNode object, List<ApiFailure.Cause> wrong) {
        String name = Meta.name(object);
        if (name.isEmpty()) {
            wrong.add(ApiFailure.Cause.required("metadata.name", "name or generateName is required"));
        } else if (name.length() > 253 || !NAME.matcher(name).matches()) {
            wrong.add(ApiFailure.Cause.invalid(
                    "metadata.name",
                    quoted(name),
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and"
                            + " must start and end with an alphanumeric character"));
        }
        Meta.map(Json.at(object, "metadata", "labels")).forEach((label, value) -> {
            if (!LABEL.matcher(value).matches()) {
                wrong.add(
                        ApiFailure.Cause.invalid(
                                "metadata.labels",
                                quoted(value),
                                "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.'"));
            }
        });
        for (JsonNode annotation : Json.at(object, "metadata", "annotations")) {
            if (!annotation.isTextual()) {
                throw ApiFailure.badRequest(
                        "cannot unmarshal " + annotation.getNodeType().name().toLowerCase(Locale.ROOT)
                                + " into Go struct field ObjectMeta.metadata.annotations of type string");
            }
        }
    }

    private static void checkWorkload(
            Kind kind, ObjectNode object, @Nullable ObjectNode current, List<ApiFailure.Cause> wrong) {
        JsonNode replicas = Json.at(object, "spec", "replicas");
        if (!replicas.isIntegralNumber()) {
            throw ApiFailure.badRequest(
                    "cannot unmarshal into Go struct field " + kind.title + "Spec.spec.replicas of type int32");
        }
        if (replicas.asLong() < 0) {
            wrong.add(
                    ApiFailure.Cause.invalid("spec.replicas", replicas.asLong(), "must be greater than or equal to 0"));
        }
        String selector = Selectors.workload(object);
        if (selector.isEmpty()) {
            wrong.add(ApiFailure.Cause.required("spec.selector", ""));
        } else {
            Predicate<JsonNode> chosen = Selectors.labels(selector);
            if (!chosen.test(Json.at(object, "spec", "template"))) {
                wrong.add(ApiFailure.Cause.invalid(
                        "spec.template.metadata.labels",
                        Json.at(object, "spec", "template", "metadata", "labels"),
                        "`selector` does not match template `labels`"));
            }
        }
        if (current != null
                && !kind.group.isEmpty()
                && !Json.at(current, "spec", "selector").equals(Json.at(object, "spec", "selector"))) {
            wrong.add(ApiFailure.Cause.invalid(
                    "spec.selector", Json.at(object, "spec", "selector"), "field is immutable"));
        }
        containers("spec.template.spec", Json.at(object, "spec", "template", "spec"), wrong);
    }

    private static void containers(String where, JsonNode spec, List<ApiFailure.Cause> wrong) {
        if (spec.path("containers").isEmpty()) {
            wrong.add(ApiFailure.Cause.required(where + ".containers", ""));
        }
        int i = 0;
        for (JsonNode container : spec.path("containers")) {
            if (container.path("name").asText().isEmpty()) {
                wrong.add(ApiFailure.Cause.required(where + ".containers[" + i + "].name", ""));
            }
            if (container.path("image").asText().isEmpty()) {
                wrong.add(ApiFailure.Cause.required(where + ".containers[" + i + "].image", ""));
            }
            i++;
        }
    }

    private static void data(Kind kind, ObjectNode object, @Nullable ObjectNode current, List<ApiFailure.Cause> wrong) {
        if (kind == Kind.SECRET) {
            for (JsonNode value : object.path("data")) {
                try {
                    Base64.getDecoder().decode(value.asText());
                } catch (IllegalArgumentException e) {
                    throw ApiFailure.badRequest("illegal base64 data in Secret.data");
                }
            }
        }
        if (current == null) {
            return;
        }
        if (kind == Kind.SECRET && !current.path("type").equals(object.path("type"))) {
            wrong.add(
                    ApiFailure.Cause.invalid("type", quoted(object.path("type").asText()), "field is immutable"));
        }
        if (current.path("immutable").asBoolean() && !current.path("data").equals(object.path("data"))) {
            wrong.add(ApiFailure.Cause.forbidden("data", "field is immutable when `immutable` is set"));
        }
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
