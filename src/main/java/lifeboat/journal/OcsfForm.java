package lifeboat.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * A record as an event of the Open Cybersecurity Schema Framework. Starting a program is Process Activity (1007, Launch);
 * everything else is API Activity (6003), whose activity follows from the step's effect.
 */
final class OcsfForm {
    private static final String VERSION = "1.3.0";
    private static final int API_ACTIVITY = 6003;
    private static final int PROCESS_ACTIVITY = 1007;
    private static final int OTHER = 99;

    private OcsfForm() {}

    /** What somebody did, in OCSF's numbers. */
    private enum Activity {
        CREATE(1, "Create"),
        READ(2, "Read"),
        UPDATE(3, "Update"),
        DELETE(4, "Delete"),
        OTHER(OcsfForm.OTHER, "Other");

        private final int id;
        private final String caption;

        Activity(int id, String caption) {
            this.id = id;
            this.caption = caption;
        }
    }

    static Map<String, @Nullable Object> of(Line line) throws MalformedJsonException {
        JsonObject record = line.record();
        JsonObject event = record.object("event");
        JsonObject own = record.object("lifeboat");
        String action = event.text("action");
        boolean program = action.equals("action.started");
        int type = program ? PROCESS_ACTIVITY : API_ACTIVITY;
        int activity = program ? 1 : activity(action, own).id;
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("class_uid", type);
        form.put("class_name", program ? "Process Activity" : "API Activity");
        form.put("category_uid", program ? 1 : 6);
        form.put("category_name", program ? "System Activity" : "Application Activity");
        form.put("activity_id", activity);
        form.put("activity_name", program ? "Launch" : activity == OTHER ? action : activity(action, own).caption);
        form.put("type_uid", type * 100 + activity);
        form.put("time", Instant.parse(record.text("@timestamp")).toEpochMilli());
        severity(form, action, event.text("outcome"), own);
        status(form, event.text("outcome"));
        form.put("metadata", metadata(line, record, own));
        form.put("actor", Map.of("user", Map.of("name", record.object("user").text("name"))));
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("hostname", record.object("host").text("name"));
        device.put("type_id", 0);
        form.put("device", device);
        if (program) {
            JsonObject data = own.object("data");
            form.put("process", Map.of("pid", data.number("pid"), "cmd_line", String.join(" ", data.texts("argv"))));
        } else {
            form.put("api", Map.of("operation", action, "service", Map.of("name", "lifeboat")));
        }
        // Where the operator sits, if that is known, or else where the program runs.
        form.put(
                "src_endpoint",
                record.has("source")
                        ? Map.of("ip", record.object("source").text("ip"))
                        : Map.of("hostname", record.object("host").text("name")));
        if (record.has("orchestrator")) {
            form.put("resources", resources(record.object("orchestrator")));
        }
        form.put(
                "unmapped",
                Map.of("lifeboat", WellFormed.fields(fields(line.tree().get("lifeboat")))));
        return form;
    }

    private static Activity activity(String action, JsonObject own) throws MalformedJsonException {
        return switch (action) {
            case "action.begun", "action.ended", "doubt.settled" ->
                ofEffect(own.optionalText("effect").orElse(""));
            case "identity.observed", "preview.shown", "check.observed" -> Activity.READ;
            case "run.opened", "hold.opened", "lock.taken" -> Activity.CREATE;
            case "hold.released", "lock.released" -> Activity.DELETE;
            case "parameter.given" -> Activity.UPDATE;
            default -> Activity.OTHER;
        };
    }

    private static Activity ofEffect(String effect) {
        return switch (effect) {
            case "read" -> Activity.READ;
            case "mutate" -> Activity.UPDATE;
            case "destroy" -> Activity.DELETE;
            default -> Activity.OTHER;
        };
    }

    /** 1 informational, 3 medium for a failure or a step that destroys, 4 high when the audit or the lock is in danger. */
    private static void severity(Map<String, @Nullable Object> form, String action, String outcome, JsonObject own)
            throws MalformedJsonException {
        boolean high = List.of("audit.degraded", "lock.lost", "journal.recovered", "clock.jumped")
                .contains(action);
        boolean destroys = own.optionalText("effect").orElse("").equals("destroy") && action.startsWith("action.");
        boolean medium = destroys || outcome.equals("failure");
        form.put("severity_id", high ? 4 : medium ? 3 : 1);
        form.put("severity", high ? "High" : medium ? "Medium" : "Informational");
    }

    private static void status(Map<String, @Nullable Object> form, String outcome) {
        boolean known = outcome.equals("success") || outcome.equals("failure");
        form.put("status_id", outcome.equals("success") ? 1 : outcome.equals("failure") ? 2 : 0);
        form.put("status", !known ? "Unknown" : outcome.equals("success") ? "Success" : "Failure");
    }

    private static Map<String, Object> metadata(Line line, JsonObject record, JsonObject own)
            throws MalformedJsonException {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("version", VERSION);
        metadata.put("product", Map.of("name", "Lifeboat", "vendor_name", "Lifeboat"));
        metadata.put("log_name", "journal");
        metadata.put("log_version", Long.toString(line.version()));
        metadata.put("sequence", line.sequence());
        metadata.put("uid", line.hash());
        metadata.put("original_time", record.text("@timestamp"));
        metadata.put("correlation_uid", record.object("trace").text("id"));
        metadata.put("labels", List.of(own.text("mode")));
        return metadata;
    }

    private static List<Object> resources(JsonObject orchestrator) throws MalformedJsonException {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("type", orchestrator.text("type"));
        resource.put("namespace", orchestrator.text("namespace"));
        JsonObject cluster = orchestrator.object("cluster");
        cluster.optionalText("id").ifPresent(id -> resource.put("uid", id));
        cluster.optionalText("name").ifPresent(name -> resource.put("name", name));
        return List.of(resource);
    }

    private static Map<?, ?> fields(@Nullable Object value) {
        return value instanceof Map<?, ?> fields ? fields : Map.of();
    }
}
