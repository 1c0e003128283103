package lifeboat.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.database.DumpListener.Phase;
import lifeboat.process.Command;
import lifeboat.process.Masker;
import lifeboat.process.Programs;

/**
 * Dumps databases with {@code pg_dump} (directory format) and what belongs to the whole server with {@code pg_dumpall}. A dump
 * gets its final name only after its program ended with 0, everything in it was read back, and all of it is on the disk. A
 * password reaches the programs by a file of mode 0600 that is gone afterwards. Safe for any thread.
 */
public final class Dumps {
    private final ClientTools tools;
    private final Path passwordDirectory;
    private final ClientProgram client;
    private final DumpProof proof;
    private final Masker masker;

    /**
     * Dumps with these tools.
     *
     * @param passwordDirectory a directory of ours for password files, made with mode 0700 if it is not there
     * @param applicationName who we are in the server's list of connections; the same as for {@link JdbcPostgres}
     */
    public Dumps(Programs programs, ClientTools tools, Path passwordDirectory, String applicationName) {
        this.tools = tools;
        this.passwordDirectory = passwordDirectory;
        this.client = new ClientProgram(programs, applicationName);
        this.proof = new DumpProof(programs, client);
        this.masker = programs.masker();
    }

    /** The exact argument list of a dump, masked: what {@link #dump} will start. */
    public List<String> preview(DumpRequest request) throws DatabaseException {
        return mask(request.location(), dumpCommand(request).argv());
    }

    /**
     * Dumps one database, and proves it. When the calling thread is interrupted, the program is stopped first.
     *
     * @throws DatabaseException when anything fails: then there is nothing under the final name, and what was written stays
     *     under {@link DumpRequest#partial()}
     */
    public DumpReport dump(DumpRequest request, DumpListener listener) throws DatabaseException, InterruptedException {
        long began = System.nanoTime();
        Path partial = request.partial();
        ClientTools.Tool tool = tools.suitable("pg_dump", request.serverVersion());
        prepare(request.directory(), partial);
        Command command = dumpCommand(request);
        try (PasswordFile password = PasswordFile.write(passwordDirectory, request.location())) {
            client.run(
                    "pg_dump of database '" + request.database() + "'",
                    withOutput(command, request.log()).with(client.environment(request.location(), password.path())),
                    request.location(),
                    Phase.DUMPING,
                    partial,
                    request.expectedBytes(),
                    request.timeout(),
                    listener);
        }
        int entries = proof.readBack(
                restoreTool(tool), partial, request.location(), request.log(), request.timeout(), listener);
        List<DumpReport.File> files = proof.hash(partial, listener);
        publish(partial, request.directory());
        return report(files, entries, began, mask(request.location(), command.argv()), tool);
    }

    /** The exact argument list of a dump of the globals, masked. */
    public List<String> previewGlobals(DatabaseLocation location, int serverVersion, String database, Path file)
            throws DatabaseException {
        return mask(
                location,
                globalsCommand(location, serverVersion, database, file).argv());
    }

    /**
     * Dumps roles and tablespaces, without passwords, as SQL.
     *
     * @param serverVersion as PostgreSQL counts: 150018 is 15.18
     * @param database any database by which to enter
     * @param file the final file, which must not be there yet
     * @param log where the output of the program is kept: {@code LOG.out} and {@code LOG.err}
     */
    public DumpReport dumpGlobals(
            DatabaseLocation location,
            int serverVersion,
            String database,
            Path file,
            Path log,
            Duration timeout,
            DumpListener listener)
            throws DatabaseException, InterruptedException {
        long began = System.nanoTime();
        Path target = file.toAbsolutePath().normalize();
        Path partial = partial(target);
        prepare(target, partial);
        ClientTools.Tool tool = tools.suitable("pg_dumpall", serverVersion);
        Command command = globalsCommand(location, serverVersion, database, target);
        try (PasswordFile password = PasswordFile.write(passwordDirectory, location)) {
            client.run(
                    "pg_dumpall of the globals of " + location.address(),
                    withOutput(command, log).with(client.environment(location, password.path())),
                    location,
                    Phase.DUMPING,
                    partial,
                    OptionalLong.empty(),
                    timeout,
                    listener);
        }
        DumpReport.File proved = proof.hashGlobals(partial, target);
        publish(partial, target);
        return report(List.of(proved), 0, began, mask(location, command.argv()), tool);
    }

