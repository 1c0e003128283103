package lifeboat.screen;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lifeboat.terminal.Display;
import lifeboat.terminal.Input;
import lifeboat.terminal.Size;
import org.jspecify.annotations.Nullable;

/**
 * The screen thread: takes messages, and for as many as are there draws once. Nobody ever waits for it: a terminal that is
 * frozen stops the drawing and nothing else.
 */
public final class Loop {
    private static final long FRAME_NANOS = 33_000_000L;
    private static final long SECOND_MILLIS = 1_000;

    /** How often a picture is drawn again because a scene learned something by having been drawn. */
    private static final int AGAIN = 2;

    private final Display display;
    private final Effects effects;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final BlockingQueue<Supplier<Message>> queue = new LinkedBlockingQueue<>();
    private volatile Theme theme;

    /** What a screen wants done outside; called on the screen thread, must not block. */
    public interface Effects {
        void perform(Command command);
    }

    /**
     * A loop that has not begun.
     *
     * @param clock wall-clock time, for what counts up
     * @param nanos a clock that only rises, the one that the display stamps keys with
     */
    public Loop(Display display, Effects effects, Theme theme, InstantSource clock, LongSupplier nanos) {
        this.display = display;
        this.effects = effects;
        this.theme = theme;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Tells the screen something, from any thread. */
    public void post(Message message) {
        queue.add(() -> message);
    }

    /** Uses another theme from the next picture on. */
    public void theme(Theme other) {
        theme = other;
        post(new Message.Came(new Input.Resumed()));
    }

    /**
     * Something whose newest state is fetched when the screen comes to it: while a notice of it waits, further ones are not
     * queued, so a slow terminal builds no backlog.
     *
     * @return to be called, from any thread, whenever there is something newer
     */
    public Runnable source(Supplier<Message> newest) {
        AtomicBoolean waiting = new AtomicBoolean();
        return () -> {
            if (waiting.compareAndSet(false, true)) {
                queue.add(() -> {
                    waiting.set(false);
                    return newest.get();
                });
            }
        };
    }

    /** Shows the screen until it is over; the display must be open. */
    public App run(App start) throws InterruptedException {
        App app = start;
        boolean everything = true;
        boolean dirty = true;
        int more = AGAIN;
        long shown = nanos.getAsLong() - FRAME_NANOS;
        while (true) {
            if (dirty) {
                Size size = display.size();
                display.show(new ThemedPicture(app.draw(size), theme), everything);
                shown = nanos.getAsLong();
                everything = false;
                App then = app.update(new Message.Drawn(shown, size)).app();
                // What is learned by being drawn, such as the size, may show: then it is drawn again.
                dirty = more > 0 && !then.equals(app);
                more--;
                app = then;
            }
            if (app.over()) {
                return app;
            }
            Supplier<Message> next = dirty ? queue.poll() : take(app.ticks());
            while (next != null && !app.over()) {
                Message message = next.get();
                more = AGAIN;
                everything |= repaints(message);
                App.After after = app.update(message);
                dirty |= !after.app().equals(app);
                app = after.app();
                everything |= perform(after.commands());
                dirty |= everything;
                // What comes within the same frame is drawn with it.
                long left = dirty ? FRAME_NANOS - (nanos.getAsLong() - shown) : 0;
                next = left > 0 ? queue.poll(left, TimeUnit.NANOSECONDS) : queue.poll();
            }
        }
    }

    private @Nullable Supplier<Message> take(boolean ticks) throws InterruptedException {
        if (!ticks) {
            return queue.take();
        }
        long left = SECOND_MILLIS - clock.instant().toEpochMilli() % SECOND_MILLIS;
        Supplier<Message> next = queue.poll(left, TimeUnit.MILLISECONDS);
        return next == null ? () -> new Message.Tick(clock.instant()) : next;
    }

    private static boolean repaints(Message message) {
        return message instanceof Message.Came came
                && (came.input() instanceof Input.Resized || came.input() instanceof Input.Resumed);
    }

    private boolean perform(List<Command> commands) {
        boolean everything = false;
        for (Command command : commands) {
            if (command instanceof Command.Repaint) {
                everything = true;
            } else if (command instanceof Command.Suspend) {
                display.suspend();
                everything = true;
            } else if (command instanceof Command.Bell) {
                display.bell();
            } else if (command instanceof Command.Mouse mouse) {
                display.mouse(mouse.captured());
            } else if (command instanceof Command.Copy copy) {
                post(new Message.Said(display.copy(copy.text()) ? "copied" : "too long for the clipboard; s saves it"));
            } else {
                effects.perform(command);
            }
        }
        return everything;
    }
}
