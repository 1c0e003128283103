package lifeboat.lab;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As whom PostgreSQL runs, which refuses to be root: as ourselves, as root in a user namespace where root is nobody,
 * or as another account of the machine.
 *
 * @param prefix what comes before the program in its argument list
 * @param owner who must own its files; null if they may stay ours
 * @param home where its data goes
 * @param programs the programs that it can run
 * @param description for people
 */
record ServerAccount(
        List<String> prefix, @Nullable UserPrincipal owner, Path home, PostgresPrograms programs, String description) {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /**
     * Finds an account that can run the programs and write into its home.
     *
     * @param home the wanted home; it exists and is ours
     * @param elsewhere makes another home, for accounts that cannot reach the wanted one
     * @throws LabException if every way is closed
     */
    static ServerAccount choose(PostgresPrograms programs, Path home, Elsewhere elsewhere, Path scratch)
            throws LabException {
        try {
            if (!Integer.valueOf(0).equals(Files.getAttribute(home, "unix:uid"))) {
                return new ServerAccount(List.of(), null, home, programs, "as this user");
            }
            ServerAccount namespace = new ServerAccount(
                    List.of("unshare", "--user"), null, home, programs, "as nobody, in a user namespace");
            if (namespace.works(scratch)) {
                return namespace;
            }
            List<Path> homes = new ArrayList<>(List.of(home));
            for (String name : List.of("postgres", "nobody")) {
                Optional<UserPrincipal> user = user(home, name);
                if (user.isEmpty()) {
                    continue;
                }
                if (homes.size() == 1) {
                    homes.add(elsewhere.make());
                }
                for (Path candidate : homes) {
                    ServerAccount account = new ServerAccount(
                            List.of(
                                    "setpriv",
                                    "--reuid=" + name,
                                    "--regid=" + group(candidate, name),
                                    "--clear-groups"),
                            user.get(),
                            candidate,
                            programs,
                            "as " + name + (candidate.equals(home) ? "" : ", in " + candidate));
                    account.give(candidate);
                    if (account.works(scratch)) {
                        return account;
                    }
                    if (!candidate.equals(home)) {
                        ServerAccount own = account.bringing();
                        if (own.works(scratch)) {
                            return own;
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new LabException("cannot prepare " + home, "Check the rights of the state directory.", e);
        }
        throw new LabException(
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv could make it another user",
                "Run the rehearsal as an ordinary user.");
    }

    /** Makes a directory outside the lab's own, remembered so that it is removed with the lab. */
    interface Elsewhere {
        Path make() throws IOException;
    }

    /** The same account with the programs copied to its home, for programs that are where it cannot go. */
    private ServerAccount bringing() throws IOException {
        Path from = programs.bin().getParent();
        if (from == null || !Files.isDirectory(from.resolve("share/postgresql"))) {
            return this;
        }
        Path to = home.resolve("server");
        LabDirectory.copy(from, to);
        give(home);
        return new ServerAccount(
                prefix,
                owner,
                home,
                new PostgresPrograms(to.resolve("bin"), programs.version(), programs.major()),
                description);
    }

    /** The argument list that runs a program as this account. */
    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    /** Hands a file or a whole tree over to the account. */
    void give(Path tree) throws IOException {
        if (owner == null) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(path, owner);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(path, owner);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private boolean works(Path scratch) {
        try {
            Path proof = home.resolve("writable");
            boolean ran = LabProgram.run(
                            command(List.of(
                                    "sh",
                                    "-c",
                                    ": > \"$1\" && \"$2\" --version",
                                    "sh",
                                    proof.toString(),
                                    programs.program("postgres"))),
                            "",
                            scratch.resolve("account.txt"),
                            LIMIT)
                    .succeeded();
            return Files.deleteIfExists(proof) && ran;
        } catch (LabException | IOException e) {
            return false;
        }
    }

    private static Optional<UserPrincipal> user(Path home, String name) {
        try {
            return Optional.of(
                    home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String group(Path home, String user) {
        for (String name : List.of(user, "nogroup", "nobody")) {
            try {
                return home.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByGroupName(name)
                        .getName();
            } catch (IOException e) {
                // Not every machine has each of these groups; the next may be there.
            }
        }
        return user;
    }

    /** Makes a directory that only its owner may enter. */
    static Path privateDirectory(Path path) throws IOException {
        return Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
