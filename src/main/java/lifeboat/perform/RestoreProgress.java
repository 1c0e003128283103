package lifeboat.perform;

import lifeboat.database.DumpListener;
import lifeboat.process.Running;

/** Hears {@code pg_restore} and tells how many tables it has begun; what it complains about goes to the operator. */
final class RestoreProgress implements DumpListener {
    private final DumpProgress program;
    private final String what;
    private final int tables;
    private final Performer.Listener listener;
    private int begun;

    RestoreProgress(String what, int tables, Performer.Listener listener) {
        this.program = new DumpProgress(what, listener);
        this.what = what;
        this.tables = tables;
        this.listener = listener;
    }

    @Override
    public void started(Running running) {
        program.started(running);
    }

    @Override
    public void line(String line) {
        if (line.contains("processing data for table")) {
            begun++;
            listener.progress(what + ": table " + begun + " of " + tables);
        } else {
            program.line(line);
        }
    }
}
