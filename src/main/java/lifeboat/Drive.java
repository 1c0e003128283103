package lifeboat;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import lifeboat.journal.Head;
import lifeboat.journal.History;
import lifeboat.journal.JournalException;
import lifeboat.journal.SecretDigest;
import lifeboat.line.Dialogue;
import lifeboat.line.Ending;
import lifeboat.line.HangUp;
import lifeboat.line.LineMode;
import lifeboat.perform.Conductor;
import lifeboat.perform.LivePerformer;
import lifeboat.perform.RunFacts;
import lifeboat.perform.WatchedPods;
import lifeboat.process.Secret;
import lifeboat.run.Run;
import lifeboat.run.RunRecord;
import lifeboat.runbook.StepId;

/** Takes a session through its run in line mode, and parks it when the terminal goes away. */
final class Drive {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Wiring wiring;
    private final Session session;
    private final Dialogue dialogue;
    private final boolean terminal;

    Drive(Wiring wiring, Session session, Dialogue dialogue, boolean terminal) {
        this.wiring = wiring;
        this.session = session;
        this.dialogue = dialogue;
        this.terminal = terminal;
    }

    /** Runs it until it is left or closed; the exit code. */
    int toItsEnd() throws Complaint {
        Run start = session.run();
        SecretDigest digest;
        try {
            digest = wiring.state().secretDigest();
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
        LivePerformer performer = new LivePerformer(session.world(), history(start), facts());
        try (WatchedPods pods = WatchedPods.of(session.world(), start);
                Conductor conductor = new Conductor(start, session.journal(), performer, digest::of, this::changed)) {
            Ending ending = new Ending(session.folder().journal().toString(), "lifeboat resume " + start.id());
            LineMode mode = new LineMode(
                    conductor,
                    start,
                    dialogue,
                    pods,
                    ending,
                    System::nanoTime,
                    terminal ? Duration.ofSeconds(1) : Duration.ofSeconds(5));
            HangUp.on(!terminal, mode::hangUp);
            conductor.begin();
            session.beat(() -> conductor.outlet().latest().run());
            Thread shower = new Thread(() -> show(mode), "line");
            shower.setDaemon(true);
            shower.start();
            conductor.await();
            shower.join(LAST_WORDS.toMillis());
            session.seal(conductor.outlet().latest().run());
            return Ending.code(conductor.outlet().latest().run());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Complaint(ExitCodes.UNFINISHED, "interrupted", "Resume the run.");
        } catch (RunRecord.RecordException e) {
            throw new Complaint(ExitCodes.UNFINISHED, e.reason(), e.hint());
        }
    }

    private static void show(LineMode mode) {
        try {
            mode.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A parameter got another value: connections are made anew with it. */
    private void changed(String parameter, String value) {
        if (session.secrets().knows(parameter)) {
            session.secrets().change(parameter, Secret.of(value));
        }
        session.world().disconnect();
    }

    private RunFacts facts() {
        return () -> {
            Head head = session.journal().head();
            return new RunFacts.AuditHead(head.sequence(), head.hash());
        };
    }

    private Function<StepId, List<Duration>> history(Run run) {
        try {
            History history = new History(wiring.state(), wiring.state().runs(wiring.holder(run.id())));
            return step -> history.durations(run.mode(), run.book().id(), step).stream()
                    .map(History.Past::took)
                    .toList();
        } catch (JournalException e) {
            return step -> List.of();
        }
    }
}
