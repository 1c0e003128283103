package lifeboat;

import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.screen.App;
import lifeboat.screen.Command;
import lifeboat.screen.Loop;
import lifeboat.screen.Message;
import lifeboat.screen.Scene;
import lifeboat.terminal.Display;
import lifeboat.terminal.Input;

/** The full screen from its first picture to its last. A run that is under way when it ends parks before this returns. */
final class FullScreen implements Loop.Effects {
    private static final Logger LOG = Logger.getLogger(FullScreen.class.getName());
    private static final long LAST_BYTES_MILLIS = 2_000;

    private final Display display;
    private final Machine outside;
    private final ThemeStore themes;
    private final Loop loop;
    private final ScreenRuns runs;
    private final ScreenErrands errands;
    private final CountDownLatch over = new CountDownLatch(1);

    FullScreen(Wiring outside, Display display, ScreenChoices choices) {
        this.display = display;
        this.outside = outside.machine();
        this.themes = new ThemeStore(outside.machine(), choices.theme());
        this.loop = new Loop(display, this, themes.first(), outside.machine().clock(), System::nanoTime);
        // Whatever prints would spoil the picture, so it is said on the screen.
        Wiring wiring = new Wiring(outside.machine().printingTo(new Lines(line -> loop.post(new Message.Said(line)))));
        this.runs = new ScreenRuns(wiring, choices, loop, themes);
        this.errands = new ScreenErrands(wiring, loop, runs, themes);
    }

    /**
     * Shows that scene and what follows from it until the operator quits or is gone.
     *
     * @param first what to do at once, as if the scene had asked for it
     * @return the exit code
     */
    int show(Scene start, Command... first) throws Complaint {
        display.open(this::came);
        Thread screen = new Thread(() -> draw(App.of(start)), "screen");
        screen.setDaemon(true);
        screen.start();
        loop.post(themes.themed());
        themes.warning().ifPresent(warning -> loop.post(new Message.Said(warning)));
        for (Command command : first) {
            perform(command);
        }
        try {
            over.await();
            giveBack();
            return runs.end(outside);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Complaint(ExitCodes.UNFINISHED, "interrupted", "Resume the run.");
        }
    }

    private void came(Input input) {
        if (input instanceof Input.Gone gone) {
            // Before the screen closes for it, so that the audit says why the run was left.
            runs.leave("the terminal is gone: " + gone.reason());
        }
        loop.post(new Message.Came(input));
    }

    private void draw(App app) {
        try {
            loop.run(app);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            LOG.log(Level.SEVERE, "fault in the screen", fault);
            runs.faulted("an internal fault: " + fault);
        } finally {
            over.countDown();
        }
    }

    /** A terminal that is frozen must not keep the process. */
    private void giveBack() throws InterruptedException {
        Thread closing = new Thread(display::close, "give the terminal back");
        closing.setDaemon(true);
        closing.start();
        closing.join(LAST_BYTES_MILLIS);
    }

    /** Nobody is there any more: the screen ends, whatever it waits for, and a run parks. For a signal handler. */
    void hangUp(String reason) {
        runs.leave(reason);
        loop.post(new Message.Came(new Input.Gone(reason)));
        over.countDown();
    }

    @Override
    public void perform(Command command) {
        if (command instanceof Command.Quit) {
            runs.leave("the screen was closed");
        } else if (!runs.take(command)) {
            errands.take(command);
        }
    }
}
