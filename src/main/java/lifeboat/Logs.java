package lifeboat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** The debug log: what our own faults and the libraries say, in a file of the state directory and never on the screen. */
final class Logs extends Handler {
    private static final int LARGEST = 4 << 20;

    private final Path file;
    private @Nullable FileHandler handler;
    private boolean failed;

    private Logs(Path file) {
        this.file = file;
        setLevel(Level.INFO);
    }

    /** Sends everything to {@code debug.log} there; the file is made with the first record. */
    static void into(Path stateDirectory) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new Logs(stateDirectory.resolve("debug.log")));
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (!isLoggable(record) || failed) {
            return;
        }
        try {
            FileHandler open = handler;
            if (open == null) {
                open = open();
                handler = open;
            }
            open.publish(record);
        } catch (IOException e) {
            // A log that cannot be written must not get in the way of a backup.
            failed = true;
        }
    }

    private FileHandler open() throws IOException {
        Path directory = file.getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new IOException("there is no state directory yet");
        }
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        FileHandler opened = new FileHandler(file.toString().replace("%", "%%"), LARGEST, 1, true);
        opened.setFormatter(new SimpleFormatter());
        return opened;
    }

    @Override
    public synchronized void flush() {
        if (handler != null) {
            handler.flush();
        }
    }

    @Override
    public synchronized void close() {
        if (handler != null) {
            handler.close();
        }
    }
}
