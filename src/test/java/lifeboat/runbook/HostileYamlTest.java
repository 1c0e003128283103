package lifeboat.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileYamlTest {
    private static final String MARKS = "{}[]:-\"'#&*!|>,\n \t?%@`";

    private static List<Problem> problems(String yaml) {
        return problems(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Problem> problems(byte[] yaml) {
        RunbookException thrown =
                catchThrowableOfType(RunbookException.class, () -> RunbookLoader.load("hostile", yaml));
        assertThat(thrown).isNotNull();
        assertThat(thrown.hint()).isNotBlank();
        assertThat(thrown).hasMessageStartingWith(thrown.problems().get(0).toString());
        return thrown.problems();
    }

    @Fault("F50")
    @Test
    void aliasesAreRefusedBeforeTheyAreFollowed() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (int level = 1; level < 30; level++) {
            laughs.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(level, level, level - 1, level - 1, level - 1));
        }

        List<Problem> problems = problems(laughs.toString());

        assertThat(problems.get(0))
                .isEqualTo(new Problem("hostile", 1, 5, "the anchor `&a0`", "Anchors are not allowed; remove it."));
        assertThat(problems).anyMatch(problem -> problem.message().equals("the alias `*a0`"));
    }

    @Fault("F50")
    @Test
    void aMappingThatHoldsItselfIsRefused() {
        assertThat(problems("title: &self {me: *self}\n"))
                .extracting(Problem::message)
                .containsExactly("the anchor `&self`", "the alias `*self`");
    }

    @Fault("F51")
    @Test
    void deepNestingIsRefusedWithoutAnOverflow(Tally tally) {
        for (int depth : new int[] {33, 34, 100, 1000, 5_000, 20_000, 50_000, 130_000, 260_000, 1_000_000}) {
            for (String open : List.of("[", "{a: ", "- ", "? ", "[{a: ")) {
                tally.injected();
                String nested = open.repeat(depth);

                assertThat(problems(nested))
                        .extracting(Problem::message)
                        .singleElement()
                        .asString()
                        .startsWith(
                                nested.length() > YamlSource.MAX_BYTES
                                        ? "the file has " + nested.length() + " bytes"
                                        : "nested deeper than 32 levels");
                tally.survived();
            }
        }
    }

    @Fault("F50")
    @Test
    void noAnchorOfAnyShapeIsFollowed(Tally tally) {
        Random random = new Random(50);
        for (int round = 0; round < 300; round++) {
            tally.injected();
            int names = 1 + random.nextInt(20);
            StringBuilder yaml = new StringBuilder();
            for (int key = 0; key < names; key++) {
                String value = random.nextBoolean() ? "[*n%d, *n%d]" : "{a: *n%d, <<: *n%d}";
                yaml.append("k%d: &n%d ".formatted(key, key))
                        .append(value.formatted(random.nextInt(key + 1), random.nextInt(key + 1)))
                        .append('\n');
            }

            assertThat(problems(yaml.toString()))
                    .extracting(Problem::message)
                    .allMatch(message -> message.startsWith("the anchor `") || message.startsWith("the alias `"));
            tally.survived();
        }
    }

    @Fault("F52")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "title: x\ntitle: y\n",
                "requires: {tools: {x: 1}, tools: {y: 1}}",
                "? id\n: x\n? id\n: y\n",
                "'id': x\n\"id\": y\n"
            })
    void aKeyThatStandsTwiceIsRefused(String yaml) {
        assertThat(problems(yaml)).extracting(Problem::message).anyMatch(message -> message.contains("stands twice"));
    }

    @Fault("F53")
    @Test
    void noCharacterThatCannotBeSeenGetsIntoARunbook(Tally tally) throws Exception {
        String base = Files.readString(java.nio.file.Path.of("src/test/resources/lifeboat/runbook/base.yaml"));
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            if (!isUnseen(character)) {
                continue;
            }
            String raw = Character.toString(character);
            String escaped = "\"a\\U%08x\"".formatted(character);
            for (String title : List.of("A " + raw + "book", escaped, "{" + escaped + ": x}")) {
                tally.injected();
                byte[] yaml = base.replace("A book without mistakes", title).getBytes(StandardCharsets.UTF_8);
                // Half a character cannot be written in UTF-8 at all; its place is taken by a question mark.
                if (Character.getType(character) == Character.SURROGATE && !title.contains("U")) {
                    assertThat(RunbookLoader.load("hostile", yaml).title()).isEqualTo("A ?book");
                } else {
                    assertThat(problems(yaml)).as("U+%04X", character).isNotEmpty();
                }
                tally.survived();
            }
        }
    }

    private static boolean isUnseen(int character) {
        int type = Character.getType(character);
        boolean layout = character == '\n' || character == '\t' || character == '\r';
        boolean surrogate = type == Character.SURROGATE && character % 64 == 0;
        return !layout
                && (surrogate
                        || type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR);
    }

    @Fault("F54")
    @Test
    void aFieldTakesOnlyWhatItsTypeSays(Tally tally) throws Exception {
        String base = Files.readString(java.nio.file.Path.of("src/test/resources/lifeboat/runbook/base.yaml"));
        List<String> odd = List.of(
                "no",
                "0123",
                "30650:22",
                "1e3",
                "0x1F",
                "0o17",
                "1_000",
                "+5",
                "5.0",
                ".inf",
                ".nan",
                "~",
                "null",
                "''",
                "[]",
                "{}",
                "[5]",
                "{a: 5}",
                "99999999999999999999",
                "-1",
                "\u0665",
                "2026-11-21",
                "\" 5\"",
                "5 ",
                "True");
        List<String> fields = List.of("timeout: 5m", "parallel: 2", "required: true", "id: base");
        for (String field : fields) {
            String key = field.substring(0, field.indexOf(':'));
            for (String value : odd) {
                tally.injected();
                byte[] yaml = base.replace(field, key + ": " + value).getBytes(StandardCharsets.UTF_8);
                boolean same = value.equals("5 ") && key.equals("parallel");
                boolean name = key.equals("id") && (value.equals("no") || value.equals("null"));
                if (same || name) {
                    assertThat(RunbookLoader.load("types", yaml).id()).isIn("base", value);
                } else {
                    assertThat(problems(yaml)).as(key + ": " + value).isNotEmpty();
                }
                tally.survived();
            }
        }
    }

    @Test
    void nestingOfThirtyTwoLevelsIsReadAndJudgedByItsForm() {
        assertThat(problems("[".repeat(32) + "]".repeat(32)))
                .extracting(Problem::message)
                .containsExactly("`the file` is a list");
    }

    @Fault("F52")
    @Test
    void aFileOverTheLimitIsRefusedUnread() {
        byte[] large = new byte[YamlSource.MAX_BYTES + 1];
        Arrays.fill(large, (byte) '#');

        assertThat(problems(large).get(0).message()).startsWith("the file has 262145 bytes");
    }

    @Test
    void aLargestFileIsStillRead() {
        byte[] largest = new byte[YamlSource.MAX_BYTES];
        Arrays.fill(largest, (byte) '#');

        assertThat(problems(largest)).extracting(Problem::message).containsExactly("the file is empty");
    }

    @Fault("F52")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "title: !!str x",
                "title: !!javax.script.ScriptEngineManager [x]",
                "title: ! x",
                "title: !mine {a: b}",
                "!!set {a}"
            })
    void tagsAreRefused(String yaml) {
        assertThat(problems(yaml)).extracting(Problem::message).allMatch(message -> message.startsWith("the tag `"));
    }

    @Fault("F50")
    @Test
    void aMergeKeyIsAnUnknownKey() {
        assertThat(problems("<<: {title: x}\n")).extracting(Problem::message).contains("unknown key `<<` in a runbook");
    }

    @Fault("F52")
    @Test
    void aSecondDocumentIsRefused() {
        assertThat(problems("title: x\n---\ntitle: y\n"))
                .containsExactly(
                        new Problem("hostile", 2, 1, "a second document in the file", "Keep one runbook to a file."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing\n", "---\n"})
    void aFileWithoutContentIsRefused(String yaml) {
        assertThat(problems(yaml)).isNotEmpty();
    }

    @Fault("F53")
    @ParameterizedTest
    @CsvSource({
        "0000, U+0000",
        "001B, U+001B",
        "0007, U+0007",
        "0085, U+0085",
        "009B, U+009B",
        "200B, U+200B",
        "202E, U+202E",
        "2066, U+2066",
        "2028, U+2028",
        "FEFF, U+FEFF",
        "00AD, U+00AD",
        "007F, U+007F"
    })
    void aCharacterThatCannotBeSeenIsRefusedAsItIsAndAsAnEscape(String code, String shown) {
        String message = "the character " + shown + ", which cannot be seen";
        String raw = "id: x\ntitle: ab" + (char) Integer.parseInt(code, 16) + "c\n";
        String comment = "id: x # " + (char) Integer.parseInt(code, 16) + "\n";
        String escaped = "id: x\ntitle: \"ab\\u" + code + "c\"\n";

        assertThat(problems(raw))
                .extracting(Problem::line, Problem::column, Problem::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2, 10, message));
        assertThat(problems(comment)).extracting(Problem::message).containsExactly(message);
        assertThat(problems(escaped))
                .extracting(Problem::line, Problem::column, Problem::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2, 8, message));
    }

    @Fault("F53")
    @ParameterizedTest
    @ValueSource(strings = {"title: \"\\e[2J\"", "title: \"a\\rb\"", "title: \"\\N\"", "\"\\u202e\": x"})
    void escapesWithNamesAreSeenThrough(String yaml) {
        assertThat(problems(yaml)).extracting(Problem::message).allMatch(message -> message.endsWith("cannot be seen"));
    }

    @Fault("F52")
    @Test
    void bytesThatAreNotUtf8AreNamedWithTheirPlace() {
        byte[] latin = "id: x\ntitle: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(problems(latin))
                .extracting(Problem::line, Problem::column, Problem::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2, 11, "the file is not UTF-8 text"));
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreRead() throws Exception {
        String base = Files.readString(ShippedBooks.FOLDER.resolve("pachyderm-backup.yaml"));
        byte[] windows = ("\uFEFF" + base.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);

        Runbook book = ShippedBooks.load("windows.yaml", windows);

        assertThat(book.source().getBytes(StandardCharsets.UTF_8)).isEqualTo(windows);
        assertThat(book.steps())
                .isEqualTo(BundledRunbooksTest.book("pachyderm-backup.yaml").steps());
    }

    @Test
    void columnsAreCountedInCharactersNotInBytes() {
        assertThat(problems("{title: \"\uD83D\uDE80\uD83D\uDE80\", titel: x}\n"))
                .anyMatch(problem -> problem.message().startsWith("unknown key `titel`") && problem.column() == 15);
    }

    @Fault("F54")
    @ParameterizedTest
    @ValueSource(strings = {"no", "0123", "30650:22", "1e3", "null", "~", "yes", "0x1F", "2026-11-21", ".inf", "1_000"})
    void aTextStaysAsItIsWritten(String text) throws Exception {
        String base = Files.readString(java.nio.file.Path.of("src/test/resources/lifeboat/runbook/base.yaml"))
                .replace("title: A book without mistakes", "title: " + text)
                .replace(
                        "deployment: pachd, replicas: 0}\n    effect",
                        "deployment: " + text + ", replicas: 0}\n    effect");

        Runbook book = RunbookLoader.load("types", base.getBytes(StandardCharsets.UTF_8));

        assertThat(book.title()).isEqualTo(text);
        assertThat(book.step(new StepId("down")).orElseThrow().action().templates())
                .contains(new Template(text));
    }

    @Fault("F52")
    @Test
    void aDamagedFragmentIsReadOrRefusedWithPlacesAndNothingElse(Tally tally) throws IOException {
        byte[] book = Files.readAllBytes(ShippedBooks.FOLDER.resolve("pachyderm-backup.yaml"));
        Random random = new Random(20_261_122);
        int refused = 0;
        for (int round = 0; round < 100; round++) {
            try {
                RunbookLoader.load("book.yaml", book, path -> damage(fragment(path), random));
            } catch (RunbookException expected) {
                refused++;
                assertThatPlacesAreThere(expected);
            }
            tally.survived(1);
        }
        assertThat(refused).isGreaterThan(50);
    }

    private static byte[] fragment(String path) {
        try {
            return Files.readAllBytes(ShippedBooks.FOLDER.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertThatPlacesAreThere(RunbookException refused) {
        assertThat(refused.problems())
                .isNotEmpty()
                .allMatch(problem -> problem.line() >= 1
                        && problem.column() >= 1
                        && !problem.message().isBlank());
    }

    @Fault("F52")
    @Test
    void aDamagedRunbookIsReadOrRefusedWithPlacesAndNothingElse(Tally tally) throws IOException {
        byte[] whole = Files.readAllBytes(ShippedBooks.FOLDER.resolve("pachyderm-backup.yaml"));
        Random random = new Random(20_261_121);
        int refused = 0;
        for (int round = 0; round < 200; round++) {
            byte[] damaged = damage(whole, random);
            try {
                ShippedBooks.load("damaged", damaged);
            } catch (RunbookException expected) {
                refused++;
                assertThatPlacesAreThere(expected);
            }
            tally.survived(1);
        }
        assertThat(refused).isGreaterThan(50);
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int times = random.nextInt(3); times >= 0; times--) {
            int at = random.nextInt(bytes.length);
            byte value = random.nextInt(4) == 0
                    ? (byte) random.nextInt(256)
                    : (byte) MARKS.charAt(random.nextInt(MARKS.length()));
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = value;
                case 1 -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    longer[at] = value;
                    bytes = longer;
                }
                default -> {
                    int length = Math.min(1 + random.nextInt(40), bytes.length - at - 1);
                    byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
                    System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
                    bytes = shorter;
                }
            }
        }
        return bytes;
    }
}
