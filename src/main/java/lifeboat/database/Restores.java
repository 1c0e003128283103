package lifeboat.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.database.DumpListener.Phase;
import lifeboat.process.Command;
import lifeboat.process.Exit;
import lifeboat.process.Masker;
import lifeboat.process.ProcessException;
import lifeboat.process.Programs;
import lifeboat.process.Running;

/**
 * Restores dumps with {@code pg_restore}, in parallel, and stops at the first error: a restore that goes on past errors leaves a
 * database of which nobody knows what is missing. Safe for any thread.
 */
public final class Restores {
    private static final Pattern OWNER = Pattern.compile("\\bOWNER TO (\"(?:[^\"]|\"\")+\"|[^\\s;\"]+);$");
    private static final Pattern GRANTEE =
            Pattern.compile("^GRANT .* TO (\"(?:[^\"]|\"\")+\"|[^\\s;\"]+)(?: WITH GRANT OPTION)?;$");

    private final ClientTools tools;
    private final Path passwordDirectory;
    private final ClientProgram client;
    private final Programs programs;

    /** Restores with these tools; the parameters are those of {@link Dumps}. */
    public Restores(Programs programs, ClientTools tools, Path passwordDirectory, String applicationName) {
        this.tools = tools;
        this.passwordDirectory = passwordDirectory;
        this.programs = programs;
        this.client = new ClientProgram(programs, applicationName);
    }

    /** The exact argument list, masked: what {@link #restore} will start. */
    public List<String> preview(RestoreRequest request) throws DatabaseException {
        Masker masker = programs.masker();
        return request.location()
                .password()
                .map(masker::plus)
                .orElse(masker)
                .mask(command(request).argv());
    }

    /**
     * Restores a dump into a database that is there and empty. When the calling thread is interrupted, the program is stopped
     * first.
     *
     * @return the argument list, masked
     * @throws DatabaseException at the first error; the database is then half filled, and of no use
     */
    public List<String> restore(RestoreRequest request, DumpListener listener)
            throws DatabaseException, InterruptedException {
        Command command = command(request);
        try (PasswordFile password = PasswordFile.write(passwordDirectory, request.location())) {
            client.run(
                    "pg_restore into database '" + request.database() + "'",
                    command.outputTo(beside(request.log(), ".out"), beside(request.log(), ".err"))
                            .with(client.environment(request.location(), password.path())),
                    request.location(),
                    Phase.RESTORING,
                    request.directory(),
                    OptionalLong.empty(),
                    request.timeout(),
                    listener);
        }
        return preview(request);
    }

    private static Path beside(Path log, String ending) {
        return log.resolveSibling(log.getFileName() + ending);
    }

    private Command command(RestoreRequest request) throws DatabaseException {
        List<String> arguments =
                new ArrayList<>(List.of("--exit-on-error", "--jobs=" + request.jobs(), "--verbose", "--no-password"));
        arguments.add("--host=" + request.location().host());
        arguments.add("--port=" + request.location().port());
        arguments.add("--username=" + request.location().user());
        arguments.add("--dbname=" + Quoting.databaseParameter(request.database()));
        arguments.add("--");
        arguments.add(request.directory().toString());
        return ClientProgram.command(tool(request.dumpMajor()), arguments);
    }

    private ClientTools.Tool tool(int dumpMajor) throws DatabaseException {
        return tools.suitable("pg_restore", dumpMajor * 10_000);
    }

    /**
     * The roles that the objects of a dump belong to, or are granted to, by name. They must be there before the dump can be
     * restored. Asks no server.
     */
    public Set<String> roles(Path directory, int dumpMajor, Duration timeout)
            throws DatabaseException, InterruptedException {
        Set<String> roles = new TreeSet<>();
        Command command = ClientProgram.command(
                        tool(dumpMajor), List.of("--schema-only", "--file=-", "--", directory.toString()))
                .with("LC_ALL", "C");
        try {
            Running running = programs.start(command, (stream, line) -> {
                for (Pattern pattern : List.of(OWNER, GRANTEE)) {
                    Matcher hit = pattern.matcher(line);
                    if (hit.find()) {
                        synchronized (roles) {
                            roles.add(plain(hit.group(1)));
                        }
                    }
                }
            });
            Exit exit = running.await(timeout);
            if (!exit.succeeded()) {
                throw new DatabaseException(
                        Kind.DAMAGED,
                        "the dump " + directory + " cannot be read: " + exit.words() + " "
                                + String.join(" / ", exit.stderrTail()),
                        "Compare its files with the manifest; take another backup if they differ.");
            }
        } catch (ProcessException e) {
            throw new DatabaseException(Kind.TOOLS, String.valueOf(e.getMessage()), e.hint(), e);
        }
        roles.removeIf(role -> role.equals("PUBLIC") || role.startsWith("pg_"));
        return roles;
    }

    private static String plain(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    /**
     * Reads a whole dump without a server, as {@code pg_restore} would: whatever cannot be read is an error here and not in the
     * middle of a restore.
     *
     * @param log where the output of the program is kept
     */
    public void readThrough(Path directory, int dumpMajor, DatabaseLocation location, Path log, Duration timeout)
            throws DatabaseException, InterruptedException {
        new DumpProof(programs, client)
                .readBack(tool(dumpMajor), directory, location, log, timeout, DumpListener.SILENT);
    }
}
