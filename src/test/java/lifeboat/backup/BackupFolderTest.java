package lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import lifeboat.fault.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a backup: its owner's only, and nothing of it anywhere else. */
@Fault("F59")
class BackupFolderTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private Path outside;
    private BackupFolder folder;

    @BeforeEach
    void make() throws Exception {
        outside = Files.createDirectory(directory.resolve("outside"));
        folder = BackupFolder.create(directory.resolve("new/backups"), "one");
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    private void refusesLink(Path file) throws Exception {
        assertThatThrownBy(() -> folder.write(file, CONTENT))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is a symbolic link");
        try (Stream<Path> files = Files.list(outside)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void allOfItIsTheOwnersOnly() throws Exception {
        folder.write(folder.secret("auth"), CONTENT);
        folder.write(folder.manifest(), CONTENT);
        folder.write(folder.path().resolve("a/b/c"), CONTENT);
        assertThat(mode(folder.path())).isEqualTo("rwx------");
        try (Stream<Path> all = Files.walk(folder.path())) {
            for (Path path : all.toList()) {
                assertThat(mode(path)).as("%s", path).isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void aFileThatIsReplacedIsTheOwnersOnlyAgain() throws Exception {
        Files.write(folder.helmValues(), CONTENT);
        Files.setPosixFilePermissions(folder.helmValues(), PosixFilePermissions.fromString("rw-rw-rw-"));
        folder.write(folder.helmValues(), "newer".getBytes(StandardCharsets.UTF_8));
        assertThat(folder.helmValues()).hasContent("newer");
        assertThat(mode(folder.helmValues())).isEqualTo("rw-------");
    }

    @Test
    void whoeverReadsSeesTheOldContentOrTheNewAndNothingBetween() throws Exception {
        byte[] old = new byte[300_000];
        byte[] young = new byte[500_000];
        Arrays.fill(old, (byte) 'a');
        Arrays.fill(young, (byte) 'b');
        folder.write(folder.inventory(), old);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    folder.write(folder.inventory(), i % 2 == 0 ? young : old);
                }
                return null;
            });
            do {
                byte[] seen = Files.readAllBytes(folder.inventory());
                assertThat(Arrays.equals(seen, old) || Arrays.equals(seen, young))
                        .as("%s bytes were seen", seen.length)
                        .isTrue();
            } while (!writing.isDone());
            writing.get();
        } finally {
            writer.shutdownNow();
        }
        try (Stream<Path> files = Files.list(folder.path())) {
            assertThat(files).containsExactly(folder.inventory());
        }
    }

    @Test
    void whatCannotBeWrittenLeavesTheOldOneAsItWas() throws Exception {
        folder.write(folder.helmValues(), CONTENT);
        Files.createDirectories(folder.path().resolve("helm-values.yaml.partial/in-the-way"));
        assertThatThrownBy(() -> folder.write(folder.helmValues(), new byte[9]))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("could not be written");
        assertThat(folder.helmValues()).hasBinaryContent(CONTENT);
    }

    @Test
    void aLinkAtTheTargetIsRefused() throws Exception {
        Files.createSymbolicLink(folder.manifest(), outside.resolve("planted"));
        refusesLink(folder.manifest());
    }

    @Test
    void aLinkToAFileIsRefusedAndTheFileStaysAsItWas() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "mine");
        Files.createSymbolicLink(folder.helmValues(), victim);
        refusesLink(folder.helmValues());
        assertThat(victim).hasContent("mine");
    }

    @Test
    void aLinkAtTheUnfinishedFileIsReplacedAndNotFollowed() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "mine");
        Files.createSymbolicLink(folder.path().resolve("helm-values.yaml.partial"), victim);
        folder.write(folder.helmValues(), CONTENT);
        assertThat(victim).hasContent("mine");
        assertThat(Files.isRegularFile(folder.helmValues(), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void aLinkAtTheParentIsRefused() throws Exception {
        Files.createSymbolicLink(folder.path().resolve("secrets"), outside);
        refusesLink(folder.secret("auth"));
    }

    @Test
    void aLinkAnywhereOnTheWayIsRefused() throws Exception {
        Files.createDirectory(outside.resolve("deep"));
        Files.createSymbolicLink(folder.path().resolve("link"), outside);
        Path file = folder.path().resolve("link/deep/file");
        assertThatThrownBy(() -> folder.write(file, CONTENT)).hasMessageContaining("is a symbolic link");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFolderThatBecameALinkIsRefused() throws Exception {
        Files.delete(folder.path());
        Files.createSymbolicLink(folder.path(), outside);
        refusesLink(folder.manifest());
        assertThatThrownBy(() -> BackupFolder.open(folder.path()))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is not the folder of a backup");
        assertThat(folder.deleteIfEmpty()).isTrue();
        assertThat(outside).exists();
    }

    @Test
    void aLinkWhereANewBackupWouldBeIsRefused() throws Exception {
        Files.createSymbolicLink(directory.resolve("taken"), outside);
        assertThatThrownBy(() -> BackupFolder.create(directory, "taken")).hasMessageContaining("is there already");
    }

    @Test
    void aFolderThatEverybodyMayWriteTakesNoBackup() throws Exception {
        Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> BackupFolder.create(outside, "one"))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("may be written by everybody");
        assertThat(outside).isEmptyDirectory();

        Files.setAttribute(outside, "unix:mode", 01777);
        assertThat(mode(BackupFolder.create(outside, "one").path())).isEqualTo("rwx------");
    }

    @Test
    void anotherNameOfAFileOfOursKeepsWhatItHad() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "mine");
        Files.createLink(folder.manifest(), victim);
        Files.createLink(folder.path().resolve("helm-values.yaml.partial"), victim);
        folder.write(folder.manifest(), CONTENT);
        folder.write(folder.helmValues(), CONTENT);
        assertThat(victim).hasContent("mine");
        assertThat(folder.manifest()).hasBinaryContent(CONTENT);
    }

    @Test
    void nothingOutsideTheFolderIsWritten() {
        for (String path : new String[] {"../x", "/tmp/x", "a/../../x", "", ".", "a/.."}) {
            Path file = folder.path().resolve(path);
            assertThatThrownBy(() -> folder.write(file, CONTENT)).as(path).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aBackupIsNeverMadeOverAnother() {
        assertThatThrownBy(() -> BackupFolder.create(directory.resolve("new/backups"), "one"))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is there already");
    }

    @Test
    void onlyAnEmptyFolderIsDeleted() throws Exception {
        folder.write(folder.manifest(), CONTENT);
        assertThat(folder.deleteIfEmpty()).isFalse();
        assertThat(folder.manifest()).hasBinaryContent(CONTENT);
        Files.delete(folder.manifest());
        assertThat(folder.deleteIfEmpty()).isTrue();
        assertThat(folder.path()).doesNotExist();
    }
}
