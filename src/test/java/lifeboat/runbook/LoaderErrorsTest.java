package lifeboat.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of mistakes in {@code loader-errors.txt}: what is replaced ({@code -}) by what ({@code +}) in
 * {@code base.yaml}, and every problem ({@code !}) that must then be named.
 */
class LoaderErrorsTest {
    private static final Path FOLDER = Path.of("src/test/resources/lifeboat/runbook");

    private record Row(String name, String from, String to, List<String> problems) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String block :
                Files.readString(FOLDER.resolve("loader-errors.txt")).split("### ")) {
            if (!block.isBlank()) {
                rows.add(new Row(
                        block.lines().findFirst().orElseThrow(),
                        String.join("\n", marked(block, '-')),
                        String.join("\n", marked(block, '+')),
                        marked(block, '!')));
            }
        }
        return rows;
    }

    private static List<String> marked(String block, char mark) {
        return block.lines()
                .skip(1)
                .filter(line -> line.startsWith(mark + " "))
                .map(line -> line.substring(2))
                .toList();
    }

    private static List<String> problems(Row row) throws IOException {
        String base = Files.readString(FOLDER.resolve("base.yaml"));
        int index = base.indexOf(row.from());
        assertThat(index).as("the text to replace").isNotNegative();
        String broken = base.substring(0, index)
                + row.to()
                + base.substring(index + row.from().length());
        RunbookException thrown = catchThrowableOfType(
                RunbookException.class, () -> RunbookLoader.load("b", broken.getBytes(StandardCharsets.UTF_8)));
        assertThat(thrown).as("a broken book must be refused").isNotNull();
        return thrown.problems().stream()
                .map(problem -> problem.toString().substring("b:".length()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyMistakeIsNamedWithItsPlaceAndTheWayOut(Row row) throws IOException {
        assertThat(problems(row)).containsExactlyElementsOf(row.problems());
    }

    @Test
    void theBookWithoutMistakesLoads() throws Exception {
        Runbook book = RunbookLoader.load("base.yaml", Files.readAllBytes(FOLDER.resolve("base.yaml")));

        Step side = book.step(new StepId("side")).orElseThrow();
        assertThat(side.together()).extracting(step -> step.id().value()).containsExactly("copy-objects", "ask");
        assertThat(side.parallel()).isEqualTo(2);
        assertThat(side.effect()).isEqualTo(Effect.MUTATE);
        assertThat(book.step(new StepId("ask")).orElseThrow().effect()).isEqualTo(Effect.READ);
    }
}
