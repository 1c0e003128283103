package lifeboat.database;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.process.Programs;
import lifeboat.process.Version;

/** The PostgreSQL client programs of this machine, as they were when it was looked. */
public final class ClientTools {
    /** The programs that are looked for. */
    public static final List<String> NAMES = List.of("pg_dump", "pg_dumpall", "pg_restore", "psql");

    /** One program that answered {@code --version}. */
    public record Tool(String name, Path path, Version version) {}

    private final List<Tool> tools;

    ClientTools(List<Tool> tools) {
        this.tools = List.copyOf(tools);
    }

    /**
     * Looks in these directories and then on the search path of the programs, and asks each for its version.
     *
     * @param directories where other versions may be installed, see {@link #installedUnder}
     */
    public static ClientTools discover(Programs programs, List<Path> directories) throws InterruptedException {
        Programs all = programs.lookingFirstIn(directories);
        List<Tool> found = new ArrayList<>();
        for (String name : NAMES) {
            for (Path path : all.findAll(name)) {
                programs.version(path.toString()).ifPresent(version -> found.add(new Tool(name, path, version)));
            }
        }
        return new ClientTools(found);
    }

    /** The directories {@code ROOT/VERSION/bin}, as Debian lays out {@code /usr/lib/postgresql}; none if there is no root. */
    public static List<Path> installedUnder(Path root) {
        List<Path> result = new ArrayList<>();
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(root)) {
            for (Path version : versions) {
                if (Files.isDirectory(version.resolve("bin"))) {
                    result.add(version.resolve("bin"));
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        result.sort(Comparator.naturalOrder());
        return List.copyOf(result);
    }

    /** Every program that was found, by name and in the order of the search. */
    public List<Tool> found() {
        return tools;
    }

    /** The newest program of this name; nothing if there is none. */
    public Optional<Tool> newest(String name) {
        Optional<Tool> best = Optional.empty();
        for (Tool tool : tools) {
            boolean better =
                    best.isEmpty() || tool.version().compareTo(best.get().version()) > 0;
            if (tool.name().equals(name) && better) {
                best = Optional.of(tool);
            }
        }
        return best;
    }

    /**
     * The newest program of this name that can work with a server of this version.
     *
     * @param serverVersion as PostgreSQL counts: 150018 is 15.18
     * @throws DatabaseException of kind {@code TOOLS} when there is none
     */
    public Tool suitable(String name, int serverVersion) throws DatabaseException {
        Tool tool = newest(name)
                .orElseThrow(() -> new DatabaseException(
                        Kind.TOOLS,
                        "there is no " + name + " on this machine",
                        "Install the PostgreSQL client programs, version " + major(serverVersion) + " or newer."));
        Optional<String> reason = unsuitable(tool, serverVersion);
        if (reason.isPresent()) {
            throw new DatabaseException(
                    Kind.TOOLS,
                    reason.get(),
                    "Install the PostgreSQL client programs, version " + major(serverVersion) + " or newer.");
        }
        return tool;
    }

    /**
     * Why this program cannot work with a server of this version; nothing when it can: its major version must be that of the
     * server, or newer.
     */
    public static Optional<String> unsuitable(Tool tool, int serverVersion) {
        if (majorOf(tool.version()).compareTo(major(serverVersion)) >= 0) {
            return Optional.empty();
        }
        return Optional.of(tool.name() + " " + tool.version() + " in " + tool.path() + " is older than the server, "
                + major(serverVersion) + ": it would refuse to dump");
    }

    private static Version major(int serverVersion) {
        // Before PostgreSQL 10 the first two numbers were the major version.
        return serverVersion < 100_000
                ? Version.of(serverVersion / 10_000, serverVersion / 100 % 100)
                : Version.of(serverVersion / 10_000);
    }

    private static Version majorOf(Version version) {
        return version.major() < 10 ? Version.of(version.major(), version.minor()) : Version.of(version.major());
    }
}
