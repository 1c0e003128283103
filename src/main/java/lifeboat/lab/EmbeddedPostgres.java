package lifeboat.lab;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL server that comes with Lifeboat as an archive on the class path, unpacked when it is first needed. */
final class EmbeddedPostgres {
    private final Path cache;
    private final String architecture;

    /**
     * @param cache directory that keeps what was unpacked, for all labs
     * @param architecture as the system property {@code os.arch} says it
     */
    EmbeddedPostgres(Path cache, String architecture) {
        this.cache = cache;
        this.architecture = architecture;
    }

    /** The directory of its programs; empty if Lifeboat was built without a server for this architecture. */
    Optional<Path> bin() throws LabException {
        try {
            Optional<String> digest = digest();
            if (digest.isEmpty()) {
                return Optional.empty();
            }
            Path home = cache.resolve("postgres-" + digest.get());
            if (!Files.isDirectory(home)) {
                unpack(home);
            }
            return Optional.of(home.resolve("bin"));
        } catch (IOException e) {
            throw new LabException(
                    "cannot unpack the PostgreSQL server into " + cache, "Check that the disk is not full.", e);
        }
    }

    private Optional<String> digest() throws IOException {
        try (InputStream archive = open()) {
            if (archive == null) {
                return Optional.empty();
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream bytes = new DigestInputStream(archive, digest)) {
                bytes.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return Optional.of(HexFormat.of().formatHex(digest.digest(), 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    private @org.jspecify.annotations.Nullable InputStream open() {
        String name = architecture.equals("aarch64") ? "arm_64" : "x86_64";
        return EmbeddedPostgres.class.getResourceAsStream("/postgres-linux-" + name + ".txz");
    }

    /** Unpacks beside the target and renames, so that two labs that start at once never see half of it. */
    private void unpack(Path home) throws IOException {
        Files.createDirectories(cache);
        Path part = Files.createTempDirectory(cache, "part-");
        try (InputStream archive = open()) {
            if (archive == null) {
                throw new IOException("the archive is gone");
            }
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(tar, entry, part);
                }
            }
            // Another account may have to run the programs.
            Files.setPosixFilePermissions(part, permissions(true));
            Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            LabDirectory.delete(part);
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        } finally {
            LabDirectory.delete(part);
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive names a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(target.getParent());
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(tar, target);
            Files.setPosixFilePermissions(target, permissions((entry.getMode() & 0100) != 0));
        }
    }

    private static Set<PosixFilePermission> permissions(boolean executable) {
        EnumSet<PosixFilePermission> permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if (executable) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }
}
