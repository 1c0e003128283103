package lifeboat.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The folder of one backup, mode 0700, and what stands where in it ({@code CONTRACT.md}, "The backup"). Names of databases,
 * secrets and objects are data: {@link FileNames} makes them harmless. Nothing in it is a symbolic link.
 */
public final class BackupFolder {
    /** The manifest's name; where it is, the writing is finished. */
    public static final String MANIFEST = "manifest.json";

    /**
     * The head of the audit of the run that made it, kept when that run was left or closed: later than the manifest, and so
     * not in it.
     */
    public static final String AUDIT_HEAD = "audit.json";

    private static final int STICKY = 01000;

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;

    private BackupFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder of a new backup.
     *
     * @param directory where backups are kept; made if it is not there
     * @param name the folder's name
     * @throws BackupException if it is there already, or cannot be made
     */
    public static BackupFolder create(Path directory, String name) throws BackupException {
        Path folder = directory.toAbsolutePath().normalize().resolve(FileNames.encode(name));
        try {
            Files.createDirectories(directory);
            if (isEverybodys(directory)) {
                throw new BackupException(
                        directory + " may be written by everybody, so anybody could exchange the backup",
                        "Take that right away, chmod o-w " + directory + ", or name another directory.");
            }
            Files.createDirectory(folder, PRIVATE_FOLDER);
            force(directory);
            return new BackupFolder(folder);
        } catch (FileAlreadyExistsException e) {
            throw new BackupException(folder + " is there already", "Name another directory, or move it away.", e);
        } catch (IOException e) {
            throw failed("made", folder, e);
        }
    }

    /** A folder like that for temporary files is fine: there nobody can rename what is somebody else's. */
    private static boolean isEverybodys(Path directory) throws IOException {
        boolean writable = Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE);
        return writable && ((int) Files.getAttribute(directory, "unix:mode") & STICKY) == 0;
    }

    /** A backup's folder that is there; a symbolic link or a missing one is refused. */
    public static BackupFolder open(Path folder) throws BackupException {
        Path there = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
            throw new BackupException(
                    there + " is not the folder of a backup", "It was moved or deleted, or is a link; bring it back.");
        }
        return new BackupFolder(there);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Where the dump of a database is. */
    public Path database(String name) {
        return path.resolve("postgres").resolve(FileNames.encode(name));
    }

    /** What is noted beside the dump of a database: sizes, rows, digests. */
    public Path databaseNote(String name) {
        return path.resolve("postgres").resolve(FileNames.encode(name) + ".note.json");
    }

    /** Roles and tablespaces. */
    public Path globals() {
        return path.resolve("postgres").resolve("globals.sql");
    }

    /** The Helm values. */
    public Path helmValues() {
        return path.resolve("helm-values.yaml");
    }

    /** Names and digests of the secrets. */
    public Path secretsIndex() {
        return path.resolve("secrets").resolve("index.json");
    }

    /** The content of a secret. */
    public Path secret(String name) {
        return path.resolve("secrets").resolve(FileNames.encode(name) + ".secret.json");
    }

    /** A Kubernetes object as it was. */
    public Path kubernetes(String kind, String name) {
        return path.resolve("kubernetes").resolve(FileNames.encode(kind) + "." + FileNames.encode(name) + ".json");
    }

    /** The inventory of the bucket. */
    public Path inventory() {
        return path.resolve("bucket.inventory.jsonl");
    }

    /** The manifest. */
    public Path manifest() {
        return path.resolve(MANIFEST);
    }

    /** A path in it, with {@code /}, relative to it. */
    public String relative(Path inside) {
        return path.relativize(inside.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    /**
     * Writes a small file with mode 0600: all of it, on disk, or nothing under that name. One that is there is replaced;
     * folders on the way to it are made with mode 0700.
     *
     * @throws BackupException if it cannot be written, or a symbolic link stands there or on the way to it
     * @throws IllegalArgumentException if it is not inside this folder
     */
    public void write(Path file, byte[] content) throws BackupException {
        Path target = file.toAbsolutePath().normalize();
        if (!target.startsWith(path) || target.equals(path)) {
            throw new IllegalArgumentException(file + " is not inside " + path);
        }
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        try {
            Path parent = prepared(target);
            Files.deleteIfExists(partial);
            try (FileChannel channel = FileChannel.open(
                    partial, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE_FILE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(parent);
        } catch (IOException e) {
            throw failed("written", target, e);
        }
    }

    /** The folder that the file goes into, made if it was missing; no link is followed on the way there. */
    private Path prepared(Path target) throws IOException, BackupException {
        Path above = path;
        refuseLink(above);
        for (Path name : path.relativize(target)) {
            Path next = above.resolve(name);
            refuseLink(next);
            if (next.equals(target)) {
                break;
            }
            if (!Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(next, PRIVATE_FOLDER);
                force(above);
            }
            above = next;
        }
        return above;
    }

    private static void refuseLink(Path place) throws BackupException {
        if (Files.isSymbolicLink(place)) {
            throw new BackupException(
                    place + " is a symbolic link", "A backup holds none; look at who put it there, and remove it.");
        }
    }

    /** Deletes the folder if nothing was put into it; true if it is gone. */
    public boolean deleteIfEmpty() {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException notEmpty) {
            return false;
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static BackupException failed(String what, Path path, Exception e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new BackupException(
                path + " could not be " + what + ": " + why, "Look for free space and permissions there.", e);
    }
}
