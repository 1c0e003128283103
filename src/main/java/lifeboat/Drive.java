package lifeboat;

import java.time.Duration;
import lifeboat.line.Dialogue;
import lifeboat.line.Ending;
import lifeboat.line.HangUp;
import lifeboat.line.LineMode;

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

    /** Runs it until it is left or closed; the exit code. A hang-up parks it. */
    int toItsEnd() throws Complaint {
        return toItsEnd(true);
    }

    /** The same, where somebody else hears the signals of this process. */
    int toItsEndUnheard() throws Complaint {
        return toItsEnd(false);
    }

    private int toItsEnd(boolean hears) throws Complaint {
        try (Voyage voyage = new Voyage(wiring, session)) {
            Ending ending = new Ending(
                    session.folder().journal().toString(),
                    "lifeboat resume " + session.run().id());
            LineMode mode = new LineMode(
                    voyage.conductor(),
                    session.run(),
                    dialogue,
                    voyage.pods(),
                    ending,
                    System::nanoTime,
                    terminal ? Duration.ofSeconds(1) : Duration.ofSeconds(5));
            if (hears) {
                HangUp.on(!terminal, mode::hangUp);
            }
            voyage.begin();
            Thread shower = new Thread(() -> show(mode), "line");
            shower.setDaemon(true);
            shower.start();
            voyage.await();
            shower.join(LAST_WORDS.toMillis());
            int code = voyage.seal();
            session.journal().gap().ifPresent(gap -> gap.lines().forEach(line -> tell(mode, line)));
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Complaint(ExitCodes.UNFINISHED, "interrupted", "Resume the run.");
        }
    }

    /** Whoever is still there reads it; a terminal that is gone must not keep the process. */
    private void tell(LineMode mode, String line) {
        if (!mode.isSilent()) {
            dialogue.print("  " + line);
        }
    }

    private static void show(LineMode mode) {
        try {
            mode.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
