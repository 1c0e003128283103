package lifeboat.journal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;

/**
 * Who has a lock.
 *
 * @param runId the run that it works on
 * @param pid the process
 * @param processStarted when that process started, which tells it from a later one with the same number; from
 *     {@code ProcessHandle.info().startInstant()}
 * @param since when it took the lock
 * @param step what it takes it for, if that is one step
 */
public record Holder(
        String runId,
        String user,
        String host,
        long pid,
        Optional<Instant> processStarted,
        Instant since,
        Optional<String> step) {

    /** The same process, taking a lock for that step. */
    public Holder forStep(String stepId) {
        return new Holder(runId, user, host, pid, processStarted, since, Optional.of(stepId));
    }

    /** For people: who, where, since when. */
    public String describe() {
        return user + " on " + host + ", process " + pid + ", run " + runId
                + step.map(id -> ", step " + id).orElse("") + ", since " + since;
    }

    boolean sameProcess(Holder other) {
        return pid == other.pid && host.equals(other.host) && processStarted.equals(other.processStarted);
    }

    /** {@code process} is the process whose lock it is, in words that no other process has. */
    byte[] toJson(String process) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", runId);
        fields.put("user", user);
        fields.put("host", host);
        fields.put("pid", pid);
        processStarted.ifPresent(started -> fields.put("processStarted", started.toString()));
        fields.put("since", since.toString());
        step.ifPresent(id -> fields.put("step", id));
        fields.put("process", process);
        return CanonicalJson.write(WellFormed.fields(fields));
    }

    /** The process whose lock it is. */
    static Optional<String> process(byte[] bytes) throws MalformedJsonException {
        return JsonObject.of(CanonicalJson.read(bytes)).optionalText("process");
    }

    static Holder fromJson(byte[] bytes) throws MalformedJsonException {
        JsonObject fields = JsonObject.of(CanonicalJson.read(bytes));
        Optional<String> started = fields.optionalText("processStarted");
        return new Holder(
                fields.text("run"),
                fields.text("user"),
                fields.text("host"),
                fields.number("pid"),
                started.isPresent() ? Optional.of(instant(fields, "processStarted")) : Optional.empty(),
                instant(fields, "since"),
                fields.optionalText("step"));
    }

    private static Instant instant(JsonObject fields, String name) throws MalformedJsonException {
        try {
            return Instant.parse(fields.text(name));
        } catch (DateTimeParseException e) {
            throw fields.wrong(name, "is not a time");
        }
    }
}
