package lifeboat.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import lifeboat.fault.Fault;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Fault("F59")
class StateDirectoryTest {
    private static final Holder SELF =
            new Holder("none", "mira", "ops1", 1, Optional.empty(), Samples.NOON, Optional.empty());

    @TempDir
    Path directory;

    private Path root = Path.of("unused");

    @BeforeEach
    void name() throws Exception {
        root = directory.toRealPath().resolve("state");
    }

    private StateDirectory state() {
        return new StateDirectory(root);
    }

    private static void mode(Path path, String permissions) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static JournalException refused(ThrowingCallable doing) {
        JournalException refused = catchThrowableOfType(JournalException.class, doing);
        assertThat(refused).isNotNull();
        assertThat(refused.hint()).isNotBlank();
        return refused;
    }

    /** Nothing that reads, and nothing that writes, may work with it. */
    private void refusedThroughout(String message, String hint) {
        List<ThrowingCallable> doings = List.of(
                () -> state().create("a-run", new byte[] {1}),
                () -> state().find(Samples.RUN),
                () -> state().runs(SELF),
                () -> state().lockTarget("x", SELF),
                () -> state().secretDigest());
        for (ThrowingCallable doing : doings) {
            JournalException refused = refused(doing);
            assertThat(refused).hasMessageContaining(message).hasMessageContaining(root.toString());
            assertThat(refused.hint()).contains(hint);
        }
    }

    @Test
    void whatItMakesIsTheOwnersOnly() throws Exception {
        RunFolder folder = state().create(Samples.RUN, new byte[] {1, 2});
        state().lockTarget("pachyderm/u-1", SELF).close();
        for (Path made : List.of(
                root,
                root.resolve("runs"),
                root.resolve("locks"),
                folder.path(),
                folder.path().resolve("artifacts"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.runbook())))
                .isEqualTo("rw-------");
        assertThat(Files.readAllBytes(folder.runbook())).containsExactly(1, 2);
    }

    @Test
    void askingAboutWhatIsNotThereMakesNothing() throws Exception {
        assertThat(state().runs(SELF)).isEmpty();
        assertThat(refused(() -> state().find(Samples.RUN))).hasMessage("there is no run " + Samples.RUN);
        assertThat(root).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwx----w-", "rwx---rw-"})
    void whereAnybodyMayWriteNothingIsKeptOrBelieved(String permissions) throws Exception {
        state().create(Samples.RUN, new byte[] {1});
        mode(root, permissions);
        refusedThroughout("anybody may write into the state directory", "chmod 700 " + root);
        mode(root, "rwxr-xr-x");
        assertThat(state().find(Samples.RUN).runId()).isEqualTo(Samples.RUN);
    }

    @Test
    void whereAnybodyMayPutAnotherInItsPlaceItIsRefused() throws Exception {
        state().create(Samples.RUN, new byte[] {1});
        mode(directory, "rwxrwxrwx");
        refusedThroughout("anybody may put another directory in place", "chmod o-w " + root.getParent());
        Files.setAttribute(directory, "unix:mode", 01777);
        assertThat(state().find(Samples.RUN).runId()).isEqualTo(Samples.RUN);
    }

    @Test
    void aLinkInItsPlaceIsRefused() throws Exception {
        state().create(Samples.RUN, new byte[] {1});
        Path real = Files.move(root, root.resolveSibling("real"));
        Files.createSymbolicLink(root, real);
        refusedThroughout("is a symbolic link", "Name the real directory with LIFEBOAT_STATE");
        Files.delete(root);
        Files.createSymbolicLink(root, root.resolveSibling("nowhere"));
        assertThat(refused(() -> state().create("a-run", new byte[] {1}))).hasMessageContaining("is a symbolic link");
        assertThat(root.resolveSibling("nowhere")).doesNotExist();
    }

    @Test
    void aFileInItsPlaceIsRefused() throws Exception {
        Files.writeString(root, "");
        refusedThroughout("is not a directory", "LIFEBOAT_STATE");
    }

    @Test
    void linksBelowItAreNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(root.resolveSibling("elsewhere"));
        state().create(Samples.RUN, new byte[] {1});
        Files.createSymbolicLink(root.resolve("runs").resolve("linked"), elsewhere);
        assertThat(state().runs(SELF)).extracting(RunSummary::runId).containsExactly(Samples.RUN);
        refused(() -> state().find("linked"));
        refused(() -> state().create("linked", new byte[] {1}));
        Files.createSymbolicLink(root.resolve("locks"), elsewhere);
        refused(() -> state().lockTarget("x", SELF));
        Files.move(root.resolve("runs"), root.resolveSibling("moved"));
        Files.createSymbolicLink(root.resolve("runs"), elsewhere);
        refused(() -> state().create("a-run", new byte[] {1}));
        assertThat(elsewhere).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "",
                "../x",
                "../../x",
                "a/../../x",
                "/x",
                "a/b",
                "a\\b",
                "-rf",
                ".hidden",
                "a\u0000b",
                "a\n",
                "a b",
                "\u00e4",
                "~",
                "a\u202eb"
            })
    void namesThatLeaveTheDirectoryOrLieAreRefused(String name) throws Exception {
        state().create(Samples.RUN, new byte[] {1});
        assertThat(refused(() -> state().create(name, new byte[] {1}))).hasMessageContaining("not the id of a run");
        assertThat(refused(() -> state().find(name))).hasMessageContaining("there is no run");
        try (var there = Files.walk(directory)) {
            // The directory, state, runs, and the run with its artifacts and its runbook.
            assertThat(there).hasSize(6);
        }
    }

    @Test
    void aNameThatIsTooLongIsRefusedAndTheLongestIsNot() throws Exception {
        refused(() -> state().create("a".repeat(129), new byte[] {1}));
        assertThat(state().create("a".repeat(128), new byte[] {1}).path()).isDirectory();
    }

    @Test
    void aRunIsMadeOnce() throws Exception {
        state().create(Samples.RUN, new byte[] {1});
        refused(() -> state().create(Samples.RUN, new byte[] {2}));
        assertThat(Files.readAllBytes(state().find(Samples.RUN).runbook())).containsExactly(1);
    }

    @Test
    void theBeginningOfAnIdIsEnoughWhileItIsTheOnlyOne() throws Exception {
        state().create("20261121-120000-bbbbbb", new byte[] {1});
        state().create("20261121-120000-bbbbbc", new byte[] {1});
        state().create("20261122-120000-cccccc", new byte[] {1});
        assertThat(state().find("20261122").runId()).isEqualTo("20261122-120000-cccccc");
        JournalException refused = refused(() -> state().find("20261121"));
        assertThat(refused).hasMessage("2 runs begin with 20261121");
        assertThat(refused.hint()).contains("20261121-120000-bbbbbb, 20261121-120000-bbbbbc");
    }

    @Test
    void aNameOfALockIsNeverAPath() throws Exception {
        try (TargetLock lock = state().lockTarget("../../../" + root + "/runs/x", SELF)) {
            assertThat(lock.name()).startsWith("../../../");
            try (var files = Files.list(root.resolve("locks"))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .allMatch(name -> name.matches("[0-9a-f]{64}(\\.holder)?"))
                        .isNotEmpty();
            }
        }
        assertThat(root.resolve("runs")).isEmptyDirectory();
    }
}
