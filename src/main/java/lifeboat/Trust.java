package lifeboat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/**
 * Why a file must not tell what is done to a cluster: somebody else could have written it. A file is the operator's, or root's,
 * and not everybody's to write; nor is the folder that it lies in, or that a link to it lies in.
 */
final class Trust {
    /** Belongs to whoever runs this process; there is no other way to learn that from a file system. */
    private static final Path SELF = Path.of("/proc/self");

    private static final int STICKY = 01000;

    private Trust() {}

    /** Why not; empty if it can be trusted. A file that is not there is left to whoever reads it. */
    static Optional<String> objection(Path file) {
        try {
            Path named = file.toAbsolutePath();
            Path real = named.toRealPath();
            if (isEverybodys(real)) {
                return Optional.of(real + " may be written by everybody");
            }
            if (isSomebodyElses(real)) {
                return Optional.of(real + " belongs to " + Files.getOwner(real).getName());
            }
            for (Path place : new Path[] {named.getParent(), real.getParent()}) {
                if (place != null && isEverybodys(place) && !isSticky(place)) {
                    return Optional.of(place + " may be written by everybody, so anybody could exchange the file");
                }
            }
            return Optional.empty();
        } catch (IOException | UnsupportedOperationException unseen) {
            return Optional.empty();
        }
    }

    private static boolean isEverybodys(Path path) throws IOException {
        return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static boolean isSticky(Path folder) throws IOException {
        return ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    }

    private static boolean isSomebodyElses(Path file) throws IOException {
        if (!Files.exists(SELF, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        int owner = (int) Files.getAttribute(file, "unix:uid");
        return owner != 0 && owner != (int) Files.getAttribute(SELF, "unix:uid");
    }
}
