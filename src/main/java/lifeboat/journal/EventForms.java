package lifeboat.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lifeboat.journal.EventForm.DataWriter;
import lifeboat.journal.EventForm.EventReader;
import lifeboat.journal.EventForm.Parts;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.run.Attempt;
import lifeboat.run.Mode;
import lifeboat.run.RunEvent;
import lifeboat.run.RunEvent.ActionBegun;
import lifeboat.run.RunEvent.ActionEnded;
import lifeboat.run.RunEvent.ActionStarted;
import lifeboat.run.RunEvent.AuditDegraded;
import lifeboat.run.RunEvent.CheckObserved;
import lifeboat.run.RunEvent.ClockJumped;
import lifeboat.run.RunEvent.DoubtSettled;
import lifeboat.run.RunEvent.HoldOpened;
import lifeboat.run.RunEvent.HoldReleased;
import lifeboat.run.RunEvent.IdentityObserved;
import lifeboat.run.RunEvent.JournalRecovered;
import lifeboat.run.RunEvent.LockLost;
import lifeboat.run.RunEvent.LockReleased;
import lifeboat.run.RunEvent.LockTaken;
import lifeboat.run.RunEvent.NoteAdded;
import lifeboat.run.RunEvent.ParameterGiven;
import lifeboat.run.RunEvent.PreviewShown;
import lifeboat.run.RunEvent.RunClosed;
import lifeboat.run.RunEvent.RunLeft;
import lifeboat.run.RunEvent.RunOpened;
import lifeboat.run.RunEvent.RunResumed;
import lifeboat.run.RunEvent.Sealed;
import lifeboat.run.RunEvent.StepConfirmed;
import lifeboat.run.RunEvent.StepRefused;
import lifeboat.run.RunEvent.StepSkipped;
import lifeboat.run.Severity;
import lifeboat.run.Verdict;
import lifeboat.runbook.StepId;

/** The form of every event: a new event is a new row here, and a test misses it until it is there. */
final class EventForms {
    private static final String SESSION = "session";
    private static final String CONFIGURATION = "configuration";
    private static final String PROCESS = "process";
    private static final String FILE = "file";
    private static final String HOST = "host";

