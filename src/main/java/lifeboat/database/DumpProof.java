package lifeboat.database;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.database.DumpListener.Phase;
import lifeboat.database.DumpListener.Progress;
import lifeboat.process.Captured;
import lifeboat.process.ProcessException;
import lifeboat.process.Programs;

/** Proves that what was dumped can be read, and that it is what it was. */
final class DumpProof {
    private static final Pattern ENTRIES = Pattern.compile("^;\\s+TOC Entries: (\\d{1,9})$");
    private static final Pattern TABLE_DATA = Pattern.compile("\\d+\\.dat");
    private static final String END_OF_DATA = "\\.\n\n\n";
    private static final String GLOBALS_END = "-- PostgreSQL database cluster dump complete";
    private static final String DAMAGED_HINT =
            "Dump again; if it happens again, look at the disk and at the memory of this machine.";

    private final Programs programs;
    private final ClientProgram client;

    DumpProof(Programs programs, ClientProgram client) {
        this.programs = programs;
        this.client = client;
    }

    /**
     * Reads the table of contents, then everything: a file that is cut short still has a readable table of contents. The number
     * of entries.
     */
    int readBack(
            ClientTools.Tool restore,
            Path directory,
            DatabaseLocation location,
            Path log,
            Duration timeout,
            DumpListener listener)
            throws DatabaseException, InterruptedException {
        int entries = tocEntries(restore, directory, timeout);
        try {
            client.run(
                    "reading back " + directory,
                    ClientProgram.command(restore, List.of("--file=/dev/null", "--", directory.toString()))
                            .with("LC_ALL", "C")
                            .outputTo(
                                    log.resolveSibling(log.getFileName() + ".readback.out"),
                                    log.resolveSibling(log.getFileName() + ".readback.err")),
                    location,
                    Phase.READING_BACK,
                    directory,
                    OptionalLong.empty(),
                    timeout,
                    listener);
            refuseCutData(directory);
        } catch (DatabaseException e) {
            if (e.kind() == Kind.PROGRAM) {
                throw new DatabaseException(Kind.DAMAGED, String.valueOf(e.getMessage()), DAMAGED_HINT, e);
            }
            throw e;
        }
        return entries;
    }

    private int tocEntries(ClientTools.Tool restore, Path directory, Duration timeout)
            throws DatabaseException, InterruptedException {
        Captured captured;
        try {
            captured = programs.run(
                    ClientProgram.command(restore, List.of("--list", "--", directory.toString()))
                            .with("LC_ALL", "C"),
                    timeout);
        } catch (ProcessException e) {
            throw new DatabaseException(Kind.TOOLS, String.valueOf(e.getMessage()), e.hint(), e);
        }
        Optional<Integer> entries = captured.out().stream()
                .map(ENTRIES::matcher)
                .filter(Matcher::find)
                .map(hit -> Integer.valueOf(hit.group(1)))
                .findFirst();
        if (!captured.exit().succeeded() || entries.isEmpty()) {
            throw new DatabaseException(
                    Kind.DAMAGED,
                    "the table of contents of " + directory + " cannot be read: "
                            + captured.exit().words() + " "
                            + String.join(" / ", captured.exit().stderrTail()),
                    DAMAGED_HINT);
        }
        return entries.get();
    }

    /** Without compression nothing in a file says where it ends, except the mark after the last row of a table. */
    private static void refuseCutData(Path directory) throws DatabaseException {
        try {
            for (Path file : Disk.files(directory)) {
                if (TABLE_DATA.matcher(file.getFileName().toString()).matches()
                        && !tail(file).endsWith(END_OF_DATA)) {
                    throw new DatabaseException(Kind.DAMAGED, file + " ends before its last row", DAMAGED_HINT);
                }
            }
        } catch (IOException e) {
            throw Disk.failed("read", directory, e);
        }
    }

    private static String tail(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - 256);
            byte[] bytes = new byte[(int) (in.length() - from)];
            in.seek(from);
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Hashes every file and forces it and the directory to the disk. */
    List<DumpReport.File> hash(Path directory, DumpListener listener) throws DatabaseException {
        long began = System.nanoTime();
        OptionalLong total = OptionalLong.of(Disk.size(directory));
        Rate rate = new Rate();
        long[] done = new long[1];
        long[] told = {began};
        List<DumpReport.File> result = new ArrayList<>();
        try {
            for (Path file : Disk.files(directory)) {
                Disk.force(file);
                String sha256 = Disk.sha256(file, read -> {
                    done[0] += read;
                    long now = System.nanoTime();
                    if (now - told[0] > 200_000_000) {
                        told[0] = now;
                        listener.progress(progress(done[0], total, rate.at(now, done[0]), now - began));
                    }
                });
                result.add(new DumpReport.File(Disk.relative(directory, file), Files.size(file), sha256));
            }
            Disk.force(directory);
        } catch (IOException e) {
            throw Disk.failed("hash", directory, e);
        }
        long now = System.nanoTime();
        listener.progress(progress(done[0], total, rate.at(now, done[0]), now - began));
        return result;
    }

    private static Progress progress(long bytes, OptionalLong total, long rate, long nanos) {
        return new Progress(Phase.HASHING, bytes, total, rate, Duration.ofNanos(nanos));
    }

    /** Checks that the globals are whole, hashes them and forces them to the disk. */
    DumpReport.File hashGlobals(Path partial, Path target) throws DatabaseException {
        try {
            if (!tail(partial).contains(GLOBALS_END)) {
                throw new DatabaseException(Kind.DAMAGED, partial + " ends before its last line", DAMAGED_HINT);
            }
            Disk.force(partial);
            return new DumpReport.File(
                    target.getFileName().toString(), Files.size(partial), Disk.sha256(partial, read -> {}));
        } catch (IOException e) {
            throw Disk.failed("hash", partial, e);
        }
    }

    /** One sentence for each file that is not as it was reported. */
    List<String> compare(Path directory, List<DumpReport.File> expected) throws DatabaseException {
        List<String> differences = new ArrayList<>();
        try {
            Map<String, Path> there = new HashMap<>();
            for (Path file : Disk.files(directory)) {
                there.put(Disk.relative(directory, file), file);
            }
            for (DumpReport.File file : expected) {
                Path path = there.remove(file.path());
                if (path == null) {
                    differences.add(file.path() + " is missing");
                } else if (Files.size(path) != file.size()) {
                    differences.add(file.path() + " has " + Files.size(path) + " bytes instead of " + file.size());
                } else if (!Disk.sha256(path, read -> {}).equals(file.sha256())) {
                    differences.add(file.path() + " has the right size and another content");
                }
            }
            there.keySet().stream().sorted().forEach(name -> differences.add(name + " was not there before"));
        } catch (IOException e) {
            throw Disk.failed("read", directory, e);
        }
        return List.copyOf(differences);
    }
}
