package lifeboat.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lifeboat.perform.Choices;
import lifeboat.runbook.Given;
import lifeboat.runbook.Parameter.Type;
import lifeboat.runbook.Runbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParameterFormTest {
    private static final Map<String, String> FINE = Map.ofEntries(
            Map.entry("text", "a"),
            Map.entry("port", "5432"),
            Map.entry("host", "db"),
            Map.entry("endpoint", "https://s3"),
            Map.entry("patience", "5m"),
            Map.entry("context", "prod"),
            Map.entry("namespace", "default"),
            Map.entry("bucket", "data"),
            Map.entry("how", "scale"),
            Map.entry("folder", "/b"),
            Map.entry("password", "hunter2"),
            Map.entry("jobs", "2"),
            Map.entry("keep", "false"),
            Map.entry("code", "ABC"),
            Map.entry("copy", "data-copy"));

    private final Runbook book = Stage.book("form.yaml");
    private final StringWriter out = new StringWriter();
    private Choices choices = Choices.NONE;

    private Optional<Map<String, Given>> fill(Map<String, Given> known, String... answers) {
        Dialogue dialogue = new PipedDialogue(
                new StringReader(String.join("\n", answers) + (answers.length > 0 ? "\n" : "")), new PrintWriter(out));
        return new ParameterForm(dialogue, choices).fill(book, known);
    }

    private static Map<String, Given> allBut(String... missing) {
        Map<String, Given> known = new LinkedHashMap<>();
        FINE.forEach((name, value) -> known.put(name, new Given(value, "file")));
        List.of(missing).forEach(known::remove);
        return known;
    }

    private String asked(String name, String... answers) {
        return Objects.requireNonNull(fill(allBut(name), answers).orElseThrow().get(name))
                .value();
    }

    @ParameterizedTest(name = "{0} refuses \"{1}\" and takes \"{2}\"")
    @CsvSource(
            delimiter = '|',
            value = {
                "jobs|many|3|whole number",
                "jobs|0|3|must look like",
                "keep|maybe|true|true or false",
                "port|0|5433|port from 1 to 65535",
                "port|65536|1|port from 1 to 65535",
                "port|''|5433|value is needed",
                "host|my host|10.0.0.1|host name",
                "endpoint|s3.local:9000|https://s3.local:9000|must be a URL",
                "patience|soon|1h30m|duration",
                "how|kill|pause|one of",
                "namespace|Default|pachyderm|lower-case",
                "bucket|a|data-2|letters",
                "code|abc|XYZ|must look like",
                "text|--oops|fine|hyphen",
            })
    void aValueThatDoesNotFitIsAskedForAgainWithTheReason(String name, String wrong, String right, String reason) {
        assertThat(asked(name, wrong, right)).isEqualTo(right);
        assertThat(out.toString()).contains(reason);
    }

    @Test
    void aRoundThroughEveryTypeReadsWell() throws Exception {
        choices = (parameter, known) -> {
            if (parameter.type() == Type.BUCKET) {
                throw new Choices.Unavailable("the store at " + known.get("endpoint") + " does not answer");
            }
            return parameter.type() == Type.CONTEXT ? List.of("lab", "prod") : List.of();
        };
        Optional<Map<String, Given>> filled = fill(
                Map.of("folder", new Given("/backups", "option"), "port", new Given("99999", "file")),
                "a text",
                "5432",
                "db.internal",
                "https://s3.local",
                "",
                "prood",
                "prod",
                "",
                "data",
                "",
                "hunter2",
                "2",
                "yes",
                "ABC",
                "data-copy");
        Golden.assertSame("form", out.toString());
        assertThat(out.toString()).doesNotContain("hunter2");
        assertThat(filled.orElseThrow().keySet())
                .containsExactlyElementsOf(book.parameters().stream()
                        .map(parameter -> parameter.name())
                        .toList());
        assertThat(filled.orElseThrow())
                .containsEntry("folder", new Given("/backups", "option"))
                .containsEntry("patience", new Given("5m", "default"))
                .containsEntry("password", new Given("hunter2", "operator"))
                .containsEntry("keep", new Given("true", "operator"))
                .containsEntry("copy", new Given("data-copy", "operator"));
    }

    @Test
    void aStrangeChoiceIsTakenWhenItIsTypedTwice() {
        choices = (parameter, known) -> List.of("lab", "prod");
        assertThat(asked("context", "new", "new")).isEqualTo("new");
        assertThat(out.toString()).contains("not among those that were found");
    }

    @Test
    void whatDoesNotApplyIsNotAskedFor() {
        Map<String, Given> known = allBut("jobs");
        known.put("how", new Given("pause", "option"));
        assertThat(fill(known).orElseThrow()).containsEntry("jobs", new Given("4", "default"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aDefaultMayComeFromAnEarlierAnswerAndTwoQuotesMeanEmpty() {
        assertThat(asked("copy", "")).isEqualTo("data-copy");
        assertThat(asked("context", "\"\"")).isEmpty();
    }

    @Test
    void endOfInputIsNoAnswer() {
        assertThat(fill(allBut("host"))).isEmpty();
    }

    @Test
    void nobodyIsAskedWhenItGoesByItself() {
        Dialogue silent = new PipedDialogue(new StringReader(""), new PrintWriter(out));
        ParameterForm form = new ParameterForm(new AutoDialogue(silent), Choices.NONE);
        assertThat(form.fill(book, allBut("patience", "password", "jobs"))).isPresent();
        assertThat(form.fill(book, allBut("host")))
                .as("nothing to invent a host from")
                .isEmpty();
    }

    @Test
    void aGivenValueDoesNotShowItself() {
        assertThat(new Given("hunter2", "operator").toString()).doesNotContain("hunter2");
    }
}
