package lifeboat.screen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.perform.AuditLoss;
import lifeboat.perform.Item;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookException;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.StepId;

/** What a run tells the screen, made by hand: events happen a second apart, and a message carries what is new. */
final class Tale {
    static final Instant START = Instant.parse("2026-11-21T02:00:00Z");

    private final Map<StepId, List<Duration>> took = new HashMap<>();
    private final List<Item> news = new ArrayList<>();
    private final List<Item> all = new ArrayList<>();
    private final Map<Attempt, String> progress = new LinkedHashMap<>();
    private Run run;
    private Question question = new Question.Busy();
    private long version;
    private long ticket;
    private long sequence;
    private Instant now = START;
    private boolean leaving;
    private boolean stopped;
    private boolean readOnly;
    private Optional<AuditLoss> loss = Optional.empty();

    private Tale(Run run) {
        this.run = run;
    }

    /** A run of {@code cluster.yaml} that was just opened. */
    static Tale opened(Mode mode) {
        return opened(mode, book("cluster.yaml"));
    }

    /** A run of another runbook; about the same cluster, if it is about one. */
    static Tale opened(Mode mode, Runbook book) {
        Tale tale = new Tale(Run.fresh(book, "20261121-020000-k7qx2m"));
        tale.happened(
                new RunEvent.RunOpened(
                        book.id(),
                        book.sha256(),
                        book.title(),
                        mode,
                        "0.1.0",
                        Optional.of("lab").filter(lab -> mode == Mode.REHEARSAL)),
                new RunEvent.ParameterGiven("namespace", "pachyderm", false, "default"),
                new RunEvent.ParameterGiven("route", "scale", false, "default"),
                new RunEvent.ParameterGiven("database", "pachyderm", false, "default"));
        return book.targets().containsKey("cluster")
                ? tale.happened(new RunEvent.IdentityObserved(
                        "cluster",
                        Map.of("context", "prod-eu1", "namespace", "pachyderm", "version", "v1.29.3", "uid", "7f3a")))
                : tale;
    }