    static final List<EventForm<?>> ALL = List.of(
            form("run.opened", RunOpened.class, SESSION, EventForms::opened, EventForms::opened),
            form(
                    "parameter.given",
                    ParameterGiven.class,
                    CONFIGURATION,
                    e -> Map.of("name", e.name(), "value", e.value(), "secret", e.secret(), "origin", e.origin()),
                    p -> new ParameterGiven(
                            p.data().text("name"),
                            p.data().text("value"),
                            p.data().flag("secret"),
                            p.data().text("origin"))),
            form(
                    "identity.observed",
                    IdentityObserved.class,
                    CONFIGURATION,
                    e -> Map.of("target", e.target(), "facts", e.facts()),
                    p -> new IdentityObserved(p.data().text("target"), p.data().textMap("facts"))),
            form(
                    "lock.taken",
                    LockTaken.class,
                    CONFIGURATION,
                    EventForms::taken,
                    p -> new LockTaken(
                            p.data().text("name"),
                            p.data().text("holder"),
                            p.data().optionalText("from"))),
            form(
                    "lock.lost",
                    LockLost.class,
                    CONFIGURATION,
                    e -> Map.of("name", e.name(), "reason", e.reason()),
                    p -> new LockLost(p.data().text("name"), p.data().text("reason"))),
            form(
                    "lock.released",
                    LockReleased.class,
                    CONFIGURATION,
                    e -> Map.of("name", e.name()),
                    p -> new LockReleased(p.data().text("name"))),
            form(
                    "preview.shown",
                    PreviewShown.class,
                    CONFIGURATION,
                    e -> Map.of("undo", e.undo(), "preview", ValueForms.preview(e.preview())),
                    p -> new PreviewShown(
                            step(p),
                            p.data().flag("undo"),
                            ValueForms.preview(p.data().object("preview")))),
            form(
                    "step.confirmed",
                    StepConfirmed.class,
                    CONFIGURATION,
                    e -> Map.of("undo", e.undo(), "answer", e.answer()),
                    p -> new StepConfirmed(
                            step(p), p.data().flag("undo"), p.data().text("answer"))),
            form(
                    "step.refused",
                    StepRefused.class,
                    CONFIGURATION,
                    e -> Map.of("reason", e.reason()),
                    p -> new StepRefused(step(p), p.data().text("reason"))),
            form(
                    "step.skipped",
                    StepSkipped.class,
                    CONFIGURATION,
                    e -> Map.of("reason", e.reason(), "byCondition", e.byCondition()),
                    p -> new StepSkipped(
                            step(p), p.data().text("reason"), p.data().flag("byCondition"))),
            form(
                    "action.begun",
                    ActionBegun.class,
                    CONFIGURATION,
                    e -> attempt(e.of(), Map.of("recorded", e.recorded())),
                    p -> new ActionBegun(attempt(p), p.data().textListMap("recorded"))),
            form(
                    "action.started",
                    ActionStarted.class,
                    PROCESS,
                    e -> attempt(e.of(), Map.of("pid", e.pid(), "startTicks", e.startTicks(), "argv", e.argv())),
                    p -> new ActionStarted(
                            attempt(p),
                            p.data().number("pid"),
                            p.data().text("startTicks"),
                            p.data().texts("argv"))),
            form(
                    "action.ended",
                    ActionEnded.class,
                    CONFIGURATION,
                    e -> attempt(e.of(), Map.of("outcome", ValueForms.outcome(e.outcome()))),
                    p -> new ActionEnded(attempt(p), ValueForms.outcome(p.data().object("outcome")))),
            form(
                    "check.observed",
                    CheckObserved.class,
                    CONFIGURATION,
                    e -> ofPart(
                            e.part(),
                            Map.of(
                                    "name",
                                    e.name(),
                                    "severity",
                                    word(e.severity()),
                                    "detail",
                                    e.detail(),
                                    "last",
                                    e.last())),
                    p -> new CheckObserved(
                            step(p),
                            p.data().optionalText("part").orElse(""),
                            p.data().text("name"),
                            ValueForms.word(Severity.class, p.data(), "severity"),
                            p.data().text("detail"),
                            p.data().flag("last"))),
            form(
                    "hold.opened",
                    HoldOpened.class,
                    CONFIGURATION,
                    e -> Map.of("hold", e.hold()),
                    p -> new HoldOpened(p.data().text("hold"), step(p))),
            form(
                    "hold.released",
                    HoldReleased.class,
                    CONFIGURATION,
                    e -> Map.of("hold", e.hold()),
                    p -> new HoldReleased(p.data().text("hold"), step(p))),
            form(
                    "doubt.settled",
                    DoubtSettled.class,
                    CONFIGURATION,
                    e -> attempt(e.of(), Map.of("verdict", word(e.verdict()), "evidence", e.evidence(), "by", e.by())),
                    p -> new DoubtSettled(
                            attempt(p),
                            ValueForms.word(Verdict.class, p.data(), "verdict"),
                            p.data().text("evidence"),
                            p.data().text("by"))),
            form(
                    "note.added",
                    NoteAdded.class,
                    SESSION,
                    e -> Map.of("text", e.text()),
                    p -> new NoteAdded(p.data().text("text"))),
            form(
                    "clock.jumped",
                    ClockJumped.class,
                    HOST,
                    e -> Map.of("milliseconds", e.milliseconds()),
                    p -> new ClockJumped(p.data().number("milliseconds"))),
            form(
                    "audit.degraded",
                    AuditDegraded.class,
                    FILE,
                    e -> Map.of("reason", e.reason()),
                    p -> new AuditDegraded(p.data().text("reason"))),
            form(
                    "journal.recovered",
                    JournalRecovered.class,
                    FILE,
                    e -> Map.of("bytes", e.bytes(), "sha256", e.sha256()),
                    p -> new JournalRecovered(p.data().number("bytes"), p.data().text("sha256"))),
            form("sealed", Sealed.class, FILE, EventForms::sealed, p -> sealed(p.data())),
            form(
                    "run.left",
                    RunLeft.class,
                    SESSION,
                    e -> Map.of("reason", e.reason(), "openHolds", e.openHolds()),
                    p -> new RunLeft(p.data().text("reason"), p.data().texts("openHolds"))),
            form(
                    "run.resumed",
                    RunResumed.class,
                    SESSION,
                    e -> Map.of("version", e.version()),
                    p -> new RunResumed(p.data().text("version"))),
            form(
                    "run.closed",
                    RunClosed.class,
                    SESSION,
                    e -> Map.of("result", e.result(), "reason", e.reason()),
                    p -> new RunClosed(p.data().text("result"), p.data().text("reason"))));

