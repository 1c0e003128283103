package lifeboat.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.run.Verdict;
import org.jspecify.annotations.Nullable;

/** Events to records and back, with the field names of the Elastic Common Schema; ours are under {@code lifeboat}. */
final class EventCodec {
    /** The version of the records' form: {@code lifeboat.version}. */
    static final long VERSION = 1;

    private static final String ECS_VERSION = "9.0.0";
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private EventCodec() {}

    /**
     * A record without its place in the chain.
     *
     * @param at whole microseconds
     * @param orchestrator what {@link #orchestrator} made of the cluster's identity; empty while it is not known
     */
    static Map<String, @Nullable Object> record(
            Envelope envelope, Map<String, Object> orchestrator, long sequence, Instant at, RunEvent event) {
        EventForm<?> form = EventForms.of(event);
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("@timestamp", MICROSECONDS.format(at));
        record.put("ecs", Map.of("version", ECS_VERSION));
        record.put(
                "event",
                Map.of(
                        "kind", "event",
                        "category", List.of(form.category()),
                        "action", form.action(),
                        "sequence", sequence,
                        "outcome", outcome(event)));
        record.put("user", Map.of("name", envelope.user()));
        record.put("host", Map.of("name", envelope.host()));
        record.put("process", Map.of("pid", envelope.pid()));
        envelope.sourceIp().ifPresent(address -> record.put("source", Map.of("ip", address)));
        if (!orchestrator.isEmpty()) {
            record.put("orchestrator", orchestrator);
        }
        record.put("trace", Map.of("id", envelope.runId()));
        event.attempt().ifPresent(attempt -> record.put("span", Map.of("id", span(envelope.runId(), attempt))));
        record.put("lifeboat", own(envelope, form, event));
        return WellFormed.fields(record);
    }

    private static Map<String, @Nullable Object> own(Envelope envelope, EventForm<?> form, RunEvent event) {
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        own.put("mode", envelope.mode().text());
        own.put("version", VERSION);
        own.put("book", Map.of("id", envelope.bookId(), "sha256", envelope.bookSha256()));
        event.step().ifPresent(id -> {
            Envelope.StepLabel label = envelope.steps().get(id);
            Map<String, @Nullable Object> step = new LinkedHashMap<>(Map.of("id", id.value()));
            own.put("step", step);
            if (label != null) {
                step.put("title", label.title());
                label.group().ifPresent(group -> step.put("group", group));
                own.put("effect", label.effect());
            }
        });
        event.attempt().ifPresent(attempt -> own.put("attempt", attempt.number()));
        own.put("data", form.dataOf(event));
        return own;
    }

    /**
     * The event of a record with its place.
     *
     * @param data the record's {@code lifeboat.data}, in full
     */
    static Recorded recorded(JsonObject record, JsonObject data)
            throws MalformedJsonException, UnknownVersionException {
        JsonObject own = record.object("lifeboat");
        JsonObject event = record.object("event");
        String action = event.text("action");
        Optional<EventForm<?>> form = EventForms.of(action);
        if (form.isEmpty()) {
            throw new UnknownVersionException("the action " + action + " is not one of this version");
        }
        RunEvent read = form.get().reader().read(new EventForm.Parts(own, data));
        return new Recorded(event.number("sequence"), at(record), read);
    }

    private static Instant at(JsonObject record) throws MalformedJsonException {
        try {
            return Instant.from(MICROSECONDS.parse(record.text("@timestamp")));
        } catch (DateTimeException e) {
            throw record.wrong("@timestamp", "is not a time");
        }
    }

    /** What an identity says about the cluster, or empty when it is not that of a cluster. */
    static Map<String, Object> orchestrator(RunEvent.IdentityObserved identity) {
        Map<String, String> facts = identity.facts();
        String namespace = facts.getOrDefault("namespace", "");
        if (namespace.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> cluster = new LinkedHashMap<>();
        Optional.ofNullable(facts.get("uid")).filter(id -> !id.isEmpty()).ifPresent(id -> cluster.put("id", id));
        Optional.ofNullable(facts.getOrDefault("name", facts.get("context")))
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> cluster.put("name", name));
        return Map.of("type", "kubernetes", "namespace", namespace, "cluster", cluster);
    }

    /** The 16 hex characters that name an attempt in other systems' logs. */
    static String span(String runId, Attempt attempt) {
        return Digests.hex(runId + "\n" + attempt).substring(0, 16);
    }

    private static String outcome(RunEvent event) {
        if (event instanceof RunEvent.ActionBegun || event instanceof RunEvent.ActionStarted) {
            return "unknown";
        }
        return failed(event) ? "failure" : "success";
    }

    private static boolean failed(RunEvent event) {
        if (event instanceof RunEvent.ActionEnded ended) {
            return !(ended.outcome() instanceof Outcome.Succeeded);
        }
        if (event instanceof RunEvent.CheckObserved check) {
            return check.severity() == Severity.FAIL;
        }
        if (event instanceof RunEvent.DoubtSettled settled) {
            return settled.verdict() != Verdict.TOOK_EFFECT;
        }
        if (event instanceof RunEvent.RunClosed closed) {
            return !closed.result().equals("done");
        }
        return event instanceof RunEvent.StepRefused
                || event instanceof RunEvent.LockLost
                || event instanceof RunEvent.AuditDegraded;
    }
}
