package lifeboat.process;

import java.util.LinkedHashSet;
import java.util.Set;

/** Sends TERM and KILL to a program and to everything in its session. */
final class SessionStop {
    private final ProcessTable table;

    SessionStop(ProcessTable table) {
        this.table = table;
    }

    /** Asks all of them to end. */
    void ask(long pid, boolean ownSession) {
        members(pid, ownSession).forEach(ProcessHandle::destroy);
    }

    /** Ends all of them, also those that are started meanwhile. */
    void end(long pid, boolean ownSession) {
        for (int round = 0; round < 50; round++) {
            Set<ProcessHandle> members = members(pid, ownSession);
            if (members.isEmpty()) {
                return;
            }
            members.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Whether one of them has not ended. */
    boolean anyLeft(long pid, boolean ownSession) {
        return !members(pid, ownSession).isEmpty();
    }

    private Set<ProcessHandle> members(long pid, boolean ownSession) {
        Set<ProcessHandle> members = new LinkedHashSet<>();
        if (ownSession) {
            // A handle knows the start time of its process, so a pid that is recycled between look and signal is safe.
            table.session(pid).forEach(entry -> ProcessHandle.of(entry.pid()).ifPresent(members::add));
        } else {
            ProcessHandle.of(pid).filter(ProcessHandle::isAlive).ifPresent(program -> {
                members.add(program);
                program.descendants().filter(ProcessHandle::isAlive).forEach(members::add);
            });
        }
        return members;
    }
}
