package lifeboat.lab;

import java.nio.file.Path;
import java.time.Clock;
import java.util.logging.LogManager;

/** What {@code lifeboat lab --serve} does, without the rest of the program. */
public final class LabMain {
    private LabMain() {}

    public static void main(String[] arguments) throws LabException {
        LogManager.getLogManager().reset();
        LabServer.serve(Path.of(arguments[0]), Clock.systemUTC());
    }
}
