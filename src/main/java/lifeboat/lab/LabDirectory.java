package lifeboat.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * The directory of one lab. A marker names the process that answers for it, so that nothing is ever deleted that is not
 * a lab, or that is a living one.
 */
final class LabDirectory {
    private static final String OWNER = "lab.owner";
    private static final String OUTSIDE = "lab.outside";

    private final Path path;

    LabDirectory(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Makes the directory, or takes over what is left of it, in the name of a process. */
    void claim(ProcessMark process) throws IOException {
        ServerAccount.privateDirectory(path);
        write(path.resolve(OWNER), process.text());
    }

    /** The process that answers for the directory; empty if it is not a lab's. */
    Optional<ProcessMark> owner() {
        try {
            return ProcessMark.parse(Files.readString(path.resolve(OWNER)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Makes a directory outside, which {@link #remove()} deletes too. */
    Path outside(Path parent) throws IOException {
        Path made = Files.createTempDirectory(parent, "lifeboat-lab-");
        Files.writeString(path.resolve(OUTSIDE), made + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return made;
    }

    /** Deletes the lab's files, wherever they are. */
    void remove() throws IOException {
        if (owner().isEmpty()) {
            return;
        }
        try {
            for (String line : Files.readAllLines(path.resolve(OUTSIDE))) {
                Path outside = Path.of(line);
                if (String.valueOf(outside.getFileName()).startsWith("lifeboat-lab-")) {
                    delete(outside);
                }
            }
        } catch (NoSuchFileException e) {
            // Nothing is outside, as usual.
        }
        delete(path);
    }

    /**
     * Removes every lab in a directory whose process is gone, with the database server it may have left.
     *
     * @return the directories that are gone now
     */
    static List<Path> removeDead(Path labs) throws IOException {
        if (!Files.isDirectory(labs)) {
            return List.of();
        }
        List<Path> removed = new java.util.ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(labs)) {
            for (Path child : children) {
                LabDirectory lab = new LabDirectory(child);
                Optional<ProcessMark> owner = lab.owner();
                if (owner.isPresent() && !owner.get().alive()) {
                    LabPostgres.endOrphan(child);
                    lab.remove();
                    removed.add(child);
                }
            }
        }
        return removed;
    }

    /** Writes a file of mode 0600 so that a reader sees all of it or none. */
    static void write(Path file, String content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(part, content.getBytes(StandardCharsets.UTF_8));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Copies a tree, links as links, with the permissions of its files. */
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(path)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes a tree, without following links; files that vanish meanwhile are fine. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path directory, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
