package lifeboat.perform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lifeboat.database.ClientTools;
import lifeboat.process.Programs;
import lifeboat.process.Version;

/** The PostgreSQL client programs: on the path, or where Debian keeps several versions beside each other. */
final class DumpTools {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private DumpTools() {}

    static ClientTools of(World world) throws InterruptedException {
        return ClientTools.discover(world.programs(), ClientTools.installedUnder(DEBIAN));
    }

    /** The newest version of a program, whether it is PostgreSQL's or not. */
    static Optional<Version> newest(Programs programs, String name) throws InterruptedException {
        if (ClientTools.NAMES.contains(name)) {
            List<Path> directories = ClientTools.installedUnder(DEBIAN);
            return ClientTools.discover(programs, directories).newest(name).map(ClientTools.Tool::version);
        }
        return programs.version(name);
    }
}
