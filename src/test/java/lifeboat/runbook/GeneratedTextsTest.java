package lifeboat.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The texts that are made from code and kept in files; {@code -Dlifeboat.rewrite=true} writes them anew. */
class GeneratedTextsTest {
    private static final Path SCHEMA = ShippedBooks.FOLDER.resolve("runbook.schema.json");
    private static final Path GOLDEN = Path.of("src/test/resources/lifeboat/runbook/pachyderm-backup.md");

    @Test
    void theSchemaInTheRunbooksFolderIsTheOneOfTheLoader() throws IOException {
        assertThat(RunbookSchema.text()).isEqualTo(kept(SCHEMA, RunbookSchema.text()));
    }

    @Test
    void theProcedureOfTheBackupReadsAsItDid() throws Exception {
        String text = procedure("pachyderm-backup.yaml");

        assertThat(text).isEqualTo(kept(GOLDEN, text));
    }

    @Test
    void theProcedureOfTheRestoreReadsAsItDid() throws Exception {
        String text = procedure("pachyderm-restore.yaml");

        assertThat(text).isEqualTo(kept(Path.of("src/test/resources/lifeboat/runbook/pachyderm-restore.md"), text));
    }

    @Test
    void theSchemaNamesEveryKeyThatTheLoaderKnows() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(RunbookSchema.text());

        Vocabulary.RUNBOOK.byName().keySet().forEach(key -> assertThat(
                        schema.at("/$defs/runbook/properties").has(key))
                .as(key)
                .isTrue());
        ActionVocabulary.ALL.forEach(field -> {
            assertThat(schema.at("/$defs/step/properties/" + field.name()).isMissingNode())
                    .isFalse();
            assertThat(schema.at("/$defs/undo/properties/" + field.name()).isMissingNode())
                    .isFalse();
        });
        schema.findValues("$ref").forEach(reference -> assertThat(
                        schema.at(reference.asText().substring(1)).isObject())
                .isTrue());
    }

    /** Without the digest, which changes with every comment in a fragment. */
    private static String procedure(String book) throws Exception {
        Runbook whole = BundledRunbooksTest.book(book);
        return RunbookMarkdown.text(whole).replace(whole.sha256(), "DIGEST");
    }

    private static String kept(Path file, String current) throws IOException {
        if (Boolean.getBoolean("lifeboat.rewrite")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, current);
        }
        return Files.readString(file);
    }
}
