package lifeboat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import lifeboat.journal.Head;
import lifeboat.journal.History;
import lifeboat.journal.JournalException;
import lifeboat.journal.SecretDigest;
import lifeboat.line.Ending;
import lifeboat.perform.Conductor;
import lifeboat.perform.LivePerformer;
import lifeboat.perform.MaskedPerformer;
import lifeboat.perform.Performer;
import lifeboat.perform.PodDetails;
import lifeboat.perform.RunFacts;
import lifeboat.perform.WatchedPods;
import lifeboat.process.Secret;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** An open run on its way, whoever shows it: the run thread, the live pods, and the end. */
final class Voyage implements AutoCloseable {
    private final Session session;
    private final WatchedPods pods;
    private final Function<StepId, List<Duration>> history;
    private final Conductor conductor;

    /** Ready to begin; the session stays the caller's to close. */
    Voyage(Wiring wiring, Session session) throws Complaint {
        this(wiring, session, live -> session.lab()
                .map(lab -> (Performer) new LabHand(live, lab))
                .orElse(live));
    }

    /** The same, with something around whoever does what the actions say. */
    Voyage(Wiring wiring, Session session, UnaryOperator<Performer> around) throws Complaint {
        this.session = session;
        SecretDigest digest;
        try {
            digest = wiring.state().secretDigest();
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
        Run start = session.run();
        this.history = history(wiring, start);
        LivePerformer performer = new LivePerformer(session.world(), history, facts(session));
        this.pods = WatchedPods.of(session.world(), start);
        this.conductor = new Conductor(
                start,
                session.journal(),
                new MaskedPerformer(around.apply(performer), session.secrets()::masker),
                digest::of,
                this::changed);
    }

    Run start() {
        return session.run();
    }

    Session session() {
        return session;
    }

    Conductor conductor() {
        return conductor;
    }

    WatchedPods pods() {
        return pods;
    }

    /** How long each step took in earlier runs, newest first; a step without history is missing. */
    Map<StepId, List<Duration>> took() {
        Map<StepId, List<Duration>> took = new LinkedHashMap<>();
        for (Step step : session.run().book().steps()) {
            List<Duration> durations = history.apply(step.id());
            if (!durations.isEmpty()) {
                took.put(step.id(), durations);
            }
        }
        return took;
    }

    /** More about a pod, as lines; blocks. */
    List<String> look(String pod) {
        return PodDetails.look(session.world(), conductor.outlet().latest().run(), pod);
    }

    void begin() {
        conductor.begin();
        session.beat(() -> conductor.outlet().latest().run(), conductor::lost);
    }

    /** Waits until the run is left or closed. */
    Run await() throws InterruptedException {
        conductor.await();
        return conductor.outlet().latest().run();
    }

    /** Records its end and seals the journal; once, after {@link #await}. The exit code. */
    int seal() throws Complaint {
        Run end = conductor.outlet().latest().run();
        try {
            session.seal(end);
        } catch (RunRecord.RecordException e) {
            throw new Complaint(ExitCodes.UNFINISHED, e.reason(), e.hint());
        }
        return Ending.code(end);
    }

    /** A parameter got another value: connections are made anew with it, those of the pod watches too. */
    private void changed(String parameter, String value) {
        boolean secret = session.secrets().knows(parameter);
        if (secret) {
            session.secrets().change(parameter, Secret.of(value));
        }
        session.world().disconnect();
        Run then = conductor
                .outlet()
                .latest()
                .run()
                .evolve(new Recorded(
                        0,
                        Instant.EPOCH,
                        new RunEvent.ParameterGiven(parameter, secret ? "changed" : value, secret, "operator")));
        // Connecting may take long, and this is the run thread.
        Thread watching = new Thread(() -> pods.follow(then), "pods");
        watching.setDaemon(true);
        watching.start();
    }

    /** What only the root knows of a run. */
    static RunFacts facts(Session session) {
        return () -> {
            Head head = session.journal().head();
            return new RunFacts.AuditHead(head.sequence(), head.hash());
        };
    }

    private static Function<StepId, List<Duration>> history(Wiring wiring, Run run) {
        try {
            History history = new History(wiring.state(), wiring.state().runs(wiring.holder(run.id())));
            return step -> history.durations(run.mode(), run.book().id(), step).stream()
                    .map(History.Past::took)
                    .toList();
        } catch (JournalException e) {
            return step -> List.of();
        }
    }

    @Override
    public void close() {
        conductor.close();
        pods.close();
    }
}
