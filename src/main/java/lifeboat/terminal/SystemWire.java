package lifeboat.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of this process. JLine knows its modes, its size and its signals; keys and bytes go directly, because a read
 * through JLine holds a lock that its closing waits for.
 */
final class SystemWire implements Wire {
    private static final String RESIZED = "WINCH";
    private static final String CONTINUED = "CONT";

    private final Terminal terminal;
    private final Attributes found;
    private final FileInputStream in = new FileInputStream(FileDescriptor.in);
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private volatile Size size;
    private @Nullable Object resizedBefore;
    private @Nullable Object continuedBefore;
    private boolean hearing;

    private SystemWire(Terminal terminal) {
        this.terminal = terminal;
        this.found = terminal.getAttributes();
        this.size = sizeOf(terminal);
    }

    /** The terminal of this process, of the type that {@code TERM} says. */
    static SystemWire find(String type) throws IOException {
        // What JLine knows by itself it need not ask a program for.
        String known = InfoCmp.getDefaultInfoCmp(type);
        InfoCmp.setLoadedInfoCmp(type, known == null ? InfoCmp.getDefaultInfoCmp("ansi") : known);
        try {
            return new SystemWire(TerminalBuilder.builder()
                    .name("lifeboat")
                    .type(type)
                    .system(true)
                    .dumb(false)
                    .nativeSignals(false)
                    .graphemeCluster(false)
                    .build());
        } catch (IllegalStateException | IOError e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public int read(byte[] into) throws IOException {
        return in.read(into);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public Size measure() {
        size = sizeOf(terminal);
        return size;
    }

    @Override
    public void raw() throws IOException {
        Attributes raw = new Attributes(found);
        raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
        raw.setInputFlags(
                EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR, InputFlag.IGNCR, InputFlag.ISTRIP), false);
        raw.setControlChar(ControlChar.VMIN, 0);
        raw.setControlChar(ControlChar.VTIME, 1);
        set(raw);
    }

    @Override
    public void cooked() throws IOException {
        set(found);
    }

    private void set(Attributes attributes) throws IOException {
        try {
            terminal.setAttributes(attributes);
        } catch (IllegalStateException | IOError e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void hear(Runnable resized, Runnable continued) {
        resizedBefore = Signals.register(RESIZED, resized);
        continuedBefore = Signals.register(CONTINUED, continued);
        hearing = true;
    }

    @Override
    public void stop() throws IOException {
        Process kill = new ProcessBuilder(List.of("/bin/sh", "-c", "kill -TSTP 0"))
                .inheritIO()
                .start();
        boolean interrupted = false;
        while (true) {
            try {
                kill.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (hearing) {
            hearing = false;
            Signals.unregister(RESIZED, resizedBefore);
            Signals.unregister(CONTINUED, continuedBefore);
        }
        try {
            terminal.close();
        } catch (IOException | IOError | IllegalStateException e) {
            // It was given back before; what JLine wants to give back besides is not needed.
            return;
        }
    }

    private static Size sizeOf(Terminal terminal) {
        try {
            int columns = terminal.getWidth();
            int rows = terminal.getHeight();
            return columns > 0 && rows > 0 ? new Size(columns, rows) : Size.USUAL;
        } catch (IllegalStateException | IOError e) {
            return Size.USUAL;
        }
    }
}