    private EventForms() {}

    /** The form of an event. */
    static EventForm<?> of(RunEvent event) {
        return ALL.stream()
                .filter(form -> form.type().isInstance(event))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("an event without a form: " + event.getClass()));
    }

    /** The form with that action, if this version knows it. */
    static Optional<EventForm<?>> of(String action) {
        return ALL.stream().filter(form -> form.action().equals(action)).findFirst();
    }

    private static <E extends RunEvent> EventForm<E> form(
            String action, Class<E> type, String category, DataWriter<E> writer, EventReader<E> reader) {
        return new EventForm<>(action, type, category, writer, reader);
    }

    private static Map<String, Object> opened(RunOpened event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("title", event.title());
        data.put("version", event.version());
        event.lab().ifPresent(lab -> data.put("lab", lab));
        return data;
    }

    private static Map<String, Object> taken(LockTaken event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", event.name());
        data.put("holder", event.holder());
        event.from().ifPresent(run -> data.put("from", run));
        return data;
    }

    private static RunOpened opened(Parts parts) throws MalformedJsonException {
        JsonObject book = parts.own().object("book");
        return new RunOpened(
                book.text("id"),
                book.text("sha256"),
                parts.data().text("title"),
                ValueForms.word(Mode.class, parts.own(), "mode"),
                parts.data().text("version"),
                parts.data().optionalText("lab"));
    }

    private static Map<String, Object> sealed(Sealed event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("count", event.count());
        data.put("head", event.head());
        event.previous().ifPresent(previous -> data.put("previous", previous));
        event.signature().ifPresent(signature -> {
            data.put("by", signature.by());
            data.put("signature", signature.value());
        });
        return data;
    }

    private static Sealed sealed(JsonObject data) throws MalformedJsonException {
        Optional<RunEvent.SealSignature> signature = data.has("signature")
                ? Optional.of(new RunEvent.SealSignature(data.text("by"), data.text("signature")))
                : Optional.empty();
        return new Sealed(
                data.number("count"),
                data.text("head"),
                data.has("previous") ? OptionalLong.of(data.number("previous")) : OptionalLong.empty(),
                signature);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> attempt(Attempt attempt, Map<String, Object> more) {
        Map<String, Object> data = ofPart(attempt.part(), more);
        data.put("undo", attempt.undo());
        return data;
    }

    private static Map<String, Object> ofPart(String part, Map<String, Object> more) {
        Map<String, Object> data = new LinkedHashMap<>(more);
        if (!part.isEmpty()) {
            data.put("part", part);
        }
        return data;
    }

    private static Attempt attempt(Parts parts) throws MalformedJsonException {
        long number = parts.own().number("attempt");
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw parts.own().wrong("attempt", "is not the number of an attempt");
        }
        return new Attempt(
                step(parts),
                parts.data().optionalText("part").orElse(""),
                parts.data().flag("undo"),
                (int) number);
    }

    private static StepId step(Parts parts) throws MalformedJsonException {
        JsonObject step = parts.own().object("step");
        String id = step.text("id");
        if (!StepId.isSlug(id)) {
            throw step.wrong("id", "is not the name of a step");
        }
        return new StepId(id);
    }
}
