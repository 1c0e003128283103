package lifeboat.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code /proc} says about processes; says nothing where there is none. */
final class ProcessTable {
    private static final int SESSION = 3;
    private static final int START = 19;

    /** One line of the table; a zombie has ended and only waits to be collected. */
    record Entry(long pid, char state, long session, String startTicks) {
        boolean ended() {
            return state == 'Z' || state == 'X';
        }
    }

    private final Path proc;

    ProcessTable(Path proc) {
        this.proc = proc;
    }

    /** The process with this id, a zombie included. */
    Optional<Entry> find(long pid) {
        try {
            String stat =
                    Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name of the program is in parentheses and may hold anything, parentheses and spaces too.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
            return Optional.of(new Entry(pid, fields[0].charAt(0), Long.parseLong(fields[SESSION]), fields[START]));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Every process in this session that has not ended. */
    List<Entry> session(long session) {
        List<Entry> members = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path one : all) {
                find(Long.parseLong(one.getFileName().toString()))
                        .filter(entry -> entry.session() == session && !entry.ended())
                        .ifPresent(members::add);
            }
        } catch (IOException | RuntimeException e) {
            return members;
        }
        return members;
    }
}