    /**
     * Compares a directory with what was reported of it: one sentence for each file that is missing, more, or not what it was;
     * none when all is as it was.
     */
    public List<String> verify(Path directory, List<DumpReport.File> expected) throws DatabaseException {
        return proof.compare(directory, expected);
    }

    /**
     * Gives what an attempt has left under its temporary name a numbered name beside it, so that a fresh attempt can begin;
     * where it is now. The caller has made sure that nobody writes to it any more.
     */
    public Path setAside(Path partial) throws DatabaseException {
        for (int number = 1; ; number++) {
            Path aside = partial.resolveSibling(partial.getFileName() + "." + number);
            if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.move(partial, aside, StandardCopyOption.ATOMIC_MOVE);
                    Disk.force(Disk.parent(partial));
                    return aside;
                } catch (IOException e) {
                    throw Disk.failed("set aside", partial, e);
                }
            }
        }
    }

    /** Where something is while it is being written. */
    public static Path partial(Path target) {
        return target.resolveSibling(target.getFileName() + ".partial");
    }

    /**
     * Deletes the password files that a process of ours left behind when it was killed. A program that still runs has read its
     * file long ago.
     */
    public void removeLeftPasswordFiles() throws DatabaseException {
        PasswordFile.removeLeftovers(passwordDirectory);
    }

    private Command dumpCommand(DumpRequest request) throws DatabaseException {
        List<String> arguments = new ArrayList<>(List.of(
                "--format=directory",
                "--jobs=" + request.jobs(),
                "--compress=" + request.compression(),
                "--verbose",
                "--no-password"));
        request.snapshot().ifPresent(snapshot -> arguments.add("--snapshot=" + snapshot));
        arguments.add("--file=" + request.partial());
        arguments.addAll(server(request.location()));
        arguments.add("--dbname=" + Quoting.databaseParameter(request.database()));
        return ClientProgram.command(tools.suitable("pg_dump", request.serverVersion()), arguments);
    }

    private Command globalsCommand(DatabaseLocation location, int serverVersion, String database, Path file)
            throws DatabaseException {
        List<String> arguments =
                new ArrayList<>(List.of("--globals-only", "--no-role-passwords", "--verbose", "--no-password"));
        arguments.add("--file=" + partial(file.toAbsolutePath().normalize()));
        arguments.addAll(server(location));
        arguments.add("--database=" + Quoting.databaseParameter(database));
        return ClientProgram.command(tools.suitable("pg_dumpall", serverVersion), arguments);
    }

    private static List<String> server(DatabaseLocation location) {
        return List.of("--host=" + location.host(), "--port=" + location.port(), "--username=" + location.user());
    }

    private static Command withOutput(Command command, Path log) {
        return command.outputTo(
                log.resolveSibling(log.getFileName() + ".out"), log.resolveSibling(log.getFileName() + ".err"));
    }

    /** A dump can be read only by a {@code pg_restore} that is not older than its {@code pg_dump}. */
    private ClientTools.Tool restoreTool(ClientTools.Tool dump) throws DatabaseException {
        return tools.suitable("pg_restore", dump.version().major() * 10_000);
    }

    private static void prepare(Path target, Path partial) throws DatabaseException {
        Disk.refuseExisting(target);
        if (Files.exists(partial, LinkOption.NOFOLLOW_LINKS)) {
            throw new DatabaseException(
                    Kind.EXISTS,
                    partial + " is left over from an attempt that did not come to its end",
                    "Make sure that nobody writes to it any more, then set it aside.");
        }
        try {
            Files.createDirectories(Disk.parent(target));
        } catch (IOException e) {
            throw Disk.failed("make the directory of", target, e);
        }
    }

    private static void publish(Path partial, Path target) throws DatabaseException {
        try {
            Disk.publish(partial, target);
        } catch (IOException e) {
            throw Disk.failed("give its final name to", partial, e);
        }
    }

    private List<String> mask(DatabaseLocation location, List<String> argv) {
        return location.password().map(masker::plus).orElse(masker).mask(argv);
    }

    private static DumpReport report(
            List<DumpReport.File> files, int entries, long began, List<String> argv, ClientTools.Tool tool) {
        return new DumpReport(
                files,
                files.stream().mapToLong(DumpReport.File::size).sum(),
                entries,
                Duration.ofNanos(System.nanoTime() - began),
                argv,
                tool.version().toString());
    }
}
