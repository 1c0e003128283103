package lifeboat;

import java.time.Instant;
import java.util.Optional;
import lifeboat.journal.Holder;
import lifeboat.journal.JournalException;
import lifeboat.journal.StateDirectory;

/** Where objects meet the environment: made once by {@link Main}, handed to every command. */
final class Wiring {
    private final Machine machine;
    private final Instant started;

    Wiring(Machine machine) {
        this.machine = machine;
        this.started = machine.clock().instant();
    }

    Machine machine() {
        return machine;
    }

    Books books() {
        return new Books(machine);
    }

    StateDirectory state() {
        return new StateDirectory(machine.state());
    }

    /** Lifeboat's version, as the jar says it. */
    String version() {
        String version = Wiring.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** This process, as the holder of the locks of a run. */
    Holder holder(String runId) {
        ProcessHandle self = ProcessHandle.current();
        return new Holder(
                runId,
                machine.user(),
                machine.host(),
                self.pid(),
                self.info().startInstant(),
                started,
                Optional.empty());
    }

    static Complaint of(JournalException e, int exitCode) {
        String message = e.getMessage();
        return new Complaint(exitCode, message == null ? "the state directory cannot be used" : message, e.hint());
    }
}
