package lifeboat.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.run.Mode;
import lifeboat.run.Preview;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.terminal.AllowedBytes;
import lifeboat.terminal.HostileTexts;
import lifeboat.terminal.SafeText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTextTest {
    private static String line(RunEvent event) {
        return AuditText.line(new Recorded(7, Samples.NOON, event));
    }

    @Test
    void everyRecordIsOneLineThatSaysWhenWhatAndWhere(@TempDir Path directory) throws Exception {
        RunFolder folder = new StateDirectory(directory.resolve("state")).create(Samples.RUN, new byte[] {1});
        try (InputStream in = AuditTextTest.class.getResourceAsStream("/journals/every-event.jsonl")) {
            Files.write(folder.journal(), Objects.requireNonNull(in).readAllBytes());
        }
        List<Recorded> records = Journal.read(folder);
        List<String> lines = AuditText.lines(records);
        assertThat(lines).hasSize(27).hasSameSizeAs(records);
        for (int i = 0; i < lines.size(); i++) {
            RunEvent event = records.get(i).event();
            assertThat(lines.get(i))
                    .startsWith(String.format("2026-11-21T12:00:00.123456Z %4d %s", i + 1, event.action()))
                    .satisfies(AuditTextTest::isPlain);
            assertThat(lines.get(i))
                    .contains(event.step().map(step -> " " + step.value()).orElse(""));
        }
        assertThat(lines.get(0)).endsWith("run.opened  lab=/lab  title=\"Back up\"  version=0.1.0");
        assertThat(String.join("\n", lines))
                .contains("two\\u0001", "line\\u0009two", "milliseconds=-3600000", "\uD83D\uDE00");
    }

    private static void isPlain(String line) {
        assertThat(line.codePoints().map(Character::getType))
                .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR, (int)
                        Character.PARAGRAPH_SEPARATOR);
    }

    @Fault("F56")
    @Test
    void noRecordSteersTheTerminalOfWhoReadsTheAudit(Tally tally) {
        for (long seed = 0; seed < 10_000; seed++) {
            tally.injected();
            String text = HostileTexts.of(seed);
            String shown = line(new RunEvent.ParameterGiven(text, text, false, text));
            assertThat(shown).as("text %d", seed).doesNotContain("\n");
            AllowedBytes.assertLines(SafeText.of(shown).getBytes(StandardCharsets.UTF_8));
            tally.survived();
        }
    }

    @Test
    void controlCharactersAreMadeVisible() {
        String line = line(new RunEvent.NoteAdded("a\u001b[2Jb\r\nc\u007fd\u0085e\u0000"));
        assertThat(line)
                .endsWith("a\\u001b[2Jb\\u000d\\u000ac\\u007fd\\u0085e\\u0000")
                .satisfies(AuditTextTest::isPlain);
    }

    @Test
    void charactersThatTurnOrHideTextAreMadeVisible() {
        String line = line(
                new RunEvent.NoteAdded("a\u202eb\u2066c\u200bd\u2028e\u2029f\ufeffg" + Character.toString(0xE0001)));
        assertThat(line)
                .endsWith("a\\u202eb\\u2066c\\u200bd\\u2028e\\u2029f\\ufeffg\\u{e0001}")
                .satisfies(AuditTextTest::isPlain);
    }

    @Test
    void namesOfFactsAndDeepListsAreMadeVisibleToo() {
        Preview preview = new Preview(
                List.of(new Preview.Change("pod/\u001b]0;x\u0007", "f", "", "1")),
                List.of(),
                List.of(List.of("rm", "-rf\n2026-11-21T12:00:00Z    9 run.closed")),
                List.of(),
                List.of());
        assertThat(line(new RunEvent.PreviewShown(Samples.SCALE, false, preview)))
                .contains(" preview.shown scale-down-pachd", "pod/\\u001b]0;x\\u0007", "-rf\\u000a2026")
                .satisfies(AuditTextTest::isPlain);
        assertThat(line(new RunEvent.IdentityObserved("cluster", Map.of("na\nme", "x"))))
                .contains("na\\u000ame=x")
                .satisfies(AuditTextTest::isPlain);
    }

    @Test
    void lettersOfAllLanguagesStayAsTheyAre() {
        assertThat(AuditText.visible("gr\u00fcn \u65e5\u672c \uD83D\uDE00 \u00a0"))
                .isEqualTo("gr\u00fcn \u65e5\u672c \uD83D\uDE00 \u00a0");
        assertThat(line(new RunEvent.NoteAdded("two words"))).endsWith("text=\"two words\"");
        assertThat(line(new RunEvent.RunOpened("b", "s", "t", Mode.RUN, "1", Optional.empty())))
                .endsWith("run.opened  title=t  version=1");
    }
}
