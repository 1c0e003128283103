package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A refusal, as the API server words it; it becomes the answer's {@code Status} object. */
final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ObjectNode status;

    private ApiFailure(ObjectNode status) {
        super(Json.text(status, "message"));
        this.status = status;
    }

    /** One wrong field of an invalid object. */
    record Cause(String reason, String field, String message) {
        static Cause invalid(String field, Object value, String why) {
            return new Cause("FieldValueInvalid", field, "Invalid value: " + value + ": " + why);
        }

        static Cause required(String field, String why) {
            return new Cause("FieldValueRequired", field, "Required value: " + why);
        }

        static Cause forbidden(String field, String why) {
            return new Cause("FieldValueForbidden", field, "Forbidden: " + why);
        }
    }

    ObjectNode status() {
        return status;
    }

    int code() {
        return Json.number(status, "code");
    }

    static ApiFailure of(int code, String reason, String message) {
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", message).put("reason", reason);
        return new ApiFailure(status.put("code", code));
    }

    static ApiFailure notFound(Kind kind, String name) {
        return of(404, "NotFound", kind.resource() + " \"" + name + "\" not found")
                .about(kind, kind.plural, name);
    }

    static ApiFailure noSuchPath() {
        return of(404, "NotFound", "the server could not find the requested resource");
    }

    static ApiFailure exists(Kind kind, String name) {
        return of(409, "AlreadyExists", kind.resource() + " \"" + name + "\" already exists")
                .about(kind, kind.plural, name);
    }

    static ApiFailure conflict(Kind kind, String name) {
        return conflict(
                kind,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiFailure conflict(Kind kind, String name, String why) {
        return of(409, "Conflict", "Operation cannot be fulfilled on " + kind.resource() + " \"" + name + "\": " + why)
                .about(kind, kind.plural, name);
    }

    static ApiFailure badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    static ApiFailure unauthorized() {
        return of(401, "Unauthorized", "Unauthorized");
    }

    static ApiFailure expired(String message) {
        return of(410, "Expired", message);
    }

    static ApiFailure unsupportedPatch(String type) {
        return of(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include:"
                        + " application/json-patch+json, application/merge-patch+json,"
                        + " application/strategic-merge-patch+json; got " + type);
    }

    static ApiFailure methodNotAllowed() {
        return of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    static ApiFailure invalid(Kind kind, String name, List<Cause> causes) {
        List<String> words =
                causes.stream().map(cause -> cause.field + ": " + cause.message).toList();
        String what = words.size() == 1 ? words.get(0) : "[" + String.join(", ", words) + "]";
        ApiFailure failure = of(422, "Invalid", kind.qualifiedTitle() + " \"" + name + "\" is invalid: " + what)
                .about(kind, kind.title, name);
        ArrayNode list = Json.under(failure.status, "details").putArray("causes");
        for (Cause cause : causes) {
            list.addObject()
                    .put("reason", cause.reason)
                    .put("message", cause.message)
                    .put("field", cause.field);
        }
        return failure;
    }

    /** A JSON Patch that could not be applied, a failed {@code test} above all. */
    static ApiFailure unapplicable(String why) {
        ApiFailure failure = of(422, "Invalid", "the server rejected our request due to an error in our request");
        Json.under(failure.status, "details")
                .putArray("causes")
                .addObject()
                .put("reason", "UnexpectedServerResponse")
                .put("message", why);
        return failure;
    }

    static ApiFailure tooManyRequests(int seconds) {
        ApiFailure failure = of(
                429,
                "TooManyRequests",
                "the server has received too many requests and has asked us to try again later");
        Json.under(failure.status, "details").put("retryAfterSeconds", seconds);
        return failure;
    }

    private ApiFailure about(Kind kind, String word, String name) {
        ObjectNode details = Json.under(status, "details").put("name", name);
        if (!kind.group.isEmpty()) {
            details.put("group", kind.group);
        }
        details.put("kind", word);
        return this;
    }

    ApiFailure naming(Kind kind, String name) {
        return about(kind, kind.plural, name);
    }
}
