package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import lifeboat.fault.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runbooks with fragments, as files of an operator. */
@SuppressWarnings("NullAway.Init")
class IncludedTest {
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: rounds
            title: Make the rounds
            lock: rounds
            steps:
              - {include: fragments/look.yaml, with: {at: doors}}
              - {include: fragments/look.yaml, with: {at: lamps}}
            """;
    private static final String LOOK =
            """
            schema: lifeboat/v1
            fragment: look
            summary: Somebody looks at something.
            arguments:
              at: {means: What is looked at.}
            steps:
              - id: look-at-<< at >>
                title: Look at the << at >>
                manual: {instruction: Look at the << at >> closely., evidence: Seen}
            """;

    private Desk desk;
    private Path book;
    private Path fragments;

    @BeforeEach
    void write() throws Exception {
        desk = new Desk();
        fragments = Files.createDirectories(desk.directory().resolve("books").resolve("fragments"));
        book = Files.writeString(fragments.resolveSibling("rounds.yaml"), BOOK);
        Files.writeString(fragments.resolve("look.yaml"), LOOK);
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Fault("F55")
    @Test
    void aRunGoesOnWithTheFragmentsThatItBeganWith() throws Exception {
        Program.Ended left = desk.answered("yes\nall shut\nleave\n", "run", book.toString(), "--line");
        assertThat(left.code()).as(left.all()).isEqualTo(3);
        assertThat(left.out()).contains("Look at the doors closely.");
        Path run = desk.runFolder().orElseThrow();
        Path kept = run.resolve("fragments").resolve("look.yaml");
        assertThat(kept).hasContent(LOOK);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve("fragments"))))
                .isEqualTo("rwx------");
        if (desk.has("sha256sum", "--version")) {
            Program.Ended digest =
                    desk.shell("cd '" + run + "' && sha256sum runbook.yaml fragments/*.yaml | sha256sum");
            assertThat(digest.out()).startsWith(digest());
        }

        Files.writeString(fragments.resolve("look.yaml"), LOOK.replace("closely", "from afar"));
        Program.Ended resumed = desk.answered("yes\nall lit\n", "resume", "--line");
        assertThat(resumed.code()).as(resumed.all()).isZero();
        assertThat(resumed.out()).contains("Look at the lamps closely.").doesNotContain("from afar");
    }

    private String digest() {
        JsonNode opened = desk.journal().get(0);
        return opened.path("lifeboat").path("book").path("sha256").asText();
    }

    @Fault({"F55", "F63"})
    @Test
    void aRunWhoseCopyOfAFragmentWasChangedDoesNotGoOn() throws Exception {
        desk.answered("yes\nall shut\nleave\n", "run", book.toString(), "--line");
        Path kept = desk.runFolder().orElseThrow().resolve("fragments").resolve("look.yaml");
        Files.writeString(kept, LOOK.replace("closely", "from afar"));

        Program.Ended refused = desk.answered("yes\nall lit\n", "resume", "--line");
        assertThat(refused.code()).as(refused.all()).isEqualTo(2);
        assertThat(refused.err()).contains("the run's copy of its runbook is not the one it began with");
    }

    @Test
    void checkNamesFaultsInFragmentsAndChecksFragmentsAlone() throws Exception {
        Path look = fragments.resolve("look.yaml");
        Program.Ended fine = desk.run("check", book.toString(), look.toString());
        assertThat(fine.code()).as(fine.all()).isZero();
        assertThat(fine.out())
                .contains(book + ": ok, rounds, 2 steps, 1 fragment\n")
                .contains(look + ": ok, the fragment look, 1 argument, 0 parameters, 1 step;");

        Files.writeString(look, LOOK.replace("evidence", "evidense"));
        Program.Ended wrong = desk.run("check", book.toString(), look.toString());
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.out())
                .contains(look + ":9:58: unknown key `evidense` in a manual\n")
                .contains("Included in " + book + ":6:5.")
                .doesNotContain(book + ":7:5");
        Program.Ended run = desk.run("run", look.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("a fragment, not a runbook");
    }

    @Test
    void aLinkThatLeadsOutOfTheRunbooksFolderIsRefused() throws Exception {
        Path look = fragments.resolve("look.yaml");
        Path inside = Files.move(look, fragments.resolveSibling("inside.txt"));
        Files.createSymbolicLink(look, Path.of("..", "inside.txt"));
        assertThat(desk.run("check", book.toString()).code()).isZero();

        Files.delete(look);
        Path outside = Files.move(inside, desk.directory().resolve("outside.yaml"));
        Files.createSymbolicLink(look, outside);
        Program.Ended refused = desk.run("check", book.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.out())
                .contains(book + ":6:15: `fragments/look.yaml` cannot be had: it leads out of the runbook's folder");

        Files.delete(look);
        Files.createDirectory(look);
        assertThat(desk.run("check", book.toString()).out()).contains("it is no file");
        Files.delete(look);
        assertThat(desk.run("check", book.toString()).out()).contains("there is no such file");
    }

    @Test
    void aFragmentIsNeitherListedNorCalledByAName() throws Exception {
        Path own =
                Files.createDirectories(desk.configuration().resolve("runbooks").resolve("fragments"));
        Files.copy(book, own.resolveSibling("rounds.yaml"));
        Files.copy(fragments.resolve("look.yaml"), own.resolve("look.yaml"));

        Program.Ended bare = desk.run();
        assertThat(bare.out()).contains("rounds").doesNotContain("look").doesNotContain("drain");
        assertThat(desk.run("show", "rounds").out())
                .contains("### 1. Look at the doors")
                .contains("### 2. Look at the lamps");
        for (String name : List.of("look", "drain")) {
            Program.Ended unknown = desk.run("show", name);
            assertThat(unknown.code()).isEqualTo(2);
            assertThat(unknown.err()).contains("there is no runbook " + name);
        }
    }
}
