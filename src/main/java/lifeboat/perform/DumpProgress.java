package lifeboat.perform;

import java.util.Locale;
import lifeboat.database.DumpListener;
import lifeboat.process.Running;

/** Hears a dump and tells the run: the program before it is waited for, bytes and rate as they come. */
final class DumpProgress implements DumpListener {
    private final String what;
    private final Performer.Listener listener;

    DumpProgress(String what, Performer.Listener listener) {
        this.what = what;
        this.listener = listener;
    }

    @Override
    public void started(Running program) {
        listener.started(program.pid(), program.startTicks(), program.argv());
        Thread watcher = new Thread(
                () -> {
                    try {
                        while (program.isAlive()) {
                            if (listener.cancelled().getAsBoolean()) {
                                program.stop();
                                return;
                            }
                            Thread.sleep(200);
                        }
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                },
                "cancel of pid " + program.pid());
        watcher.setDaemon(true);
        watcher.start();
    }

    @Override
    public void progress(Progress now) {
        String phase = now.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String total =
                now.total().isPresent() ? " of " + Words.bytes(now.total().getAsLong()) : "";
        listener.progress(what + ": " + phase + ", " + Words.bytes(now.bytes()) + total + ", "
                + Words.bytes(now.bytesPerSecond()) + "/s, " + Words.duration(now.elapsed()));
    }

    @Override
    public void line(String line) {
        // pg_dump is told to be verbose for its log; only what it complains about is for the operator.
        if (line.contains("error:") || line.contains("warning:") || line.contains("FATAL")) {
            listener.line(line);
        }
    }
}
