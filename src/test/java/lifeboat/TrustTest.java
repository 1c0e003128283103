package lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import lifeboat.fault.Fault;
import lifeboat.runbook.Runbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runbooks are followed: the operator's own, and none that somebody else could have written. */
@Fault("F55")
@SuppressWarnings("NullAway.Init")
class TrustTest {
    private static final int NOBODY = 65534;
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: rounds
            title: Make the rounds
            lock: rounds
            steps:
              - {include: fragments/look.yaml}
            """;
    private static final String LOOK =
            """
            schema: lifeboat/v1
            fragment: look
            summary: Somebody looks.
            steps:
              - {id: look, title: Look, manual: {instruction: Look., evidence: Seen}}
            """;

    @TempDir
    private Path directory;

    private Path folder;
    private Path book;
    private Path fragment;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectory(directory.resolve("books"));
        book = Files.writeString(folder.resolve("rounds.yaml"), BOOK);
        fragment = Files.writeString(
                Files.createDirectory(folder.resolve("fragments")).resolve("look.yaml"), LOOK);
    }

    private Books books() {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Books(new Machine(
                Map.of("LIFEBOAT_CONFIG", directory.resolve("config").toString()),
                directory,
                "mira",
                "bastion1",
                InstantSource.system(),
                out,
                out,
                false,
                false));
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private void isRefused(Path named, String why) {
        assertThatThrownBy(() -> books().find(named.toString())).isInstanceOfSatisfying(Complaint.class, refused -> {
            assertThat(refused.exitCode()).isEqualTo(ExitCodes.USAGE);
            assertThat(refused.reason()).contains(why);
            assertThat(refused.reason() + refused.hint()).contains("only you can write");
        });
    }

    @Test
    void theOperatorsOwnIsFollowedAlsoThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link.yaml"), book);
        Files.createSymbolicLink(directory.resolve("fragments"), fragment.getParent());

        assertThat(books().find(book.toString()).id()).isEqualTo("rounds");
        assertThat(Trust.objection(link)).isEmpty();
        assertThat(Trust.objection(directory.resolve("none"))).isEmpty();
    }

    @Test
    void whatEverybodyMayWriteIsNotFollowed() throws Exception {
        mode(book, "rw-rw-rw-");
        isRefused(book, "may be written by everybody");
        isRefused(Files.createSymbolicLink(directory.resolve("link.yaml"), book), "may be written by everybody");
    }

    @Test
    void aFragmentThatEverybodyMayWriteIsNotFollowed() throws Exception {
        mode(fragment, "rw-r--rw-");
        isRefused(book, "may be written by everybody");
    }

    @Test
    void aFolderInWhichAnybodyCouldExchangeTheFileIsNotTrusted() throws Exception {
        mode(folder, "rwxrwxrwx");
        isRefused(book, "anybody could exchange the file");

        Path open = Files.createDirectory(directory.resolve("open"));
        mode(open, "rwxrwxrwx");
        mode(folder, "rwxr-xr-x");
        isRefused(Files.createSymbolicLink(open.resolve("link.yaml"), book), "anybody could exchange the file");
    }

    @Test
    void aFolderLikeThatForTemporaryFilesIsFineForAFileOfOnesOwn() throws Exception {
        Files.setAttribute(folder, "unix:mode", 01777);

        assertThat(Trust.objection(book)).isEmpty();
    }

    @Test
    void whatBelongsToSomebodyElseIsNotFollowed() throws Exception {
        try {
            Files.setAttribute(book, "unix:uid", NOBODY);
        } catch (IOException | UnsupportedOperationException notRoot) {
            assumeTrue(false, "only root can give a file away");
        }
        isRefused(book, " belongs to ");
    }

    @Test
    void whatIsReadOnceIsWhatIsFollowedAndRecorded() throws Exception {
        Runbook reviewed = books().find(book.toString());
        Files.writeString(book, BOOK.replace("Make the rounds", "Break the rounds"));
        Files.writeString(fragment, LOOK.replace("Look.", "Break it."));

        assertThat(reviewed.title()).isEqualTo("Make the rounds");
        assertThat(reviewed.source()).isEqualTo(BOOK);
        assertThat(books().find(book.toString()).sha256()).isNotEqualTo(reviewed.sha256());
    }
}
