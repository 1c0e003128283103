package lifeboat.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.journal.Envelope;
import lifeboat.journal.Holder;
import lifeboat.journal.Journal;
import lifeboat.journal.RunFolder;
import lifeboat.journal.RunLock;
import lifeboat.journal.StateDirectory;
import lifeboat.run.Mode;
import lifeboat.run.RunEvent;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.ShippedBooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says, where it can go stale. {@code -Dlifeboat.rewrite=true} writes the runbook reference anew. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- runbook reference: made by ReadmeTest -->\n";
    private static final String END = "<!-- end of the runbook reference -->\n";

    @TempDir
    private Path folder;

    @Test
    void its_runbook_reference_is_the_vocabulary_of_the_loader() throws Exception {
        String reference = new RunbookReference(
                        new ObjectMapper().readTree(Files.readString(Path.of("runbooks", "runbook.schema.json"))),
                        books())
                .text();
        String readme = Files.readString(README);
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        int to = readme.indexOf(END);
        if (Boolean.getBoolean("lifeboat.rewrite")) {
            readme = readme.substring(0, from) + reference + readme.substring(to);
            Files.writeString(README, readme);
            to = readme.indexOf(END);
        }
        assertThat(readme.substring(from, to)).isEqualTo(reference);
    }

    private static List<Runbook> books() throws Exception {
        List<Runbook> books = new ArrayList<>();
        for (Path file : ShippedBooks.files()) {
            books.add(ShippedBooks.load(file));
        }
        // What no shipped runbook does by itself.
        books.add(ShippedBooks.load(Path.of("src", "test", "resources", "route", "port-switch.yaml")));
        return books;
    }

    @Test
    void its_variables_are_known_to_the_loader() throws Exception {
        String readme = Files.readString(README);
        String section = readme.substring(readme.indexOf("### Variables"));
        Matcher names = Pattern.compile("`((?:cluster|run|backup)\\.[a-z_]+)`")
                .matcher(section.substring(0, section.indexOf("\n## ")));
        int found = 0;
        while (names.find()) {
            found++;
            String book = String.join(
                    "\n",
                    "schema: lifeboat/v1",
                    "id: tried",
                    "title: Tried",
                    "lock: tried",
                    "parameters:",
                    "  backup_dir: {type: path, required: true}",
                    "targets:",
                    "  cluster:",
                    "    cluster: {namespace: default}",
                    "identity: [cluster]",
                    "steps:",
                    "  - id: say",
                    "    title: Say it",
                    "    announce: {message: \"{{ " + names.group(1) + " }}\"}",
                    "");
            RunbookLoader.load("tried.yaml", book.getBytes(UTF_8));
        }
        assertThat(found).isGreaterThan(5);
    }

    @Test
    void its_example_of_a_runbook_loads() throws Exception {
        RunbookLoader.load("example.yaml", block("yaml").getBytes(UTF_8));
    }

    @Test
    void its_example_of_a_fragment_loads_with_the_runbook_that_includes_it() throws Exception {
        List<String> blocks = blocks("yml");
        String book =
                String.join("\n", "schema: lifeboat/v1", "id: tried", "title: Tried", "lock: tried", blocks.get(1));

        Runbook whole = RunbookLoader.load("tried.yaml", book.getBytes(UTF_8), path -> {
            try {
                return path.endsWith("scale-down.yaml")
                        ? blocks.get(0).getBytes(UTF_8)
                        : Files.readAllBytes(ShippedBooks.FOLDER.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(whole.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.id().value()).isEqualTo("scale-down-console"));
    }

    @Test
    void its_lines_of_python_accept_a_journal_and_refuse_a_changed_one() throws Exception {
        assumeTrue(runs("python3", "--version"), "python3 is not installed");
        Path script = folder.resolve("verify.py");
        Files.writeString(script, block("python"));
        Path journal = journal();
        assertThat(run("python3", script.toString(), journal.toString()))
                .startsWith("OK: 3 records, head ")
                .endsWith("exit 0");
        byte[] good = Files.readAllBytes(journal);
        for (int at = 0; at < good.length; at += 211) {
            byte[] changed = good.clone();
            changed[at] ^= 1;
            Files.write(journal, changed);
            assertThat(run("python3", script.toString(), journal.toString()))
                    .as("byte %d", at)
                    .endsWith("exit 1");
        }
    }

    @Test
    void it_names_no_place_of_the_machine_that_it_was_written_on() throws IOException {
        List<Path> pages;
        try (var found = Files.walk(Path.of("src", "site"))) {
            pages = found.filter(Files::isRegularFile).toList();
        }
        for (Path page : pages) {
            assertThat(page).content().doesNotContainPattern("/(home|root|work)/");
        }
        assertThat(README).content().doesNotContainPattern("/(home|root|work)/");
    }

    @Test
    void its_links_lead_somewhere() throws IOException {
        Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(README));
        int found = 0;
        while (links.find()) {
            assertThat(Path.of(links.group(1))).exists();
            found++;
        }
        assertThat(found).isPositive();
    }

    private Path journal() throws Exception {
        String id = "20261121-120000-bcdfgh";
        RunFolder run = new StateDirectory(folder.resolve("state")).create(id, "schema: lifeboat/v1".getBytes(UTF_8));
        Holder self = new Holder(id, "mira", "ops1", 4711, Optional.empty(), Instant.EPOCH, Optional.empty());
        Envelope envelope = new Envelope(
                id,
                Mode.REHEARSAL,
                "pachyderm-backup",
                "ab".repeat(32),
                "mira",
                "ops1",
                4711,
                Optional.empty(),
                Map.of());
        try (RunLock lock = RunLock.take(run, self);
                Journal journal =
                        Journal.create(lock, envelope, InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")))) {
            journal.append(List.of(new RunEvent.RunOpened(
                    "pachyderm-backup", "ab".repeat(32), "Back up", Mode.REHEARSAL, "0.1.0", Optional.empty())));
            journal.append(List.of(new RunEvent.NoteAdded("bucket \u00fc \uD83D\uDE00 \u2028 tab\t bell\u0007 \"q\"")));
            journal.seal();
        }
        return run.journal();
    }

    private static String block(String language) throws IOException {
        return blocks(language).get(0);
    }

    private static List<String> blocks(String language) throws IOException {
        Matcher blocks = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(README));
        List<String> found = new ArrayList<>();
        while (blocks.find()) {
            found.add(blocks.group(1));
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    private static boolean runs(String... argv) throws InterruptedException {
        try {
            return run(argv).endsWith("exit 0");
        } catch (IOException missing) {
            return false;
        }
    }

    private static String run(String... argv) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(argv)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return text + "exit " + process.waitFor();
    }
}
