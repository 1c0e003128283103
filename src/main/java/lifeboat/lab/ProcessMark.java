package lifeboat.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told apart from a later one that was given the same number.
 *
 * @param pid its number
 * @param startTicks when it started, in the kernel's clock ticks since boot; 0 where the kernel does not say
 */
record ProcessMark(long pid, long startTicks) {

    /** The process we are. */
    static ProcessMark self() {
        return of(ProcessHandle.current().pid());
    }

    /** Whatever process has this number now. */
    static ProcessMark of(long pid) {
        return new ProcessMark(pid, ticks(pid));
    }

    /** Whether the very same process is running; one that has ended and was not yet waited for is not. */
    boolean alive() {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        return handle.isPresent() && handle.get().isAlive() && ticks(pid) == startTicks && !zombie(pid);
    }

    String text() {
        return pid + " " + startTicks + "\n";
    }

    static Optional<ProcessMark> parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        try {
            return parts.length == 2
                    ? Optional.of(new ProcessMark(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean zombie(long pid) {
        String[] fields = stat(pid);
        return fields.length > 0 && fields[0].equals("Z");
    }

    private static long ticks(long pid) {
        String[] fields = stat(pid);
        return fields.length > 19 ? Long.parseLong(fields[19]) : 0;
    }

    /** The fields of /proc/PID/stat after the program's name, which may hold blanks and parentheses itself. */
    private static String[] stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1);
        } catch (IOException e) {
            return new String[0];
        }
    }
}