    static Runbook book(String file) {
        try (InputStream in = Tale.class.getResourceAsStream("/screen/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no such runbook: " + file);
            }
            return RunbookLoader.load(file, in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (RunbookException wrong) {
            throw new IllegalArgumentException(wrong.problems().toString(), wrong);
        }
    }

    static Attempt attempt(String step, String part, int number) {
        return new Attempt(new StepId(step), part, false, number);
    }

    Run run() {
        return run;
    }

    Tale happened(RunEvent... events) {
        for (RunEvent event : events) {
            sequence++;
            now = now.plusSeconds(1);
            Recorded recorded = new Recorded(sequence, now, event);
            run = run.evolve(recorded);
            tell(new Item.Happened(recorded));
        }
        return this;
    }

    private void tell(Item item) {
        news.add(item);
        all.add(item);
    }

    Tale refused(String reason, String hint) {
        tell(new Item.Refused(reason, hint));
        return this;
    }

    /** So much time goes by. */
    Tale later(Duration time) {
        now = now.plus(time);
        return this;
    }

    Tale took(String step, int... seconds) {
        took.put(
                new StepId(step),
                java.util.Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList());
        return this;
    }

    Tale readOnly() {
        readOnly = true;
        return this;
    }

    Tale leaving() {
        leaving = true;
        return this;
    }

    Tale stopped() {
        stopped = true;
        return this;
    }

    Tale begun(String step, String part, int number) {
        question = new Question.Busy();
        return happened(new RunEvent.ActionBegun(attempt(step, part, number), Map.of()));
    }

    Tale begun(String step) {
        return begun(step, "", 1);
    }

    Tale started(String step, String part, String... argv) {
        return happened(new RunEvent.ActionStarted(attempt(step, part, number(step, part)), 4711, "1", List.of(argv)));
    }

    private int number(String step, String part) {
        return run.inFlight().keySet().stream()
                .filter(attempt ->
                        attempt.step().value().equals(step) && attempt.part().equals(part))
                .findFirst()
                .orElseThrow()
                .number();
    }

    Tale line(String step, String part, String... lines) {
        for (String line : lines) {
            tell(new Item.Line(attempt(step, part, number(step, part)), line));
        }
        return this;
    }

    Tale progress(String step, String part, String text) {
        progress.put(attempt(step, part, number(step, part)), text);
        return this;
    }

    Tale checked(String step, String name, Severity severity, String detail, boolean last) {
        return happened(new RunEvent.CheckObserved(new StepId(step), name, severity, detail, last));
    }

    Tale ended(String step, String part, Outcome outcome) {
        Attempt attempt = attempt(step, part, number(step, part));
        progress.remove(attempt);
        return happened(new RunEvent.ActionEnded(attempt, outcome));
    }

    Tale done(String step, String summary, Map<String, List<String>> outputs) {
        return begun(step).ended(step, "", new Outcome.Succeeded(outputs, summary));
    }

    Tale failed(String step, String part, String reason, String hint) {
        return ended(step, part, new Outcome.Failed(false, reason, hint, EffectSeen.NONE));
    }

    /** Everything before the scaling down, done well, with the pause held. */
    Tale preparedToScale() {
        return done(
                        "preflight",
                        "nothing stands in the way",
                        Map.of(
                                "databases",
                                List.of("pachyderm", "dex"),
                                "outage",
                                List.of("It starts at about 02:10 UTC. How long it takes is not known."),
                                "pachyderm_version",
                                List.of("2.8.4")))
                .happened(new RunEvent.StepConfirmed(new StepId("pause-ingress"), false, "cron off"))
                .done("pause-ingress", "", Map.of())
                .happened(
                        new RunEvent.HoldOpened("ingress-paused", new StepId("pause-ingress")),
                        new RunEvent.StepSkipped(new StepId("pause-pachd"), "route is not pause", true));
    }

    static Preview scaling() {
        return new Preview(
                List.of(new Preview.Change("deployment/pachd", "replicas", "3", "0")),
                List.of("every user, pipeline and client of pachd in pachyderm (how many cannot be seen from here)"),
                List.of(List.of("kubectl", "-n", "pachyderm", "scale", "deployment", "pachd", "--replicas", "0")),
                List.of("[{\"op\": \"test\", \"path\": \"/spec/replicas\", \"value\": 3}]"),
                List.of());
    }

    Tale asksToScale() {
        return asks(new Question.Confirm(new StepId("scale-down-pachd"), false, scaling()));
    }

    /** pachd is at zero, and the databases come next. */
    Tale scaledDown() {
        return preparedToScale()
                .done("scale-down-pachd", "pachd 3 to 0", Map.of("replicas", List.of("3")))
                .happened(new RunEvent.HoldOpened("pachd-down", new StepId("scale-down-pachd")))
                .done("drain", "none left", Map.of());
    }

    Tale asks(Question asked) {
        question = asked;
        return this;
    }

    /** Nothing can be kept any more. */
    Tale loses(AuditLoss audit) {
        loss = Optional.of(audit);
        return this;
    }

    /** As many wishes as that were dealt with. */
    Tale ticket(long number) {
        ticket = number;
        return this;
    }

    Snapshot snapshot() {
        version++;
        return new Snapshot(version, ticket, run, question, Map.copyOf(progress), leaving, stopped, loss);
    }

    /** What happened since this was called last. */
    Message.Ran ran() {
        Message.Ran message = new Message.Ran(snapshot(), List.copyOf(news));
        news.clear();
        return message;
    }

    RunView view() {
        RunView.Frame frame = new RunView.Frame(
                "mira@bastion1",
                "/var/lib/lifeboat/runs/" + run.id() + "/journal.jsonl",
                "lifeboat resume " + run.id(),
                readOnly,
                Map.copyOf(took));
        news.clear();
        return RunView.of(frame, snapshot(), now)
                .after(new Message.Ran(snapshot(), List.copyOf(all)))
                .after(new Message.Saw(PodWall.pachyderm(run.isHeld("pachd-down"))));
    }

    /** The run screen with all that was told so far. */
    RunScene scene() {
        return RunScene.of(view());
    }
}
