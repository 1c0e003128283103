package lifeboat.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import lifeboat.terminal.paint.Painter;
import lifeboat.terminal.paint.Tongue;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that this process was started on. Any thread may call it; a thread that shows a picture waits as long as the
 * terminal is frozen, and other threads that want to write wait for it. Once it is gone nothing is written and nothing
 * thrown.
 */
public final class OperatorTerminal implements Display {
    private static final long PATIENCE = 300;
    private static final long LAST_PATIENCE = 1000;
    private static final long ECHO = 500_000_000;

    private final Wire wire;
    private final boolean unicode;
    private final boolean copies;
    private final LongSupplier nanos;
    private final Painter painter;
    private final ReentrantLock output = new ReentrantLock();
    private final Object telling = new Object();
    private final Thread lastWords = new Thread(this::giveBackAtLast, "terminal-end");
    private @Nullable Keyboard keyboard;
    private @Nullable Consumer<Input> listener;
    private boolean toldGone;
    private volatile boolean gone;
    private volatile boolean active;
    private volatile boolean stopping;
    private volatile long backSince = Long.MIN_VALUE;
    private volatile boolean closed;
    private volatile boolean mouse;

    private OperatorTerminal(Wire wire, Map<String, String> environment, LongSupplier nanos) throws IOException {
        String type = environment.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
        boolean console = ColourDepth.isConsole(type);
        this.wire = wire;
        this.nanos = nanos;
        this.unicode = Letters.moreThanAscii(environment);
        this.copies = !console;
        this.painter = new Painter(wire::write, new Tongue(ColourDepth.of(environment), unicode, !console), wire::size);
    }

    /**
     * Finds the terminal of this process; it is as it was until {@link #open}.
     *
     * @param environment {@code TERM}, {@code COLORTERM}, {@code NO_COLOR} and the locale's variables are read
     * @param nanos a clock that only rises; keys are stamped with it
     * @throws IOException if standard input and output are no terminal, or it cannot be steered
     */
    public static OperatorTerminal find(Map<String, String> environment, LongSupplier nanos) throws IOException {
        return new OperatorTerminal(SystemWire.find(environment.getOrDefault("TERM", "")), environment, nanos);
    }

    /** One on another wire. */
    static OperatorTerminal on(Wire wire, Map<String, String> environment, LongSupplier nanos) throws IOException {
        return new OperatorTerminal(wire, environment, nanos);
    }

    @Override
    public void open(Consumer<Input> told) {
        if (listener != null) {
            throw new IllegalStateException("the terminal was opened before");
        }
        listener = told;
        keyboard = new Keyboard(wire, nanos, inputs -> inputs.forEach(this::tell), this::lose);
        Runtime.getRuntime().addShutdownHook(lastWords);
        wire.hear(this::resized, this::continued);
        takeOver();
        keyboard.begin();
    }

    @Override
    public Size size() {
        return wire.size();
    }

    @Override
    public void show(Picture picture, boolean everything) {
        write(() -> painter.show(picture, everything));
    }

    @Override
    public void bell() {
        say(Modes.BELL);
    }

    @Override
    public boolean copy(String text) {
        if (!copies || !Modes.mayCopy(text)) {
            return false;
        }
        say(Modes.copy(text));
        return true;
    }

    @Override
    public void mouse(boolean captured) {
        mouse = captured;
        say(captured ? Modes.MOUSE_ON : Modes.MOUSE_OFF);
    }

    @Override
    public boolean showsUnicode() {
        return unicode;
    }

    @Override
    public void suspend() {
        Keyboard keys = keyboard;
        if (keys == null || gone || closed) {
            return;
        }
        keys.hold();
        stopping = true;
        try {
            giveBack();
            wire.stop();
        } catch (IOException e) {
            // It could not be stopped, and is simply shown again.
            active = false;
        } finally {
            backSince = nanos.getAsLong();
            stopping = false;
            takeOverAgain();
            keys.goOn();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (keyboard != null) {
            keyboard.end();
        }
        giveBack();
        wire.close();
        try {
            Runtime.getRuntime().removeShutdownHook(lastWords);
        } catch (IllegalStateException e) {
            // The process is ending; the hook finds nothing to do.
            return;
        }
    }

    private void resized() {
        Size before = wire.size();
        Size now = wire.measure();
        if (!before.equals(now)) {
            tell(new Input.Resized(now));
        }
    }

    /**
     * After a stop that we did not ask for somebody else has used the terminal, and may have changed its modes. Of one that we
     * asked for the signal may come a little later than we went on.
     */
    private void continued() {
        boolean echo = backSince != Long.MIN_VALUE && nanos.getAsLong() - backSince < ECHO;
        if (active && !stopping && !gone && !echo) {
            takeOverAgain();
        }
    }

    private void takeOverAgain() {
        Size before = wire.size();
        takeOver();
        if (!before.equals(wire.size())) {
            tell(new Input.Resized(wire.size()));
        }
        tell(new Input.Resumed());
    }

    private void takeOver() {
        output.lock();
        try {
            if (gone || closed) {
                return;
            }
            wire.raw();
            wire.measure();
            painter.forget();
            active = true;
            wire.write(bytes(Modes.ENTER + (mouse ? Modes.MOUSE_ON : "")));
        } catch (IOException e) {
            lose(String.valueOf(e.getMessage()));
        } finally {
            output.unlock();
        }
    }

    /** Back as it was found; waits a little for a picture that is being written, but not for ever. */
    private void giveBack() {
        boolean locked = false;
        try {
            locked = output.tryLock(PATIENCE, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean given = active;
        active = false;
        try {
            if (given) {
                wire.write(bytes(Modes.LEAVE));
            }
        } catch (IOException e) {
            // There is nobody left to see it.
            gone = true;
        } finally {
            if (given) {
                cook();
            }
            if (locked) {
                output.unlock();
            }
        }
    }

    private void cook() {
        try {
            wire.cooked();
        } catch (IOException e) {
            // At the end of the process JLine gives the modes back too, and may have been faster.
            active = false;
        }
    }

    /** At the end of the process, which a frozen terminal must not hold up. */
    private void giveBackAtLast() {
        Thread thread = new Thread(this::giveBack, "terminal-last");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(LAST_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String text) {
        write(() -> wire.write(bytes(text)));
    }

    private void write(Writing writing) {
        output.lock();
        try {
            if (active && !gone) {
                writing.write();
            }
        } catch (IOException e) {
            lose(String.valueOf(e.getMessage()));
        } finally {
            output.unlock();
        }
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void lose(String reason) {
        gone = true;
        tell(new Input.Gone(reason));
    }

    private void tell(Input input) {
        synchronized (telling) {
            if (toldGone || closed || listener == null) {
                return;
            }
            toldGone = input instanceof Input.Gone;
            listener.accept(input);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
